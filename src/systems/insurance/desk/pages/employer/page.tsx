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
  StatusTag,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, formatDate, formatNumber } from '../../../../../kernel/text.ts';
import { monthText, paidText } from '../../../shown/insured.ts';
import type { OfficeEmployer } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** The file of an employer: what it owes, and its workers. */
export function employerPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  code: string;
  file: OfficeEmployer;
  isDone: boolean;
}): string {
  const { language, path, frame, code, file, isDone } = props;
  const words = texts[language];
  const { name, wageRegion } = file.employer!;
  const here = `/desk/insurance/employers/${code}`;
  return renderPage(
    <Page language={language} title={name} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/insurance' },
          { label: name, href: here },
        ]}
      />
      <PageTitle over={words.employer} title={name} />
      {isDone && (
        <Notice tone="success" title={words.done}>
          {null}
        </Notice>
      )}
      <FactList>
        <Fact label={words.code} value={code} />
        <Fact label={words.region} value={String(wageRegion)} />
      </FactList>
      <Section title={words.months}>
        <DataTable
          caption={words.months}
          captionHidden
          empty={words.nothing}
          columns={[
            { key: 'month', label: words.month },
            { key: 'people', label: words.people, numeric: true },
            { key: 'due', label: words.due, numeric: true },
            { key: 'state', label: words.state },
          ]}
          rows={file.months.map(({ month, workers, due, paidOn }) => ({
            key: month,
            cells: {
              month: monthText(month),
              people: workers,
              due: formatNumber(due, language),
              state: <StatusTag tone={paidOn ? 'success' : 'warning'}>{paidText(paidOn, language)}</StatusTag>,
            },
          }))}
        />
        <Buttons>
          <LinkButton href={`${here}/payment`} look="secondary">
            {FORMS.payment.title[language]}
          </LinkButton>
        </Buttons>
      </Section>
      <Section title={words.workers}>
        <DataTable
          caption={words.workers}
          captionHidden
          empty={words.nothing}
          columns={[
            { key: 'name', label: words.name },
            { key: 'number', label: words.number },
            { key: 'wage', label: words.wage, numeric: true },
            { key: 'since', label: words.since },
          ]}
          rows={file.workers.map((worker) => ({
            key: worker.personNumber,
            href: `/desk/insurance/people/${worker.personNumber}`,
            cells: {
              name: worker.fullName,
              number: worker.personNumber,
              wage: formatNumber(worker.wage, language),
              since: formatDate(worker.since, language),
            },
          }))}
        />
      </Section>
    </Page>,
  );
}
