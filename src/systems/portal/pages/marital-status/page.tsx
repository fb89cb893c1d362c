import {
  Button,
  Buttons,
  Card,
  DocumentCard,
  EmptyState,
  Fact,
  FactList,
  Form,
  Grid,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../kernel/text.ts';
import { VALIDITIES, WISH_FORMS, WISH_FORM_TITLES, intendedWords, purposeWords } from '../../../civil-status/index.ts';
import type { PageView } from '../../frame.ts';
import type { MyMaritalStatus } from '../../marital/actions.ts';
import { texts } from './texts.ts';

const ICONS = {
  marriage: 'heart-handshake',
  'marriage-foreigner': 'globe',
  property: 'house',
  loan: 'wallet-cards',
  other: 'scroll-text',
} as const;
const STATE_TONES = { open: 'info', granted: 'success', refused: 'danger', withdrawn: 'neutral' } as const;
const VALIDITY_TONES = {
  valid: 'success',
  expired: 'neutral',
  replaced: 'neutral',
  changed: 'danger',
  doubtful: 'warning',
} as const;

/** One's own certificates of marital status with whether each holds, applications for them, and the ways to apply. */
export function maritalStatusPage(
  props: PageView & {
    mine: MyMaritalStatus;
    done: 'applied' | 'withdrawn' | undefined;
    today: string;
    newKey(): string;
  },
): string {
  const { language, mine, done, today, newKey } = props;
  const { resident, applications, receipt } = mine;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {done === 'applied' && resident && (
        <Notice tone="success" title={words.applied} live>
          <p>{fill(words.appliedLead, { committee: resident.committee[language] })}</p>
        </Notice>
      )}
      {done === 'withdrawn' && <Notice tone="success" title={words.withdrawn} live />}
      {resident ? (
        <>
          <FactList headingLevel={2} evidence={{ source: words.register, date: today, receipt }}>
            <Fact label={words.name} value={resident.fullName} />
            <Fact label={words.residence} value={resident.residence} />
            <Fact label={words.committee} value={resident.committee[language]} />
          </FactList>
          <Section title={words.apply}>
            <Grid>
              {WISH_FORMS.map((form) => (
                <Card
                  key={form}
                  headingLevel={3}
                  icon={ICONS[form]}
                  title={WISH_FORM_TITLES[form][language]}
                  href={`/marital-status/apply/${form}`}
                >
                  <p>{words.applyTexts[form]}</p>
                </Card>
              ))}
            </Grid>
          </Section>
        </>
      ) : (
        <EmptyState icon="house" title={words.noResidence}>
          <p>{words.noResidenceLead}</p>
        </EmptyState>
      )}
      <Section title={words.applications}>
        {applications.length === 0 ? (
          <p>{words.noApplications}</p>
        ) : (
          applications.map((application) => (
            <Application key={application.id} application={application} language={language} idempotencyKey={newKey()} />
          ))
        )}
      </Section>
      <Certificates mine={mine} language={language} />
      <Buttons>
        <LinkButton href="/documents" look="tertiary" icon="wallet-cards">
          {words.documents}
        </LinkButton>
      </Buttons>
    </Page>,
  );
}

function Certificates({ mine, language }: { mine: MyMaritalStatus; language: Language }) {
  const words = texts[language];
  const { certificates } = mine;
  return (
    <Section title={words.certificates}>
      {certificates.length === 0 ? (
        <p>{words.noCertificates}</p>
      ) : (
        <Grid>
          {certificates.map(({ paper, wish, lastDay, validity }) => (
            <div key={paper.id}>
              <p>
                <StatusTag tone={VALIDITY_TONES[validity.state]}>{VALIDITIES[validity.state][language]}</StatusTag>{' '}
                {validity.from
                  ? fill(words.notSince, { date: formatDate(validity.from, language) })
                  : fill(words.holdsUntil, { date: formatDate(lastDay, language) })}
              </p>
              <DocumentCard
                title={`${paper.title[language]}: ${purposeWords(wish, language)}`}
                subject={paper.holderName}
                number={paper.documentNumber}
                issuedBy={paper.issuerName}
                issuedOn={paper.issuedOn}
                signed
                downloadHref={`/documents/${paper.id}`}
                downloadDetail="PDF/A"
                verifyHref={`/verify/${paper.verificationCode}`}
              />
            </div>
          ))}
        </Grid>
      )}
    </Section>
  );
}

function Application(props: {
  application: MyMaritalStatus['applications'][number];
  language: Language;
  idempotencyKey: string;
}) {
  const { application, language, idempotencyKey } = props;
  const { id, number, wish, state, filedAt, dueOn, answer } = application;
  const words = texts[language];
  return (
    <Card
      headingLevel={3}
      title={purposeWords(wish, language)}
      aside={
        <StatusTag tone={STATE_TONES[state]}>{state === 'withdrawn' ? words.withdrawnState : words[state]}</StatusTag>
      }
    >
      <KeyValue
        pairs={[
          { label: words.number, value: number },
          { label: words.filed, value: formatInstant(filedAt, language) },
          ...(wish.intended ? [{ label: words.intended, value: intendedWords(wish.intended) }] : []),
          ...(state === 'open' ? [{ label: words.due, value: formatDate(dueOn, language) }] : []),
          ...(answer ? [{ label: words.answer, value: answer }] : []),
        ]}
      />
      {state === 'open' && (
        <Form
          action={`/marital-status/applications/${id}/withdraw`}
          idempotencyKey={idempotencyKey}
          label={`${words.withdraw}: ${number}`}
        >
          <Buttons>
            <Button look="secondary" icon="undo-2">
              {words.withdraw}
            </Button>
          </Buttons>
        </Form>
      )}
    </Card>
  );
}
