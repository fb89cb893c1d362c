import type { Tx } from '../../../kernel/db.ts';
import { changeFrom } from '../../registry/index.ts';
import type { LegalForm } from '../enterprise-codes.ts';
import { memberOrShareholder } from '../kinds.ts';
import { type Acting, checkHolders, checkUnlimitedLiability, replaceHolders } from './parts.ts';
import { type KnownPerson, problemsOfHolders, refuseFields } from './rules.ts';
import type { HolderGiven } from './schemas.ts';
import { findHolders } from './store.ts';

/** The holders that there will be: those given, or those there are. */
export async function holdersAfter(
  tx: Tx,
  acting: Acting,
  given: readonly HolderGiven[] | undefined,
): Promise<HolderGiven[]> {
  if (given) return [...given];
  const now = await findHolders(tx, acting);
  return now.map(({ holder, role, contribution, paidIn }) => ({ holder, role, contribution, paidIn }));
}

/** Makes the holders of an enterprise those given, when its form and capital allow it and those who are new may hold. */
export async function writeHolders(
  tx: Tx,
  acting: Acting,
  {
    given,
    form,
    capital,
    people,
  }: {
    given: readonly HolderGiven[];
    form: LegalForm;
    capital: number;
    people: Map<string, KnownPerson>;
  },
): Promise<void> {
  const now = new Map((await findHolders(tx, acting)).map((holder) => [holder.holder, holder.holderName]));
  // Who had a part keeps it, whatever became of him; who takes one must be allowed to. Shares of a company may be bought by all.
  const taking = given.filter(({ holder }) => !now.has(holder));
  const founds = () => form !== 'joint-stock';
  const { problems, names } = await checkHolders(tx, taking, { code: acting.code, on: acting.on, founds, people });
  const placed = problems.map(({ field, ...rest }) => {
    const at = given.indexOf(taking[Number(field.split('.')[1])]!);
    return { ...rest, field: `holders.${at}.holder` };
  });
  const { code, on } = acting;
  refuseFields([
    ...problemsOfHolders(form, given, capital),
    ...placed,
    ...(await checkUnlimitedLiability(tx, given, { code, on, isPrivate: form === 'private-enterprise' })),
  ]);
  await replaceHolders(tx, acting, given, (holder) => names.get(holder) ?? now.get(holder)!);
}

/** Notes how much a holder has paid in by a day. */
export async function payIn(tx: Tx, acting: Acting, act: { holder: string; paidIn: number }): Promise<void> {
  const { code, on, grounds } = acting;
  const found = (await findHolders(tx, acting)).find(({ holder }) => holder === act.holder);
  if (!found) return refuseFields([{ field: 'holder', code: 'enterprise.holder_unknown' }]);
  if (act.paidIn > found.contribution) refuseFields([{ field: 'paidIn', code: 'enterprise.paid_more_than_committed' }]);
  const key = { enterpriseCode: code, holder: act.holder };
  await changeFrom(tx, memberOrShareholder, { key, from: on, values: { paidIn: act.paidIn } }, grounds);
}
