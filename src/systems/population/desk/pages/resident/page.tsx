import { addDays } from '../../../../../country/index.ts';
import {
  Breadcrumbs,
  Buttons,
  Columns,
  DataTable,
  Fact,
  FactList,
  type Frame,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { ABSENCE_REASON_TITLES, STAY_REASON_TITLES } from '../../../residence/choices.ts';
import { placeLine } from '../../../residence/shown/wish-pairs.ts';
import type { Resident } from '../../actions.ts';
import { ACT_TITLES, type ActName } from '../../forms.ts';
import { Members } from '../members.tsx';
import { texts } from '../texts.ts';

/** A person with where they live, stay, are and lived, and what can be registered. */
export function residentPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  resident: Resident & { person: NonNullable<Resident['person']> };
  receipt: string;
  today: string;
  isDone: boolean;
}): string {
  const { language, path, frame, resident, receipt, today, isDone } = props;
  const { person, home, stay, absence, missingSince, earlier } = resident;
  const words = texts[language];
  const here = `/desk/residence/people/${person.number}`;
  const day = (date: string) => formatDate(date, language);
  const isAlive = !person.diedOn;
  const acts: ActName[] =
    isAlive && !missingSince
      ? [
          'move',
          'stay',
          ...(stay ? (['end-stay'] as const) : []),
          ...(absence ? (['end-absence'] as const) : (['absence'] as const)),
          ...(home ? (['strike'] as const) : []),
        ]
      : [];
  return renderPage(
    <Page language={language} title={person.fullName} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/residence' },
          { label: person.fullName, href: here },
        ]}
      />
      <PageTitle over={words.desk} title={person.fullName} />
      {isDone && <Notice tone="success" live title={words.done} />}
      {person.diedOn && <Notice tone="warning" title={fill(words.dead, { date: day(person.diedOn) })} />}
      {missingSince && <Notice tone="warning" title={fill(words.missing, { date: day(missingSince) })} />}
      <FactList evidence={{ source: words.register, date: today, receipt }}>
        <Fact label={words.personalNumber} value={person.number} />
        <Fact label={words.bornOn} value={day(person.bornOn)} />
        <Fact label={words.home} value={home ? placeLine(home, { on: today, language }) : words.noHome} />
      </FactList>
      <Section title={words.acts}>
        <Buttons>
          {acts.map((act) => (
            <LinkButton key={act} href={`${here}/${act}`} look="secondary">
              {ACT_TITLES[act][language]}
            </LinkButton>
          ))}
          <LinkButton href={`${here}/family`} look="tertiary" icon="users">
            {words.family}
          </LinkButton>
        </Buttons>
      </Section>
      {home && (
        <Section
          title={words.household}
          more={{ href: `/desk/residence/households/${home.householdId}`, label: words.openHousehold }}
        >
          <Members home={home} language={language} />
        </Section>
      )}
      <Columns>
        <Section title={words.stay}>
          {stay ? (
            <KeyValue
              pairs={[
                { label: words.address, value: placeLine(stay, { on: today, language }) },
                { label: words.why, value: STAY_REASON_TITLES[stay.why]![language] },
                { label: words.since, value: day(stay.since) },
                { label: words.lastDay, value: day(addDays(stay.until, -1)) },
              ]}
            />
          ) : (
            <p>{words.noStay}</p>
          )}
        </Section>
        <Section title={words.absence}>
          {absence ? (
            <KeyValue
              pairs={[
                { label: words.destination, value: absence.destination },
                { label: words.why, value: ABSENCE_REASON_TITLES[absence.why]![language] },
                { label: words.since, value: day(absence.since) },
                { label: words.lastDay, value: day(addDays(absence.until, -1)) },
              ]}
            />
          ) : (
            <p>{words.noAbsence}</p>
          )}
        </Section>
      </Columns>
      {earlier.length > 0 && (
        <Section title={words.earlier}>
          <DataTable
            caption={words.earlier}
            captionHidden
            columns={[
              { key: 'place', label: words.address },
              { key: 'since', label: words.since },
              { key: 'until', label: words.until },
            ]}
            rows={earlier.map((place) => ({
              key: place.from,
              cells: {
                place: placeLine(place, { on: place.from, language }),
                since: day(place.from),
                until: day(place.until),
              },
            }))}
          />
        </Section>
      )}
    </Page>,
  );
}
