import {
  Breadcrumbs,
  Buttons,
  DataTable,
  Disclosure,
  Fact,
  FactList,
  type Frame,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  Timeline,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import {
  type Entitlement,
  type Insured,
  benefitTable,
  cardTable,
  healthPairs,
  monthTable,
  periodEntries,
  yearTable,
} from '../../../shown/insured.ts';
import { texts as insuredTexts } from '../../../shown/texts.ts';
import { register } from '../../../register.ts';
import { FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** The file of an insured person, and what an officer can do. */
export function insuredPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  number: string;
  insured: Insured;
  entitlement: Entitlement;
  receipt: string;
  today: string;
  isDone: boolean;
}): string {
  const { language, path, frame, number, insured, entitlement, receipt, today, isDone } = props;
  const words = texts[language];
  const parts = insuredTexts[language];
  const benefits = benefitTable(insured.benefits, language);
  const over = new Set(
    insured.benefits.flatMap(({ id, until }) => (until !== undefined && until <= today ? [id] : [])),
  );
  const here = `/desk/insurance/people/${number}`;
  const { unemployment, pension } = entitlement;
  return renderPage(
    <Page language={language} title={insured.fullName} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/insurance' },
          { label: insured.fullName, href: here },
        ]}
      />
      <PageTitle over={words.person} title={insured.fullName} />
      {insured.diedOn && (
        <Notice tone="warning" title={fill(words.hasDied, { date: formatDate(insured.diedOn, language) })}>
          <p>{words.hasDiedMore}</p>
        </Notice>
      )}
      {isDone && (
        <Notice tone="success" title={words.done}>
          {null}
        </Notice>
      )}
      <FactList evidence={{ source: register.title[language], date: today, receipt }}>
        <Fact label={words.number} value={number} />
        <Fact label={words.insuranceNumber} value={insured.insuranceNumber ?? words.none} />
        <Fact label={words.socialMonths} value={String(pension.months)} />
        <Fact
          label={words.unemploymentMonths}
          value={fill(words.inLast24, { total: unemployment.total, last: unemployment.inLast24 })}
        />
        <Fact label={words.pensionFrom} value={formatDate(pension.from, language)} />
      </FactList>
      <Section title={words.actions}>
        <Buttons>
          {(['cover', 'facility', 'grant'] as const).map((act) => (
            <LinkButton key={act} href={`${here}/${act}`} look="secondary">
              {FORMS[act].title[language]}
            </LinkButton>
          ))}
        </Buttons>
      </Section>
      <Section title={parts.card}>
        {entitlement.health ? <KeyValue pairs={healthPairs(entitlement.health, language)} /> : <p>{parts.noCard}</p>}
      </Section>
      {insured.cards.length > 0 && (
        <Disclosure label={parts.cards}>
          <DataTable caption={parts.cards} captionHidden {...cardTable(insured.cards, language)} />
        </Disclosure>
      )}
      <Section title={parts.benefits}>
        {insured.benefits.length === 0 ? (
          <p>{parts.noBenefits}</p>
        ) : (
          <DataTable
            caption={parts.benefits}
            captionHidden
            columns={[...benefits.columns, { key: 'more', label: words.doWith }]}
            rows={benefits.rows.map((row) => ({
              ...row,
              cells: {
                ...row.cells,
                more: over.has(row.key) ? null : (
                  <>
                    <a class="ds-link" href={`${here}/pay?benefit=${row.key}`}>
                      {FORMS.pay.title[language]}
                    </a>{' '}
                    <a class="ds-link" href={`${here}/stop?benefit=${row.key}`}>
                      {FORMS.stop.title[language]}
                    </a>
                  </>
                ),
              },
            }))}
          />
        )}
      </Section>
      <Section title={parts.periods}>
        {insured.periods.length === 0 ? (
          <p>{parts.noPeriods}</p>
        ) : (
          <Timeline label={parts.periods} entries={periodEntries(insured.periods, language)} />
        )}
      </Section>
      <Section title={parts.years}>
        {insured.contributions.length === 0 ? (
          <p>{parts.noContributions}</p>
        ) : (
          <>
            <DataTable caption={parts.years} captionHidden {...yearTable(insured.contributions, language)} />
            <Disclosure label={parts.latest}>
              <DataTable caption={parts.latest} captionHidden {...monthTable(insured.contributions, language)} />
            </Disclosure>
          </>
        )}
      </Section>
    </Page>,
  );
}
