import {
  Breadcrumbs,
  DataTable,
  KeyValue,
  Page,
  PageTitle,
  Section,
  renderPage,
  type Frame,
} from '../../../../design/index.ts';
import { addDays } from '../../../../country/index.ts';
import { fill, formatDate, type Language } from '../../../../kernel/text.ts';
import { placeName, predecessors, successors, unitsIn, type Relation, type Unit } from '../../index.ts';
import { placePath } from '../place-path.ts';
import { texts } from './texts.ts';

interface PlaceProps {
  language: Language;
  path: string;
  frame: Frame;
  unit: Unit;
  date: string;
}

/** One unit as of a day: where it lies, when it stood, what it was made of, what it became, what lies in it. */
export function placePage({ language, path, frame, unit, date }: PlaceProps): string {
  const words = texts[language];
  const title = unit.fullName[language];
  const above = unit.parentCode === undefined ? undefined : placeName(unit.parentCode, date, language);
  const below = unitsIn(unit.code, date);
  const older = predecessors(unit.code, date);
  const newer = successors(unit.code, date);
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.places, href: `/places?on=${date}` },
          { label: title, href: placePath(unit.code, date) },
        ]}
      />
      <PageTitle title={title} over={above} />
      <KeyValue
        pairs={[
          { label: words.code, value: unit.code },
          { label: words.stood, value: stood(unit, language) },
          ...(unit.parentCode === undefined
            ? []
            : [{ label: words.liesIn, value: <a href={placePath(unit.parentCode, date)}>{above}</a> }]),
        ]}
      />
      {newer.length > 0 && (
        <Section title={words.became} lead={fill(words.becameLead, { date: formatDate(unit.validTo!, language) })}>
          <Relations relations={newer} dateOf={({ validFrom }) => validFrom!} {...{ language }} title={words.became} />
        </Section>
      )}
      {older.length > 0 && (
        <Section title={words.madeOf} lead={fill(words.madeOfLead, { date: formatDate(unit.validFrom!, language) })}>
          <Relations
            relations={older}
            dateOf={({ validTo }) => addDays(validTo!, -1)}
            {...{ language }}
            title={words.madeOf}
          />
        </Section>
      )}
      {below.length > 0 && (
        <Section title={words.contains}>
          <DataTable
            caption={words.contains}
            captionHidden
            columns={[
              { key: 'name', label: words.name },
              { key: 'code', label: words.code, numeric: true },
            ]}
            rows={below.map(({ code, fullName }) => ({
              key: code,
              href: placePath(code, date),
              cells: { name: fullName[language], code },
            }))}
          />
        </Section>
      )}
    </Page>,
  );
}

interface RelationsProps {
  relations: readonly Relation[];
  /** A day on which the other unit stood. */
  dateOf: (unit: Unit) => string;
  language: Language;
  title: string;
}

function Relations({ relations, dateOf, language, title }: RelationsProps) {
  const words = texts[language];
  return (
    <DataTable
      caption={title}
      captionHidden
      columns={[
        { key: 'name', label: words.name },
        { key: 'extent', label: words.extent },
        { key: 'in', label: words.in },
        { key: 'code', label: words.code, numeric: true },
      ]}
      rows={relations.map(({ unit, extent }) => {
        const date = dateOf(unit);
        return {
          key: unit.code,
          href: placePath(unit.code, date),
          cells: {
            name: unit.fullName[language],
            extent: words[extent],
            in: unit.parentCode === undefined ? '' : placeName(unit.parentCode, date, language),
            code: unit.code,
          },
        };
      })}
    />
  );
}

function stood({ validFrom, validTo }: Unit, language: Language): string {
  const words = texts[language];
  const from = validFrom === undefined ? '' : formatDate(validFrom, language);
  const to = validTo === undefined ? '' : formatDate(addDays(validTo, -1), language);
  if (from && to) return fill(words.fromUntil, { from, to });
  if (from) return fill(words.from, { from });
  return to ? fill(words.until, { to }) : words.always;
}
