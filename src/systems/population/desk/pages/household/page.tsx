import {
  Breadcrumbs,
  Buttons,
  DataTable,
  Fact,
  FactList,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, formatDate } from '../../../../../kernel/text.ts';
import { placeLine } from '../../../residence/shown/wish-pairs.ts';
import { RELATIONS } from '../../../residence/choices.ts';
import type { Home, HouseholdCourse } from '../../actions.ts';
import { ACT_TITLES, HOUSEHOLD_ACTS } from '../../forms.ts';
import { Members } from '../members.tsx';
import { texts } from '../texts.ts';

/** A household: who lives there now, who ever did, and who was its head. */
export function householdPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  householdId: string;
  home: Home | undefined;
  course: HouseholdCourse;
  receipt: string;
  today: string;
  isDone: boolean;
}): string {
  const { language, path, frame, householdId, home, course, receipt, today, isDone } = props;
  const words = texts[language];
  const here = `/desk/residence/households/${householdId}`;
  const [latest] = course.course;
  const title = placeLine(latest!, { on: today, language });
  const nameOf = (number: string | undefined) =>
    course.members.find((one) => one.number === number)?.fullName ?? number ?? '—';
  const day = (date: string | undefined) => (date ? formatDate(date, language) : words.now);
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/residence' },
          { label: words.household, href: here },
        ]}
      />
      <PageTitle over={words.household} title={title} />
      {isDone && <Notice tone="success" live title={words.done} />}
      <FactList evidence={{ source: words.register, date: today, receipt }}>
        <Fact label={words.head} value={nameOf(latest!.headNumber)} />
        <Fact label={words.members} value={String(home?.members.length ?? 0)} />
      </FactList>
      <Section title={words.membersNow}>
        {home ? <Members home={home} language={language} /> : <p>{words.noMembers}</p>}
      </Section>
      {home && (
        <Section title={words.acts}>
          <Buttons>
            {HOUSEHOLD_ACTS.map((act) => (
              <LinkButton key={act} href={`${here}/${act}`} look="secondary">
                {ACT_TITLES[act][language]}
              </LinkButton>
            ))}
          </Buttons>
        </Section>
      )}
      <Section title={words.membersEver}>
        <DataTable
          caption={words.membersEver}
          captionHidden
          columns={[
            { key: 'name', label: words.name },
            { key: 'relation', label: words.relation },
            { key: 'from', label: words.since },
            { key: 'until', label: words.until },
            { key: 'source', label: words.source },
          ]}
          rows={course.members.map((one) => ({
            key: `${one.number} ${one.from}`,
            href: `/desk/residence/people/${one.number}`,
            cells: {
              name: one.fullName,
              relation: RELATIONS[one.relation][language],
              from: day(one.from),
              until: day(one.until),
              source: one.source,
            },
          }))}
        />
      </Section>
      <Section title={words.course}>
        <DataTable
          caption={words.course}
          captionHidden
          columns={[
            { key: 'head', label: words.head },
            { key: 'address', label: words.address },
            { key: 'from', label: words.since },
            { key: 'until', label: words.until },
          ]}
          rows={course.course.map((one) => ({
            key: one.from,
            cells: {
              head: nameOf(one.headNumber),
              address: placeLine(one, { on: one.from, language }),
              from: day(one.from),
              until: day(one.until),
            },
          }))}
        />
      </Section>
    </Page>,
  );
}
