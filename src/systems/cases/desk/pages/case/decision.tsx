import {
  Button,
  Buttons,
  Decision,
  ErrorSummary,
  type FieldMessages,
  Form,
  LinkButton,
  Notice,
  RadioGroup,
  Section,
  TextArea,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import type { OfficerView } from '../../../services.ts';
import { decisionTexts, groundsOf } from './decision-texts.ts';

/** A decision that came back refused: which form, what was typed in it, what is wrong. */
export interface RefusedDecision {
  move: 'approve' | 'supplement' | 'refuse' | 'read-again';
  values: Record<string, string>;
  messages: FieldMessages;
}

interface DecisionProps {
  view: OfficerView;
  language: Language;
  refused: RefusedDecision | undefined;
}

/** The longest text of an officer, in characters; what people write by hand must not be cut at the door without a word. */
export const WORDS = { least: 10, most: 2000 };

/** What stood wrong with a decision just sent, above the case: each sentence leads to its field. */
export function DecisionRefused({ refused, language }: Pick<DecisionProps, 'refused' | 'language'>) {
  const words = decisionTexts[language];
  if (!refused) return null;
  return <ErrorSummary messages={refused.messages} title={refused.messages[''] ? words.general : undefined} />;
}

/** The forms of a decision. Each is a form of its own, so that Enter in one can never send another. */
export function DecisionForms({ view, language, refused }: DecisionProps) {
  const words = decisionTexts[language];
  const { step, dossier } = view;
  const here = `/desk/steps/${step.id}`;
  const contradictions = step.kind === 'birth' ? dossier.contradictions : [];
  const isBlocked = contradictions.some(({ code }) => code === 'wrong_fact');
  const state = (move: RefusedDecision['move']) =>
    refused?.move === move ? { values: refused.values, messages: refused.messages } : {};
  return (
    <Section title={words.title}>
      <section id="approve" tabindex={-1} aria-labelledby="approve-title">
        <h3 id="approve-title">{words.approve}</h3>
        {isBlocked ? (
          <Notice tone="warning">
            <p>{words.approveBlocked}</p>
          </Notice>
        ) : (
          <Form action={`${here}/approve`} label={words.approve} {...state('approve')}>
            <p>{words.approveLead}</p>
            {contradictions.length > 0 && (
              <TextArea
                name="resolution"
                label={words.resolution}
                hint={words.resolutionHint}
                rows={3}
                maxlength={WORDS.most}
              />
            )}
            <Buttons>
              <Button>{words.approveButton}</Button>
            </Buttons>
          </Form>
        )}
      </section>
      {step.kind === 'birth' && (
        <Form action={`${here}/read-again`} label={words.readAgain} {...state('read-again')}>
          <p>{words.readAgainLead}</p>
          <Buttons>
            <Button look="secondary" icon="refresh-cw">
              {words.readAgain}
            </Button>
          </Buttons>
        </Form>
      )}
      <section id="supplement" tabindex={-1} aria-labelledby="supplement-title">
        <h3 id="supplement-title">{words.supplement}</h3>
        <Form action={`${here}/supplement`} label={words.supplement} {...state('supplement')}>
          <p>{words.supplementLead}</p>
          <TextArea
            name="note"
            label={words.supplementNote}
            hint={words.supplementHint}
            rows={4}
            maxlength={WORDS.most}
          />
          <Buttons>
            <Button look="secondary">{words.supplementButton}</Button>
          </Buttons>
        </Form>
      </section>
      <section id="refuse" tabindex={-1} aria-labelledby="refuse-title">
        <h3 id="refuse-title">{words.refuse}</h3>
        <Form action={`${here}/refuse`} label={words.refuse} {...state('refuse')}>
          <p>{words.refuseLead}</p>
          <RadioGroup
            name="ground"
            label={words.ground}
            choices={Object.entries(groundsOf(step.kind)).map(([value, ground]) => ({
              value,
              label: ground[language],
            }))}
          />
          <TextArea name="reason" label={words.reason} hint={words.reasonHint} rows={4} maxlength={WORDS.most} />
          <Buttons>
            <Button look="secondary" danger>
              {words.refuseButton}
            </Button>
          </Buttons>
        </Form>
      </section>
    </Section>
  );
}

const BAR = ['approve', 'supplement', 'refuse'] as const;

/** Always in sight at the foot of the case: leads to each form. It decides nothing by itself. */
export function DecisionBar({ language }: { language: Language }) {
  const words = decisionTexts[language];
  return (
    <Decision label={words.bar}>
      {BAR.map((move) => (
        <LinkButton key={move} href={`#${move}`} look={move === 'approve' ? 'primary' : 'secondary'}>
          {words[move]}
        </LinkButton>
      ))}
    </Decision>
  );
}
