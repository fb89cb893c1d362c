import type { Static, TSchema } from 'typebox';
import type { Holder } from '../../kernel/session.ts';
import type { House } from '../../kernel/system.ts';
import type { Bilingual } from '../../kernel/text.ts';
import type { PurposeCode } from './purposes.ts';

/** Who may call a service, and for what. Whoever is not named here may not. */
export interface Grant {
  /** A system of this house by its folder's name, or a kind of outside information system: `system:hospital`. */
  caller: string;
  purposes: readonly PurposeCode[];
  /**
   * What else must hold. `own`: the person who acts is the only one whom the input asks about. `case`: the call names the
   * case that it is made for.
   */
  needs?: 'own' | 'case';
}

/**
 * A service that a system publishes for others: the only way to its data. This is the promise alone; the owner's code is
 * bound to it at the composition root, in this process or elsewhere.
 */
export interface ServiceContract<Input extends TSchema = TSchema, Output extends TSchema = TSchema> {
  /** `owner.verbNoun`, e.g. `population.readPerson`. */
  name: string;
  /** The system that owns it. */
  owner: string;
  title: Bilingual;
  /** `check`: a question about data that is answered yes or no; a person sees that something was checked, not read. */
  kind: 'read' | 'check' | 'write';
  input: Input;
  output: Output;
  /** The fields of the register that it discloses or writes; a citizen sees these names in the data log, never the values. */
  fields: readonly string[];
  grants: readonly Grant[];
  /** The personal numbers of those whom the call is about. Called before the work with no output, and again with it. */
  subjects(input: Static<Input>, output?: Static<Output>): (string | null | undefined)[];
}

/** Declares a service, with its types kept. */
export function service<Input extends TSchema, Output extends TSchema>(
  contract: ServiceContract<Input, Output>,
): ServiceContract<Input, Output> {
  return contract;
}

/** The person, official or machine behind a call. */
export type Actor =
  | { kind: 'person'; number: string; name: string }
  | { kind: 'official'; number: string; officialId: string; role: string; title: Bilingual; territoryCode: string }
  | { kind: 'machine'; name: string };

/** On whose behalf, for which case, for what purpose a call is made. */
export interface CallContext {
  /** The calling system, as in `Grant.caller`. */
  caller: string;
  /** The agency on whose right the call is made. */
  agency: { code: string; name: string };
  actor: Actor;
  purpose: PurposeCode;
  caseNumber?: string;
  /** A write names a key; the same key again changes nothing and gives the same answer. */
  idempotencyKey?: string;
  /** Set by the exchange for the owner of a write: the receipt under which this write stands in the log. */
  receipt?: string;
  /** Set by the exchange for the owner of a write: its key came before, so it may have been done. */
  isAgain?: boolean;
  /** Set by the exchange for the owner: says for the log what the contract cannot know before the work. */
  note?(noted: Noted): void;
}

/** What an owner says of a call for the log, instead of its contract or besides it. */
export interface Noted {
  /** The fields that this answer disclosed, when they are not all of the contract's. */
  fields?: readonly string[];
  /** Whom the call was about besides those whom the contract finds in input and output. */
  subjects?: readonly string[];
  /** Those who may not be told of the call, as a decision on sealed data wants it. The log itself keeps them. */
  untold?: readonly string[];
  /** From when on they may; without it never. */
  toldFrom?: Date;
}

/**
 * Agency and actor of a call that an official makes at a desk, on the right of the post that the session works in. Who acts in another's post
 * by delegation is logged, and shown in the data log, as that.
 */
export function onBehalfOf({
  number,
  post,
}: {
  number: string;
  post: NonNullable<Holder['post']>;
}): Pick<CallContext, 'agency' | 'actor'> {
  const { officialId, role, territoryCode, agencyCode, agencyName } = post;
  const title = post.isDelegated
    ? { vi: `${post.title.vi} (được ủy quyền)`, en: `${post.title.en} (by delegation)` }
    : post.title;
  return {
    agency: { code: agencyCode, name: agencyName },
    actor: { kind: 'official', number, officialId, role, title, territoryCode },
  };
}

/** The owner's code behind a service. It must do its own checks of what the input means; who may call was checked before. */
export type Handler<Input extends TSchema, Output extends TSchema> = (
  house: House,
  input: Static<Input>,
  context: CallContext,
) => Promise<Static<Output>>;

/** A service with its owner's code. */
export interface Provided {
  contract: ServiceContract;
  handler: Handler<TSchema, TSchema>;
}

/** Binds the owner's code to a service. */
export function provide<Input extends TSchema, Output extends TSchema>(
  contract: ServiceContract<Input, Output>,
  handler: Handler<Input, Output>,
): Provided {
  return { contract: contract as unknown as ServiceContract, handler: handler as unknown as Handler<TSchema, TSchema> };
}
