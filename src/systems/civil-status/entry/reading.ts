import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { CallContext } from '../../exchange/index.ts';
import { findByName, timeline } from '../../registry/index.ts';
import { placeName, placeOn, unitOn } from '../../territories/index.ts';
import { serviceName } from '../consequence/actions.ts';
import { consequencesOf } from '../consequence/store.ts';
import { entry as entryKind, party as partyKind } from '../kinds.ts';
import { officeOf } from '../office.ts';
import { papersOf } from '../paper/store.ts';
import { paperShown } from '../paper/shown.ts';
import type { EntryLine, WholeEntry } from './services.ts';
import { ownEntry } from './actions.ts';
import type { Entry } from './rules.ts';
import { toldEntries, toldParties } from './sealed.ts';
import { entriesNumbered, entriesWith, findEntries, newestEntries, notesOf, partiesOf } from './store.ts';

const SHOWN = 20;

/** Searches the books of the officer's own commune: by a name, also misspelt, a personal number or the number of an entry; the newest when nothing is asked. */
export async function searchBooks(
  house: House,
  asked: { words?: string; book?: Entry['book']; page?: number },
  context: CallContext,
): Promise<{ entries: EntryLine[]; hasMore: boolean }> {
  const communeCode = officeOf(context, today());
  const found = await entriesAsked(house, { ...asked, communeCode });
  const told = await toldEntries(house.db.as('civil-status'), found.slice(0, SHOWN), context);
  const entries = await linesOf(house, told, context);
  return { entries, hasMore: found.length > SHOWN };
}

async function entriesAsked(
  house: House,
  asked: { communeCode: string; words?: string; book?: Entry['book']; page?: number },
): Promise<Entry[]> {
  const db = house.db.as('civil-status');
  const { communeCode, book, page = 1 } = asked;
  const words = asked.words?.trim() ?? '';
  const offset = (page - 1) * SHOWN;
  if (words === '') return newestEntries(db, { communeCode, book, offset, limit: SHOWN });
  const ofBook = (entries: Entry[]) => entries.filter((entry) => book === undefined || entry.book === book);
  const compact = words.replace(/\s+/g, '');
  if (/^\d{12}$/.test(compact))
    return ofBook(await entriesWith(db, { communeCode, personNumber: compact, limit: SHOWN }));
  if (/\d/.test(words)) return ofBook(await entriesNumbered(db, { communeCode, number: words, limit: SHOWN }));
  const parties = await findByName(db, partyKind, {
    name: words,
    on: today(),
    limit: SHOWN + 1,
    offset,
    among: { communeCode, ...(book ? { book } : {}) },
  });
  const ids = [...new Set(parties.map(({ values }) => values.entryId))];
  const entries = new Map((await findEntries(db, ids)).map((entry) => [entry.id, entry]));
  // In the order of nearness in which the names were found.
  return ids.flatMap((id) => entries.get(id) ?? []);
}

/** Entries as a list shows them. */
export async function linesOf(house: House, entries: readonly Entry[], context: CallContext): Promise<EntryLine[]> {
  const db = house.db.as('civil-status');
  const ids = entries.map(({ id }) => id);
  const parties = await toldParties(db, await partiesOf(db, ids), context);
  return entries.map(({ id, book, number, volume, registeredOn, status, agencyName }) => ({
    id,
    book,
    number,
    volume,
    registeredOn,
    status,
    agencyName,
    parties: parties
      .filter(({ entryId }) => entryId === id)
      .map((party) => ({
        role: party.role,
        fullName: party.fullName,
        ...(party.number ? { number: party.number } : {}),
        ...(party.bornOn ? { bornOn: party.bornOn } : {}),
      })),
  }));
}

/** The place of registration by the name that it bore then, and by today's where that is another. */
export function placeNames(
  { placeCode, registeredOn }: Pick<Entry, 'placeCode' | 'registeredOn'>,
  on: string,
): { then?: Bilingual; now?: Bilingual } {
  if (!placeCode || !unitOn(placeCode, registeredOn)) return {};
  const named = (code: string, date: string): Bilingual => ({
    vi: placeName(code, date, 'vi'),
    en: placeName(code, date, 'en'),
  });
  const then = named(placeCode, registeredOn);
  const [today] = placeOn({ code: placeCode, date: registeredOn }, on);
  const now = today && named(today.unit.code, on);
  return { then, ...(now && now.vi !== then.vi ? { now } : {}) };
}

/** A whole entry of the own commune: what it says, its notes, its history without former values, what was told to others, its papers. */
export async function readEntry(
  house: House,
  { entryId }: { entryId: string },
  context: CallContext,
): Promise<{ entry: WholeEntry }> {
  const entry = await ownEntry(house, entryId, context);
  const db = house.db.as('civil-status');
  const [lines, notes, versions, consequences, papers] = await Promise.all([
    linesOf(house, [entry], context),
    notesOf(db, entryId),
    timeline(db, entryKind, { id: entryId }),
    consequencesOf(db, entryId),
    papersOf(db, { entryId }),
  ]);
  const { scanFileId } = entry.details as { scanFileId?: string };
  const acts = new Map(versions.map(({ act, told }) => [act, told]));
  return {
    entry: {
      ...lines[0]!,
      place: placeNames(entry, today()),
      details: entry.details,
      doubts: entry.doubts ?? [],
      ...(scanFileId ? { scanFileId } : {}),
      notes: notes.map(({ causeId, ...note }) => ({ ...note, ...(causeId ? { causeId } : {}) })),
      history: [...acts.values()].flatMap((told) =>
        told
          ? [
              {
                act: told.act,
                at: told.at.toISOString(),
                reason: told.reason,
                source: { kind: told.source.kind, number: told.source.number },
                agencyName: told.by.agencyName,
              },
            ]
          : [],
      ),
      consequences: consequences.map(({ service, status, refusal, receipt }) => ({
        service: serviceName(service),
        status,
        ...(refusal ? { refusal } : {}),
        ...(receipt ? { receipt } : {}),
      })),
      papers: papers.map(paperShown),
    },
  };
}
