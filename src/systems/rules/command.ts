import { existsSync, readFileSync } from 'node:fs';
import type { Bilingual } from '../../kernel/text.ts';
import { examineModel, refusalsOf } from './checks/check-model.ts';
import { runKit } from './tck/run-kit.ts';
import { findingTexts, problemTexts } from './texts.ts';

/** `motcua rules tck <folder>` and `motcua rules check <file.dmn> [imported.dmn …]`. Ends with 1 when something is wrong. */
export function rulesCommand(words: string[]): Promise<void> {
  const [what, path, ...others] = words;
  const isKnown = (what === 'tck' && others.length === 0) || what === 'check';
  if (!isKnown || path === undefined || ![path, ...others].every((each) => existsSync(each)))
    throw new Error('say `tck` and a folder, or `check` and files, that are there');
  if (what === 'tck') tellKit(path);
  else tellProblems(path, others);
  return Promise.resolve();
}

function tellKit(folder: string): void {
  const began = performance.now();
  const { passed, failed } = runKit(folder, ({ file, test, result, expected, actual, warnings }) => {
    process.stdout.write(`${file} · ${test} · ${result}\n  expected ${expected}\n  answered ${actual}\n`);
    if (warnings) process.stdout.write(`  ${warnings}\n`);
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`passed ${passed}, failed ${failed}, in ${seconds} s\n`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

/** What refuses the model, and what its author should look at. */
function tellProblems(path: string, imported: readonly string[]): void {
  const examined = examineModel(
    readFileSync(path, 'utf8'),
    imported.map((each) => readFileSync(each, 'utf8')),
  );
  const sentences: Record<string, Bilingual> = { ...problemTexts, ...findingTexts };
  for (const { code, where, about } of [...examined.problems, ...examined.findings])
    process.stdout.write(`${where} · ${code} · ${about}\n  ${sentences[code]?.vi}\n  ${sentences[code]?.en}\n`);
  const refused = refusalsOf(examined).length;
  process.stdout.write(
    `problems ${refused}, to look at ${examined.findings.length + examined.problems.length - refused}\n`,
  );
  if (refused > 0) process.exitCode = 1;
}
