import type { TArray, TObject, TOptional, TString } from 'typebox';
import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { type CallContext, type ServiceContract, call } from '../../exchange/index.ts';
import type { Acting } from './acting.ts';
import type { EventsContract } from './services.ts';

/** The service that says of people by their numbers whether they live, and which number stands for each now. */
type LivesContract = ServiceContract<
  TObject<{ numbers: TArray<TString> }>,
  TObject<{
    people: TArray<
      TObject<{ number: TString; numberNow: TString; diedOn: TOptional<TString>; source: TOptional<TString> }>
    >;
  }>
>;

/** What is said of a number: whose it is now, the day of death (missing: alive), and on what that rests. */
export interface Life {
  number: string;
  numberNow: string;
  diedOn?: string;
  /** The entry or decision; where none is named, the receipt of the call. */
  source: string;
  /** Of the call by which it was asked. */
  receipt: string;
}

/** How a register follows people's lives; its schema has the table of `registry.equip_follower_of_lives`. */
export interface LivesFollowing extends Pick<Acting<Life>, 'system' | 'events' | 'concerned' | 'settle'> {
  agency: CallContext['agency'];
  events: EventsContract;
  lives: LivesContract;
}

/** How a register acts upon what is told of those people of whom it holds anything: for `followAndAct`. */
export function livesFollowed({ agency, lives, ...following }: LivesFollowing): Acting<Life> {
  const { system } = following;
  const context = { agency, purpose: 'data-changes' } as const;
  const asFollower: CallContext = { ...context, caller: system, actor: { kind: 'machine', name: system } };
  return {
    ...following,
    name: 'lives',
    context,
    async ask(house, numbers) {
      const { output, receipt } = await call(house, lives, { numbers: [...numbers] }, asFollower);
      return new Map(output.people.map((life) => [life.number, { ...life, source: life.source ?? receipt, receipt }]));
    },
  };
}

/** Notes in the follower's schema that somebody has died and on what that rests; a death that was taken back goes to the history. */
export async function noteLife(
  tx: Tx,
  number: string,
  { diedOn, source, receipt }: Pick<Life, 'diedOn' | 'source' | 'receipt'>,
): Promise<void> {
  if (diedOn === undefined) await deleteDeath(tx, number);
  else await saveDeath(tx, { number, diedOn, source, receipt });
}

async function saveDeath(
  tx: Queryable,
  death: { number: string; diedOn: string; source: string; receipt: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO known_death (person_number, died_on, source, receipt)
    VALUES (${death.number}, ${death.diedOn}, ${death.source}, ${death.receipt})
    ON CONFLICT (person_number) DO UPDATE SET died_on = excluded.died_on, source = excluded.source,
      receipt = excluded.receipt, heard_at = clock_timestamp()
    WHERE known_death.died_on <> excluded.died_on`);
}

async function deleteDeath(tx: Queryable, number: string): Promise<void> {
  await tx.run(sql`DELETE FROM known_death WHERE person_number = ${number}`);
}
