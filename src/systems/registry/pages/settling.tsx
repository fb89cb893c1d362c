import { Button, Disclosure, type FieldMessages, type FieldValues, Form, TextArea } from '../../../design/index.ts';
import type { Language } from '../../../kernel/text.ts';
import type { Proposal, ProposalDecision } from '../proposing.ts';
import { SourceFields } from './source-fields.tsx';
import { texts } from './texts.ts';

/** What the pages of a merge and of a split say about deciding it. */
interface SettlingWords {
  confirm: string;
  refuse: string;
  withdraw: string;
  ownProposal: string;
  undo: string;
  undoText: string;
}

export interface SettlingProps {
  /** Where the forms go. */
  action: string;
  proposal: Pick<Proposal, 'id' | 'proposedBy'>;
  /** The number of who looks. */
  steward: string;
  words: SettlingWords;
  language: Language;
  idempotencyKey: string;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}

function SettleForm({
  action,
  proposal,
  language,
  idempotencyKey,
  refused,
  decision,
  label,
  look,
}: SettlingProps & { decision: ProposalDecision; label: string; look: 'primary' | 'secondary' }) {
  const isRefused = refused?.values.settle === decision;
  return (
    <Form action={action} idempotencyKey={idempotencyKey} label={label} {...(isRefused ? refused : {})}>
      <input type="hidden" name="settle" value={decision} />
      <input type="hidden" name="proposal" value={proposal.id} />
      <TextArea name={`${decision}Reason`} label={texts[language].reason} maxlength={2000} />
      {decision === 'undo' && <SourceFields language={language} />}
      <Button look={look}>{label}</Button>
    </Form>
  );
}

/** What may be done with a proposal that waits: who made it takes it back, another steward confirms or refuses it. */
export function SettleOpen(props: SettlingProps) {
  const { words, proposal, steward, refused } = props;
  if (proposal.proposedBy.actor.number === steward) {
    return (
      <>
        <p>{words.ownProposal}</p>
        <Disclosure label={words.withdraw} open={refused !== undefined}>
          <SettleForm {...props} decision="refuse" label={words.withdraw} look="secondary" />
        </Disclosure>
      </>
    );
  }
  return (
    <>
      <Disclosure label={words.confirm} open={refused?.values.settle === 'confirm'}>
        <SettleForm {...props} decision="confirm" label={words.confirm} look="primary" />
      </Disclosure>
      <Disclosure label={words.refuse} open={refused?.values.settle === 'refuse'}>
        <SettleForm {...props} decision="refuse" label={words.refuse} look="secondary" />
      </Disclosure>
    </>
  );
}

/** The way to undo what was confirmed. */
export function SettleConfirmed(props: SettlingProps) {
  const { words, refused } = props;
  return (
    <Disclosure label={words.undo} open={refused?.values.settle === 'undo'}>
      <p>{words.undoText}</p>
      <SettleForm {...props} decision="undo" label={words.undo} look="secondary" />
    </Disclosure>
  );
}
