import { appendFileSync, readFileSync, readdirSync } from 'node:fs';

/** Processor time by who used it, in s. */
export interface ProcessorTime {
  /** The process of the tests itself, with all of its threads. */
  own: number;
  /** Programs that it started, and those that they started: Chromium above all. */
  programs: number;
  /** PostgreSQL, all of its processes. */
  database: number;
}

/** What the clock of `/proc/…/stat` counts, a second (proc(5): USER_HZ, 100 on every Linux that Node runs on). */
const TICKS_PER_S = 100;

/**
 * The processor time used until now by this process, its programs and the database server whose first process is
 * `postmaster`. Linux only: elsewhere the last two are 0.
 */
export function processorTime(postmaster: number | undefined): ProcessorTime {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  const all = processes();
  const withPrograms = all.has(process.pid) ? ofTree(all, process.pid) : 0;
  const alone = all.get(process.pid)?.own ?? 0;
  return { own, programs: withPrograms - alone, database: postmaster ? ofTree(all, postmaster) : 0 };
}

/** Appends to `report` what was used between two readings, as a line of JSON with the file's name. */
export function reportProcessorTime(report: string, file: string, before: ProcessorTime, after: ProcessorTime): void {
  const used = {
    own: after.own - before.own,
    programs: after.programs - before.programs,
    database: after.database - before.database,
  };
  appendFileSync(report, `${JSON.stringify({ file, ...used })}\n`);
}

/** The lines of a report as a table, the dearest file first, with the sum above them. */
export function processorTable(report: string): string {
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  const files = lines.map((line) => JSON.parse(line) as ProcessorTime & { file: string });
  const total = ({ own, programs, database }: ProcessorTime): number => own + programs + database;
  const sum = files.reduce(
    (all, each) => ({
      file: 'all files',
      own: all.own + each.own,
      programs: all.programs + each.programs,
      database: all.database + each.database,
    }),
    { file: 'all files', own: 0, programs: 0, database: 0 },
  );
  const rows = [sum, ...files.toSorted((a, b) => total(b) - total(a))].map((each) =>
    [total(each), each.own, each.programs, each.database]
      .map((time_s) => time_s.toFixed(1).padStart(9))
      .join('')
      .concat(`  ${each.file}`),
  );
  return ['      all      own programs database  (processor time in s)', ...rows].join('\n');
}

interface Process {
  parent: number;
  /** Its own time, in s. */
  own: number;
  /** With that of its children that have ended and were waited for, in s. */
  withEnded: number;
}

function processes(): Map<number, Process> {
  const found = new Map<number, Process>();
  if (process.platform !== 'linux') return found;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // Behind the name in brackets (proc(5)): state, parent, …; user and system time are the 12th and 13th, those of ended children follow.
      const told = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)!.split(' ').map(Number);
      const [user, system, endedUser, endedSystem] = told.slice(11, 15).map((ticks) => ticks / TICKS_PER_S);
      const own = user! + system!;
      found.set(Number(name), { parent: told[1]!, own, withEnded: own + endedUser! + endedSystem! });
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

function ofTree(all: Map<number, Process>, root: number): number {
  let time_s = all.get(root)?.withEnded ?? 0;
  for (const [pid, { parent }] of all) if (parent === root) time_s += ofTree(all, pid);
  return time_s;
}
