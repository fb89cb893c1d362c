import type { RecordKind } from '../../kind/index.ts';

/** The work on a file, as a job: one file of a register after the other. */
export const WORK_ON_EXPORT = 'registry.work_on_export';

/** The job that goes on with an export. */
export const exportJob = (kind: RecordKind, run: string) => ({
  task: WORK_ON_EXPORT,
  payload: { system: kind.system, kind: kind.name, run },
  queue: `export from ${kind.system}`,
});
