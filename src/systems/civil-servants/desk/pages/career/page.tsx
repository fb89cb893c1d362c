import type { ComponentChildren } from 'preact';
import { GRADES } from '../../../../../country/index.ts';
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
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { COMMENDATIONS, DISCIPLINES, EMPLOYMENTS, MANNERS, TRAININGS } from '../../../choices.ts';
import { register } from '../../../register.ts';
import type { Career } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

interface Held {
  from: string;
  until?: string;
  decision: string;
}

/** The whole career of somebody, and the decisions that can be recorded. */
export function careerPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  career: Career;
  receipt: string;
  today: string;
  isDone: boolean;
}): string {
  const { language, path, frame, career, receipt, today, isDone } = props;
  const words = texts[language];
  const here = `/desk/personnel/${career.number}`;
  const isServing = career.service.some(({ until }) => until === undefined || until > today);
  return renderPage(
    <Page language={language} title={career.fullName} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/personnel' },
          { label: career.fullName, href: here },
        ]}
      />
      <PageTitle over={words.file} title={career.fullName} />
      {isDone && (
        <Notice tone="success" title={words.done}>
          {null}
        </Notice>
      )}
      <FactList evidence={{ source: register.title[language], date: today, receipt }}>
        <Fact label={words.number} value={career.number} />
        <Fact label={words.bornOn} value={formatDate(career.bornOn, language)} />
        {isServing && (
          <Fact
            label={words.nextRise}
            value={career.nextRiseOn ? formatDate(career.nextRiseOn, language) : words.noRise}
          />
        )}
        {isServing && <Fact label={words.retires} value={formatDate(career.retiresOn, language)} />}
      </FactList>
      <Periods
        title={words.service}
        language={language}
        rows={career.service}
        say={({ employment, agencyCode }) => `${EMPLOYMENTS[employment][language]}, ${agencyCode}`}
      />
      <Periods
        title={words.appointments}
        language={language}
        rows={career.appointments}
        say={({ id, title, positionCode, manner, until }) => (
          <>
            {`${title} (${positionCode}), ${MANNERS[manner][language]} `}
            {isServing && (until === undefined || until > today) && (
              <a href={`${here}/end-appointment?appointment=${id}`}>{FORMS['end-appointment'].title[language]}</a>
            )}
          </>
        )}
      />
      <Periods
        title={words.steps}
        language={language}
        rows={career.steps}
        say={({ gradeCode, step, coefficient_hundredths }) =>
          `${GRADES[gradeCode].title[language]} (${gradeCode}): ${fill(words.step, {
            step,
            coefficient: (coefficient_hundredths / 100).toFixed(2).replace('.', language === 'vi' ? ',' : '.'),
          })}`
        }
      />
      <Periods
        title={words.trainings}
        language={language}
        rows={career.trainings}
        say={({ kind, course, institution }) => `${TRAININGS[kind][language]}: ${course}, ${institution}`}
      />
      <Periods
        title={words.commendations}
        language={language}
        rows={career.commendations}
        say={({ form, merit }) => `${COMMENDATIONS[form][language]}: ${merit}`}
      />
      <Periods
        title={words.disciplines}
        language={language}
        rows={career.disciplines}
        say={({ form, violation }) => `${DISCIPLINES[form][language]}: ${violation}`}
      />
      {isServing && (
        <Section title={words.forms}>
          <Buttons>
            {Object.entries(FORMS)
              .filter(([act, { of }]) => of === 'servant' && act !== 'end-appointment')
              .map(([act, { title }]) => (
                <LinkButton key={act} href={`${here}/${act}`} look="secondary">
                  {title[language]}
                </LinkButton>
              ))}
          </Buttons>
        </Section>
      )}
    </Page>,
  );
}

/** What was so from when to when, and by which decision. */
function Periods<Row extends Held>(props: {
  title: string;
  language: Language;
  rows: readonly Row[];
  say: (row: Row) => ComponentChildren;
}) {
  const { title, language, rows, say } = props;
  const words = texts[language];
  return (
    <Section title={title}>
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <DataTable
          caption={title}
          captionHidden
          columns={[
            { key: 'what', label: title },
            { key: 'from', label: words.from },
            { key: 'until', label: words.until },
            { key: 'decision', label: words.decision },
          ]}
          rows={rows.toReversed().map((row) => ({
            key: `${row.from} ${row.decision}`,
            cells: {
              what: say(row),
              from: formatDate(row.from, language),
              until: row.until ? formatDate(row.until, language) : words.now,
              decision: row.decision,
            },
          }))}
        />
      )}
    </Section>
  );
}
