import {
  Columns,
  type Frame,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Queue,
  QueueItem,
  Section,
  TwoPane,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../../kernel/text.ts';
import { procedure } from '../../../../procedures/index.ts';
import type { QueueView } from '../../../actions.ts';
import type { OfficerView } from '../../../services.ts';
import { Counts } from '../queue/page.tsx';
import { StepDeadline, StepTag } from '../step-state.tsx';
import { stepWords } from '../step-words.ts';
import { Agencies, Course } from './course.tsx';
import { DecisionBar, DecisionForms, DecisionRefused, type RefusedDecision } from './decision.tsx';
import { BirthFacts, ChildFacts, ConsentFacts, FamilyFacts, Files, ParentFacts } from './facts.tsx';
import { texts } from './texts.ts';

/** What reading the sources again has just given, told once after the redirect. */
export type JustDone = 'corrected' | 'unchanged';

interface CasePage {
  language: Language;
  path: string;
  frame: Frame;
  view: OfficerView;
  /** Receipt of this opening in the log of the exchange. */
  receipt: string;
  queue: QueueView;
  done: JustDone | undefined;
  refused: RefusedDecision | undefined;
  sentence: (code: string) => string;
}

/** An officer's case: the queue at the left, at the right everything a decision needs, and the decision. */
export function casePage(props: CasePage): string {
  const { language, path, frame, view, queue, refused, sentence } = props;
  const words = texts[language];
  const { step, dossier } = view;
  const mayDecide = step.status === 'open';
  return renderPage(
    <Page
      language={language}
      title={`${view.child.fullName}, ${stepWords[language].kind[step.kind]}`}
      path={path}
      frame={frame}
      width="full"
      refused={refused !== undefined}
    >
      <a class="ds-skip-link" href="#case">
        {words.toCase}
      </a>
      {mayDecide && (
        <a class="ds-skip-link" href="#approve">
          {words.toDecision}
        </a>
      )}
      <TwoPane
        queueLabel={words.queue}
        queueHref="/desk/queue"
        queue={<ShortQueue queue={queue} current={step.id} language={language} />}
      >
        <div id="case" tabindex={-1}>
          <PageTitle
            over={stepWords[language].kind[step.kind]}
            title={view.child.fullName}
            lead={whatIsAsked(view, language)}
            aside={
              <>
                <StepTag status={step.status} language={language} /> <StepDeadline step={step} />
              </>
            }
          />
        </div>
        <DecisionRefused refused={refused} language={language} />
        <State {...props} />
        <KeyValue
          pairs={[
            { label: words.number, value: dossier.number ?? dossier.reference },
            { label: words.procedure, value: procedure(step.procedureCode)?.name[language] ?? step.procedureCode },
            { label: words.applicant, value: dossier.applicantName },
            { label: words.submittedAt, value: dossier.submittedAt && formatInstant(dossier.submittedAt, language) },
            { label: words.promised, value: dossier.promisedOn && formatDate(dossier.promisedOn, language) },
            ...(view.resolution ? [{ label: words.resolution, value: view.resolution }] : []),
            ...(view.decidedBy ? [{ label: words.decidedBy, value: view.decidedBy }] : []),
          ]}
        />
        <Agencies steps={dossier.steps} language={language} />
        <Contradictions view={view} language={language} />
        <p>{words.typed}</p>
        <Columns>
          <ChildFacts view={view} language={language} />
          <BirthFacts view={view} language={language} />
        </Columns>
        <Columns>
          <ParentFacts view={view} language={language} side="mother" />
          <ParentFacts view={view} language={language} side="father" />
        </Columns>
        <FamilyFacts view={view} language={language} />
        <ConsentFacts view={view} language={language} />
        <Section title={words.files}>
          <Files view={view} language={language} />
        </Section>
        <Section title={words.timeline}>
          <Course timeline={dossier.timeline} language={language} sentence={sentence} />
        </Section>
        <p>{fill(words.logged, { receipt: props.receipt })}</p>
        {mayDecide && <DecisionForms view={view} language={language} refused={refused} />}
        {mayDecide && <DecisionBar language={language} />}
      </TwoPane>
    </Page>,
  );
}

function whatIsAsked({ step, dossier, needsRecognition }: OfficerView, language: Language): string {
  const words = texts[language];
  const asked =
    step.kind === 'residence' ? words.askedResidence : needsRecognition ? words.askedRecognition : words.askedBirth;
  return fill(asked, { applicant: dossier.applicantName });
}

function ShortQueue({ queue, current, language }: { queue: QueueView; current: string; language: Language }) {
  const words = texts[language];
  const shared = stepWords[language];
  return (
    <>
      <Counts counts={queue.counts} language={language} />
      <div>
        <Queue label={words.queue}>
          {queue.lines.map((line) => (
            <QueueItem
              key={line.stepId}
              href={`/desk/steps/${line.stepId}`}
              title={line.childName}
              number={line.number}
              detail={line.applicantName}
              current={line.stepId === current}
            >
              <StepDeadline step={line} />
              {line.status !== 'open' && <span>{shared.status[line.status]}</span>}
            </QueueItem>
          ))}
        </Queue>
      </div>
      <LinkButton href="/desk/queue" look="secondary">
        {words.wholeQueue}
      </LinkButton>
    </>
  );
}

/** Where the step stands, when that is not simply the officer's turn: read again, being written, returned, over. */
function State({ view, language, done, sentence }: Pick<CasePage, 'view' | 'language' | 'done' | 'sentence'>) {
  const words = texts[language];
  const { step } = view;
  return (
    <>
      {done && (
        <Notice tone={done === 'unchanged' ? 'warning' : 'success'} title={words[`done_${done}`]} live>
          <p>{words[`done_${done}More`]}</p>
        </Notice>
      )}
      {step.status === 'approved' && (
        <Notice tone="info" title={words.writing}>
          <p>{words.writingMore}</p>
          <LinkButton href={`/desk/steps/${step.id}`} look="secondary" icon="refresh-cw">
            {words.look}
          </LinkButton>
        </Notice>
      )}
      {step.status === 'open' && step.refusalCode && (
        <Notice tone="danger" title={words.returned}>
          <p>{sentence(step.refusalCode)}</p>
          <p>{words.returnedDo}</p>
        </Notice>
      )}
      {step.status === 'done' && (
        <Notice tone="success" title={words.written}>
          <ul>
            {view.dossier.results
              .filter(({ stepKind }) => stepKind === step.kind)
              .map((result) => (
                <li key={result.id}>
                  {result.title[language]} {result.documentNumber}
                </li>
              ))}
          </ul>
        </Notice>
      )}
      {step.status === 'supplement' && (
        <Notice tone="warning" title={words.supplementTitle}>
          <p>{step.note}</p>
        </Notice>
      )}
      {step.status === 'refused' && (
        <Notice tone="danger" title={words.refusedTitle}>
          <p>{step.refusalCode ? `${words.refusedRule}: ${sentence(step.refusalCode)}` : step.note}</p>
        </Notice>
      )}
      {step.status === 'waiting' && <Notice tone="info" title={words.waitingTitle} />}
      {step.status === 'cancelled' && <Notice tone="info" title={words.cancelledTitle} />}
    </>
  );
}

/** Where sources and people do not agree, and what the officer must do about each; and a late registration. */
function Contradictions({ view, language }: { view: OfficerView; language: Language }) {
  const words = texts[language];
  const { dossier } = view;
  const { birth } = dossier.evidence;
  const child = dossier.answers.child;
  const fact = child?.wrongFact;
  const registered: Record<NonNullable<typeof fact>, string> = {
    sex: words[birth.sex as 'male' | 'female'],
    bornAt: formatInstant(birth.bornAt, language),
    birthOrder: String(birth.birthOrder),
    placeName: birth.placeName,
  };
  return (
    <>
      {dossier.contradictions.map(({ code, note }) =>
        code === 'wrong_fact' && fact ? (
          <Notice key={code} tone="danger" title={fill(words.wrong_fact, { fact: words[`fact_${fact}`] })}>
            <p>{fill(words.wrong_factMore, { registered: registered[fact], note: child.wrongFactNote ?? '' })}</p>
            <p>{words.wrong_factDo}</p>
          </Notice>
        ) : (
          <Notice key={code} tone="danger" title={words.father_declared}>
            <p>{fill(words.father_declaredMore, { declared: note ?? '', father: dossier.father.fullName })}</p>
            <p>{words.father_declaredDo}</p>
          </Notice>
        ),
      )}
      {dossier.isLate && (
        <Notice tone="warning" title={words.lateTitle}>
          <p>{fill(words.lateMore, { reason: child?.lateReason ?? '' })}</p>
        </Notice>
      )}
    </>
  );
}
