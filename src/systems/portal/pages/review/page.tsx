import {
  Button,
  Buttons,
  Card,
  Checkbox,
  ErrorSummary,
  Fact,
  FactList,
  FileField,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Prose,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill } from '../../../../kernel/text.ts';
import type { DossierView } from '../../actions.ts';
import type { Procedure } from '../../../procedures/index.ts';
import type { LawOfCase, LawSays } from '../../birth-law/actions.ts';
import type { PageView, Refused } from '../../frame.ts';
import { ChildFacts } from '../facts/child-facts.tsx';
import { BirthFacts, MarriageFacts, ParentFacts, communeText } from '../facts/facts.tsx';
import { FormCourse } from '../facts/form-course.tsx';
import { texts as factTexts } from '../facts/texts.ts';
import { texts } from './texts.ts';

interface ReviewPageProps extends PageView {
  dossier: DossierView;
  idempotencyKey: string;
  /** The largest paper that is taken, in bytes. */
  paperMost_bytes: number;
  /** Where the first part that is not filled in is; undefined when all are. */
  openHref: string | undefined;
  /** The procedures of the dossier, by which each says how long it may take. */
  procedures: readonly Procedure[];
  /** What the law of the day says of this case. */
  law: LawOfCase;
  refused?: Refused;
}

/** Everything once more: what will be entered, from where it is known, who does what until when, who must agree. */
export function reviewPage(props: ReviewPageProps): string {
  const { language, dossier, refused, openHref } = props;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title} width="narrow" refused={refused !== undefined}>
      <FormCourse language={language} dossier={dossier} at="review" />
      <PageTitle over={words.over} title={words.title} lead={words.lead} />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={refused.messages} />}
      {openHref && (
        <Notice tone="warning" title={words.incomplete}>
          <p>
            <a class="ds-link" href={openHref}>
              {words.incompleteGo}
            </a>
          </p>
        </Notice>
      )}
      {dossier.consent.state === 'declined' && <Notice tone="warning" title={words.declined} />}
      <Answers language={language} dossier={dossier} />
      <Contradictions language={language} dossier={dossier} />
      <Card title={words.known}>
        <BirthFacts language={language} dossier={dossier} />
        <ParentFacts language={language} dossier={dossier} side="mother" />
        <ParentFacts language={language} dossier={dossier} side="father" />
        <MarriageFacts language={language} dossier={dossier} />
      </Card>
      <Consent {...props} />
      <WhatHappens language={language} dossier={dossier} />
      <NeededByLaw language={language} law={props.law} />
      <Fees language={language} procedures={props.procedures} law={props.law} />
      <Card>
        <Form
          action={`/dossiers/${dossier.id}/submit`}
          idempotencyKey={props.idempotencyKey}
          values={refused?.values ?? {}}
          messages={refused?.messages ?? {}}
        >
          <Checkbox name="declaration" label={words.declaration} />
          <Buttons>
            <Button icon="send">{words.submit}</Button>
            <LinkButton href="/dossiers" look="secondary">
              {words.later}
            </LinkButton>
          </Buttons>
        </Form>
      </Card>
    </Page>,
  );
}

interface PartProps {
  language: Language;
  dossier: DossierView;
}

function Answers({ language, dossier }: PartProps) {
  const words = texts[language];
  const facts = factTexts[language];
  const { child, parents } = dossier.answers;
  const childPath = `/dossiers/${dossier.id}/child`;
  return (
    <Card title={words.derived}>
      <FactList>
        {child && <Fact label={facts.childName} value={child.fullName} changeHref={childPath} />}
        {parents && (
          <Fact label={words.fatherWay} value={words[parents.father]} changeHref={`/dossiers/${dossier.id}/parents`} />
        )}
        <ChildFacts language={language} dossier={dossier} canChange />
        {child?.lateReason && <Fact label={words.lateReason} value={child.lateReason} changeHref={childPath} />}
        {child?.wrongFact && <Fact label={words.wrong} value={child.wrongFactNote} changeHref={childPath} />}
      </FactList>
    </Card>
  );
}

function Contradictions({ language, dossier }: PartProps) {
  const words = texts[language];
  if (dossier.contradictions.length === 0) return null;
  return (
    <Notice tone="warning" title={words.contradictions}>
      {dossier.contradictions.map(({ code, note }) => {
        const sentence = code === 'father_declared' ? words.father_declared : words.wrong_fact;
        return <p key={code}>{fill(sentence, { note: note ?? '' })}</p>;
      })}
      <p>{words.contradictionsDo}</p>
    </Notice>
  );
}

