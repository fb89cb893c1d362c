/**
 * `npm run bench -- [name] [options]`: all benchmarks, or the one named. Each prints JSON lines
 * `{"bench","value","unit","limit","ratio"}`, where `limit` is the same work done bare in the same run; what else was
 * measured stands in lines of its own, as `detail`.
 */
import { parseArgs } from 'node:util';
import { birth } from './birth.ts';
import { home } from './home.ts';
import { linkage } from './linkage.ts';
import { pages } from './pages.ts';
import { personalNumbers } from './personal-numbers.ts';
import { registersDuplicates } from './registers-duplicates.ts';
import { registers } from './registers.ts';
import { registersImport } from './registers-import.ts';
import { rules } from './rules.ts';
import { start } from './start.ts';
import { trust } from './trust.ts';

const BENCHES = {
  birth,
  pages,
  start,
  home,
  'personal-numbers': personalNumbers,
  linkage,
  trust,
  registers,
  'registers-duplicates': registersDuplicates,
  'registers-import': registersImport,
  rules,
} as const;

const OPTIONS = {
  /** How many people use it at once. */
  users: { type: 'string' },
  /** How many births, pages, numbers are made. */
  births: { type: 'string' },
  /** For how long, in seconds. */
  seconds: { type: 'string' },
  /** Size of the synthetic country. */
  people: { type: 'string' },
  /** Web processes of the house. */
  workers: { type: 'string' },
  /** How often processes of the house are killed meanwhile. */
  kill: { type: 'string' },
} as const;

/** What was asked for on the command line, as numbers. */
export type Options = Partial<Record<keyof typeof OPTIONS, number>>;

const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
const options: Options = Object.fromEntries(
  Object.entries(values).map(([name, text]) => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} is a number, not ${text}`);
    return [name, value];
  }),
);
const names = positionals.length ? positionals : Object.keys(BENCHES);
for (const name of names) {
  if (!Object.hasOwn(BENCHES, name)) {
    console.error(`There is no benchmark ${name}. There are: ${Object.keys(BENCHES).join(', ')}.`);
    process.exit(2);
  }
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
for (const name of names) await BENCHES[name as keyof typeof BENCHES](options);
process.exit();
