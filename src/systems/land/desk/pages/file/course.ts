import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import type { TimelineEntry } from '../../../../../design/index.ts';
import { restriction, responsibility } from '../../../kinds.ts';
import { areaText } from '../../../pages/words.ts';
import type { ParcelFile } from '../../../reading/rules.ts';
import { shareText } from '../../../rights/shares.ts';
import { texts } from './texts.ts';

const MOST_ENTRIES = 60;

/** What happened to a parcel and its unit, newest first: rights, burdens, certificates, and where its ground came from. */
export function courseOf(file: ParcelFile, language: Language): TimelineEntry[] {
  const words = texts[language];
  const entries: { day: string; title: string; href?: string }[] = [];
  const during = (
    { validFrom, validUntil }: { validFrom: string; validUntil: string | null },
    began: string,
    ended: string,
  ) => {
    entries.push({ day: validFrom, title: began });
    if (validUntil) entries.push({ day: validUntil, title: ended });
  };
  for (const right of file.rights) {
    const values = { name: right.partyName, share: shareText(right) };
    during(right, fill(words.began, values), fill(words.stopped, values));
  }
  for (const each of file.restrictions) {
    const values = { kind: restriction.fields.form.choices![each.form]![language], content: each.content };
    during(each, fill(words.burdenBegan, values), fill(words.burdenEnded, values));
  }
  for (const each of file.responsibilities) {
    const values = { kind: responsibility.fields.form.choices![each.form]![language], content: each.content };
    during(each, fill(words.burdenBegan, values), fill(words.burdenEnded, values));
  }
  for (const { serial, issuedOn, invalidFrom } of file.certificates)
    during(
      { validFrom: issuedOn, validUntil: invalidFrom },
      fill(words.issued, { serial }),
      fill(words.struckOut, { serial }),
    );
  for (const { parent, child, on, area_m2 } of file.lineage) {
    const isParent = parent === file.parcel.code;
    const code = isParent ? child : parent;
    const title = fill(isParent ? words.became : words.split, { code, area: areaText(area_m2, language) });
    entries.push({ day: on, title, href: `/desk/land/parcels/${code}` });
  }
  return entries
    .sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0))
    .slice(0, MOST_ENTRIES)
    .map(({ day, ...entry }) => ({ ...entry, when: formatDate(day, language), dateTime: day }));
}
