import { existsSync } from 'node:fs';
import { runKit } from './run-kit.ts';

/** `motcua rules tck <folder>`: runs the DMN Technology Compatibility Kit; ends with 1 when a case fails. */
export function rulesCommand(words: string[]): Promise<void> {
  const [what, folder, ...others] = words;
  if (what !== 'tck' || folder === undefined || others.length > 0 || !existsSync(folder))
    throw new Error('say `rules tck` and a folder that is there');
  const began = performance.now();
  const { passed, failed } = runKit(folder, ({ file, test, result, expected, actual, warnings }) => {
    process.stdout.write(`${file} · ${test} · ${result}\n  expected ${expected}\n  answered ${actual}\n`);
    if (warnings) process.stdout.write(`  ${warnings}\n`);
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`passed ${passed}, failed ${failed}, in ${seconds} s\n`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
  return Promise.resolve();
}
