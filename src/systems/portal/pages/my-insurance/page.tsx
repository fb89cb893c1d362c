import {
  Buttons,
  DataTable,
  Disclosure,
  Fact,
  FactList,
  KeyValue,
  LinkButton,
  Page,
  PageTitle,
  Section,
  Timeline,
  renderPage,
} from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import {
  type Entitlement,
  type Insured,
  benefitTable,
  cardTable,
  healthPairs,
  insuredTexts,
  monthTable,
  periodEntries,
  registerTitle,
  yearTable,
} from '../../../insurance/index.ts';
import type { PageView } from '../../frame.ts';
import type { LevelByLaw } from '../../insurance/actions.ts';
import { texts } from './texts.ts';

/** What the insurance register holds of a person, and what they are entitled to today. */
export function myInsurancePage(
  props: PageView & {
    insured: Insured;
    entitlement: Entitlement;
    level?: LevelByLaw | undefined;
    receipt: string;
    today: string;
  },
): string {
  const { language, path, frame, insured, entitlement, level, receipt, today } = props;
  const words = texts[language];
  const parts = insuredTexts[language];
  const { unemployment, pension } = entitlement;
  const evidence = { source: registerTitle[language], date: today, receipt, href: `/data-log/${receipt}` };
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <PageTitle title={words.title} lead={words.lead} />
      <Buttons>
        <LinkButton href="/my-data" look="secondary" icon="pencil">
          {words.wrong}
        </LinkButton>
        <LinkButton href="/data-log?register=insurance" look="tertiary" icon="eye">
          {words.log}
        </LinkButton>
        <LinkButton href="/employer-insurance" look="tertiary" icon="briefcase-business">
          {words.employer}
        </LinkButton>
      </Buttons>
      <FactList title={words.summary} headingLevel={2} evidence={evidence}>
        <Fact label={words.insuranceNumber} value={insured.insuranceNumber ?? words.noNumber} />
        <Fact label={words.socialMonths} value={fill(words.months, { months: pension.months })} />
        <Fact label={words.unemploymentMonths} value={fill(words.months, { months: unemployment.total })} />
        <Fact
          label={words.unemployment}
          value={
            unemployment.isEntitled
              ? fill(words.entitled, { months: unemployment.paidMonths })
              : fill(words.notEntitled, { months: unemployment.inLast24 })
          }
        />
        <Fact
          label={words.pension}
          value={
            pension.isEntitled
              ? fill(words.pensionNow, { percent: pension.percent })
              : fill(words.pensionLater, { date: formatDate(pension.from, language) })
          }
        />
      </FactList>
      <Section title={parts.card}>
        {entitlement.health ? <KeyValue pairs={healthPairs(entitlement.health, language)} /> : <p>{parts.noCard}</p>}
        {level && (
          <p>
            {fill(words.levelByLaw, { level: level.level[language], number: level.edition })} {level.law?.[language]}.
          </p>
        )}
        <LinkButton href="/entitlements/health-insurance.benefit-level" look="tertiary" icon="circle-help">
          {words.whyLevel}
        </LinkButton>
      </Section>
      {insured.cards.length > 0 && (
        <Disclosure label={parts.cards}>
          <DataTable caption={parts.cards} captionHidden {...cardTable(insured.cards, language)} />
        </Disclosure>
      )}
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
      <Section title={parts.benefits}>
        {insured.benefits.length === 0 ? (
          <p>{parts.noBenefits}</p>
        ) : (
          <DataTable caption={parts.benefits} captionHidden {...benefitTable(insured.benefits, language)} />
        )}
      </Section>
    </Page>,
  );
}
