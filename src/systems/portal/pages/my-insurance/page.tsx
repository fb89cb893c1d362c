import { Buttons, Fact, FactList, LinkButton, Page, PageTitle, renderPage } from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import {
  Benefits,
  Cards,
  Contributions,
  type Entitlement,
  HealthCard,
  type Insured,
  Periods,
  registerTitle,
} from '../../../insurance/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** What the insurance register holds of a person, and what they are entitled to today. */
export function myInsurancePage(
  props: PageView & { insured: Insured; entitlement: Entitlement; receipt: string; today: string },
): string {
  const { language, path, frame, insured, entitlement, receipt, today } = props;
  const words = texts[language];
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
      <HealthCard health={entitlement.health} language={language} />
      <Cards cards={insured.cards} language={language} />
      <Periods periods={insured.periods} language={language} />
      <Contributions contributions={insured.contributions} language={language} />
      <Benefits benefits={insured.benefits} language={language} />
    </Page>,
  );
}
