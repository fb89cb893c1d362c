import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { type CallContext, assertMayReadMany } from '../../../exchange/index.ts';
import { liesIn } from '../../disclosure/territory.ts';
import type { RecordKind } from '../../kind/index.ts';
import { sightsOf } from '../../sealing/seals.ts';
import { type OutCell, cellsOf, outColumns } from './columns.ts';
import { type ReadVersion, readPart } from './rows.ts';
import { RECORDS_IN_PART } from './limits.ts';
import { keepPart } from './parts.ts';
import { type ExportRun, exportById } from './run-store.ts';

/** What came of reading a part. */
export interface PartRead {
  records: number;
  rows: number;
  fileId: string | null;
  lastKey: string[] | null;
}

/**
 * Reads the next records for an export and keeps them, sealed, until its file is made. Says for the log which fields it read
 * of whom. What is sealed is not in it, as nowhere; whom a seal protects is at home in no territory. Refuses
 * `register.export_unknown` to anybody but who asked, and when the export goes on no more, and `register.too_many_reads`.
 */
export async function readForExport(
  house: House,
  kind: RecordKind,
  { run: id, after }: { run: string; after?: readonly string[] | undefined },
  context: CallContext,
): Promise<PartRead> {
  const db = house.db.as(kind.system);
  const run = await exportById(db, kind.name, id);
  if (!run || run.state !== 'reading' || !isAsker(run, context)) throw new Refusal('register.export_unknown', 404);
  const { fields, on, withHistory, territory } = run.wishes;
  const wanted = { fields, on, withHistory, knownAt: run.knownAt, withCommune: territory !== undefined };
  const place = { after: after ?? null, records: RECORDS_IN_PART };
  const { records, versions, lastKey } = await readPart(db, kind, wanted, place);
  const sights = await sightsOf(
    db,
    kind,
    versions.map(({ key }) => key),
    context,
  );
  const isInside = insideOf(territory);
  const columns = outColumns(kind, run.wishes);
  const rows: OutCell[][] = [];
  const subjects = new Set<string>();
  const untold = new Set<string>();
  versions.forEach((version, i) => {
    const sight = sights[i]!;
    if (territory !== undefined && (sight.isVeiled || !isInside(version.commune))) return;
    const seen = sight.seeVersion(version);
    if (!seen) return;
    rows.push(cellsOf(columns, seen));
    const people = peopleOf(kind, version);
    for (const number of people) subjects.add(number);
    for (const number of sight.noteOf(people).untold ?? []) untold.add(number);
  });
  await assertMayReadMany(house, kind.system, context, subjects.size);
  context.note?.({ fields, subjects: [...subjects], ...(untold.size > 0 ? { untold: [...untold] } : {}) });
  return { records, rows: rows.length, fileId: await keepPart(house, rows), lastKey };
}

/** Whether it was this official, at this agency, who asked for an export. */
export function isAsker({ askedBy }: Pick<ExportRun, 'askedBy'>, { agency, actor }: CallContext): boolean {
  return askedBy.agency.code === agency.code && numberOf(askedBy.actor) === numberOf(actor);
}

/** By which an actor is known again. */
export const numberOf = (actor: CallContext['actor']): string => (actor.kind === 'machine' ? actor.name : actor.number);

const peopleOf = (kind: RecordKind, { values }: ReadVersion): string[] =>
  kind.people.flatMap((name) => (values[name] as string | null) ?? []);

/** Whether a commune, by a code of today or of an earlier day, lies in a territory. Each code is asked about once. */
function insideOf(territory: string | undefined): (commune: string | null) => boolean {
  const known = new Map<string, boolean>();
  return (commune) => {
    if (territory === undefined) return true;
    if (commune === null) return false;
    let isInside = known.get(commune);
    // Of an old commune that was split, a part may lie here: its records are for both.
    if (isInside === undefined) known.set(commune, (isInside = liesIn(commune, { code: territory }) !== 'false'));
    return isInside;
  };
}