function Consent({ language, dossier, refused, paperMost_bytes, idempotencyKey }: ReviewPageProps) {
  const words = texts[language];
  const { consent } = dossier;
  if (consent.way === 'none') return null;
  const name = consent.askedOf ?? '';
  return (
    <Card title={fill(words.consent, { name })} icon="heart-handshake">
      <Prose>
        <p>{words.consentWhy}</p>
        <ul>
          {consent.reasons.map((reason) => (
            <li key={reason}>{words[`reason_${reason}`]}</li>
          ))}
        </ul>
        <p>{consent.way === 'online' ? fill(words.consentOnline, { name }) : words.consentPaper}</p>
      </Prose>
      {consent.way === 'paper' && (
        <Form
          action={`/dossiers/${dossier.id}/paper-consent`}
          files
          label={words.paper}
          idempotencyKey={idempotencyKey}
          messages={refused?.messages ?? {}}
        >
          <FileField
            name="paper"
            label={words.paper}
            hint={consent.paperName ? fill(words.paperThere, { name: consent.paperName }) : words.paperHint}
            accept="application/pdf,image/jpeg,image/png"
            kinds="PDF, JPEG, PNG"
            most_bytes={paperMost_bytes}
          />
          <Buttons>
            <Button look="secondary" icon="upload">
              {words.paperSend}
            </Button>
          </Buttons>
        </Form>
      )}
    </Card>
  );
}

function WhatHappens({ language, dossier }: PartProps) {
  const words = texts[language];
  const { residences } = dossier.choices;
  const home = residences.find((each) => each.with === (dossier.answers.residence?.with ?? each.with));
  const commune = home ? communeText(home.communeCode, language) : '';
  const lines = [
    ...(dossier.consent.way === 'online' ? [fill(words.happensConsent, { name: dossier.consent.askedOf ?? '' })] : []),
    fill(words.happensBirth, { commune }),
    fill(words.happensResidence, { commune }),
    words.happensInsurance,
  ];
  return (
    <Section title={words.happens}>
      <Prose>
        <ol>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <p>{words.happensWhen}</p>
      </Prose>
    </Section>
  );
}

/** What the registration needs in this case, each with the clause of the row that asks it. */
function NeededByLaw({ language, law: { documents } }: { language: Language; law: LawOfCase }) {
  const words = texts[language];
  if (!documents) return null;
  return (
    <Section title={words.needed} lead={words.neededLead} more={{ href: documents.href, label: words.why }}>
      <Prose>
        <ul>
          {documents.rows.map(({ outcome, law }) => (
            <li key={outcome.vi}>
              {outcome[language]}
              {law && <small> ({law[language]})</small>}
            </li>
          ))}
        </ul>
      </Prose>
    </Section>
  );
}

/** What each procedure costs in this case as the law says, in the catalogue's words where no table tells, and its time limit. */
function Fees({ language, procedures, law }: { language: Language; procedures: readonly Procedure[]; law: LawOfCase }) {
  const words = texts[language];
  return (
    <Section title={words.fees}>
      <Prose>
        <ul>
          {procedures.map(({ code, name, feeNote, workingDays }) => {
            const fee = law.fees.get(code);
            return (
              <li key={code}>
                <strong>{name[language]}.</strong> {fill(words.limit, { days: workingDays })}{' '}
                {fee ? <Fee language={language} fee={fee} /> : feeNote[language]}
              </li>
            );
          })}
        </ul>
      </Prose>
    </Section>
  );
}

function Fee({ language, fee }: { language: Language; fee: LawSays }) {
  const words = texts[language];
  const clauses = fee.rows.flatMap(({ law }) => law?.[language] ?? []);
  return (
    <>
      {fill(words.fee, { fee: fee.answer[language] })} <small>({clauses.join('; ')})</small>{' '}
      {fee.assumed.map(({ label, value }) => (
        <span key={label.vi}>{fill(words.assumed, { fact: label[language], value: value[language] })} </span>
      ))}
      <a class="ds-link" href={fee.href}>
        {words.why}
      </a>
    </>
  );
}
