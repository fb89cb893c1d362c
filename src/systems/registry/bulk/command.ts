import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { newId } from '../../../kernel/ids.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { registerOf } from '../definition.ts';
import { matchColumns } from './columns.ts';
import type { Progress } from './import.ts';
import { LARGEST_IMPORT_BYTES } from './limits.ts';
import { type ImportReport, type ImportWishes, goOn, importingOf } from './services.ts';

const OPTIONS = {
  kind: { type: 'string' },
  reason: { type: 'string' },
  source: { type: 'string' },
  'day-first': { type: 'boolean' },
  'whole-batch': { type: 'boolean' },
  'check-only': { type: 'boolean' },
  'without-dry-run': { type: 'boolean' },
} as const;

/**
 * `import-records`: takes a file into a register as its owner, with the same steps and checks as the desk. Run again after it
 * was cut off, it goes on behind the last batch. `--without-dry-run` writes each batch as soon as it is checked. The answer is what came of it.
 */
export async function importRecords(house: House, args: string[]): Promise<ImportReport> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [path, ...others] = positionals;
  const [system = '', name = ''] = (values.kind ?? '').split('.');
  const importing = importingOf(system, name);
  const register = registerOf(system);
  if (path === undefined || others.length > 0) throw new Error('name one file');
  if (!importing || !register) throw new Error('--kind names a kind of record, e.g. population.person');
  if (values['check-only'] && values['without-dry-run']) throw new Error('--check-only is a dry run');
  if (!values.reason || !values.source) throw new Error('say --reason and --source, the document that it rests on');
  const context: CallContext = {
    caller: 'registry',
    agency: register.owner,
    actor: { kind: 'machine', name: 'motcua' },
    purpose: 'register-keeping',
  };
  const read = async (run: string): Promise<ImportReport> => {
    const { output } = await call(house, importing.read, { run }, context);
    return output.runs[0]!;
  };
  const step = (run: string, what: 'check' | 'import', wishes?: ImportWishes) =>
    call(
      house,
      importing.import,
      { run, step: what, here: true, ...(wishes ? { wishes } : {}) },
      { ...context, idempotencyKey: newId() },
    );
  const { id: fileId, ...kept } = await largeFilesOf(house).keep(createReadStream(path), LARGEST_IMPORT_BYTES);
  const { output } = await call(
    house,
    importing.import,
    { run: newId(), step: 'receive', file: { fileId, fileName: basename(path), ...kept } },
    { ...context, idempotencyKey: newId() },
  );
  const { run } = output;
  let report = await read(run);
  const isStraight = values['without-dry-run'] === true;
  if (report.state === 'uploaded' || (report.state === 'stopped' && report.import.rows === 0)) {
    const wishes: ImportWishes = {
      columns: matchColumns(importing.kind, report.header),
      dates: values['day-first'] ? 'day-first' : 'iso',
      taking: values['whole-batch'] ? 'whole-batch' : 'row-by-row',
      ...(isStraight ? { withoutDryRun: true } : {}),
      reason: values.reason,
      source: { kind: 'decision', number: values.source },
    };
    await step(run, isStraight && report.state === 'uploaded' ? 'import' : 'check', wishes);
  }
  await goOn(house, importing, run, { onProgress: bar(isStraight ? 'written' : 'checked') });
  report = await read(run);
  if (values['check-only'] || report.state === 'done') return report;
  if (report.state === 'checked' || (report.state === 'stopped' && report.import.rows > 0)) await step(run, 'import');
  await goOn(house, importing, run, { onProgress: bar('written') });
  return read(run);
}

const BAR_WIDTH = 32;

function bar(what: string): (progress: Progress) => void {
  return ({ rows, read_bytes, size_bytes }) => {
    if (!process.stderr.isTTY) return;
    const full = Math.round(BAR_WIDTH * Math.min(1, read_bytes / size_bytes));
    process.stderr.write(`\r${what} [${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}] ${rows} rows`);
    if (read_bytes >= size_bytes) process.stderr.write('\n');
  };
}
