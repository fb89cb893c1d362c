import {
  Breadcrumbs,
  Buttons,
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
import {
  Benefits,
  Cards,
  Contributions,
  type Entitlement,
  HealthCard,
  type Insured,
  Periods,
} from '../../../shown/insured.tsx';
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
      <HealthCard health={entitlement.health} language={language} />
      <Cards cards={insured.cards} language={language} />
      <Benefits
        benefits={insured.benefits}
        language={language}
        more={{
          label: words.doWith,
          of: ({ id, until }) =>
            until !== undefined && until <= today ? null : (
              <>
                <a class="ds-link" href={`${here}/pay?benefit=${id}`}>
                  {FORMS.pay.title[language]}
                </a>{' '}
                <a class="ds-link" href={`${here}/stop?benefit=${id}`}>
                  {FORMS.stop.title[language]}
                </a>
              </>
            ),
        }}
      />
      <Periods periods={insured.periods} language={language} />
      <Contributions contributions={insured.contributions} language={language} />
    </Page>,
  );
}
