import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { cancel, endOn, mergeInto } from '../../registry/index.ts';
import { beneficialOwner, enterprise, industry, memberOrShareholder, representative } from '../kinds.ts';
import type { Acting } from './parts.ts';
import { ENDED, refuseFields } from './rules.ts';
import {
  type EnterpriseVersion,
  findDeclaredOwners,
  findEnterprise,
  findHolders,
  findIndustries,
  findOpenBranches,
  findRepresentatives,
  laterVersions,
  lockEnterprise,
} from './store.ts';

/** Ends all that belongs to an enterprise from a day on: its holders, representatives, lines, declared owners. */
export async function endParts(tx: Tx, { code, on, grounds }: Acting): Promise<void> {
  const asked = { code, on };
  const enterpriseCode = code;
  for (const { holder } of await findHolders(tx, asked))
    await endOn(tx, memberOrShareholder, { key: { enterpriseCode, holder }, from: on }, grounds);
  for (const { personNumber } of await findRepresentatives(tx, asked))
    await endOn(tx, representative, { key: { enterpriseCode, personNumber }, from: on }, grounds);
  for (const { vsicCode } of await findIndustries(tx, asked))
    await endOn(tx, industry, { key: { enterpriseCode, vsicCode }, from: on }, grounds);
  for (const { personNumber } of await findDeclaredOwners(tx, asked))
    await endOn(tx, beneficialOwner, { key: { enterpriseCode, personNumber }, from: on }, grounds);
}

/** Refuses `enterprise.branch_open` while a dependent unit is open. */
export async function assertNoBranches(tx: Tx, { code, on }: Pick<Acting, 'code' | 'on'>): Promise<void> {
  const [open] = await findOpenBranches(tx, { code, on });
  if (open) throw new Refusal('enterprise.branch_open', 409, { values: { branch: open.code } });
}

/** Takes away versions that were known to follow, with what belongs to them, so that the record can end on the day. */
export async function endWhatFollows(tx: Tx, acting: Acting): Promise<void> {
  const { code, on, grounds } = acting;
  const later = await laterVersions(tx, { code, on });
  if (later.length === 0) return;
  await endParts(tx, acting);
  for (const from of later.toReversed()) await cancel(tx, enterprise, { key: { code }, on: from }, grounds);
}

/**
 * Merger (sáp nhập, Law on Enterprises art. 201): this one ends on the day and goes on in the other, which has the capital and
 * the members that were agreed. The lineage of both says so.
 */
export async function mergeEnterprise(
  tx: Tx,
  acting: Acting,
  { into, capital }: { into: string; capital: number },
  writeHolders: (theirs: Acting, other: EnterpriseVersion) => Promise<void>,
): Promise<void> {
  const { code, on, grounds } = acting;
  if (into === code) refuseFields([{ field: 'into', code: 'enterprise.holds_itself' }]);
  const other = (await lockEnterprise(tx, into)) ? await findEnterprise(tx, { code: into, on }) : undefined;
  if (!other || ENDED.includes(other.status))
    return refuseFields([{ field: 'into', code: 'enterprise.unknown', values: { code: into } }]);
  await assertNoBranches(tx, acting);
  await endWhatFollows(tx, acting);
  await mergeInto(
    tx,
    enterprise,
    {
      from: [{ code }],
      into: { code: into },
      on,
      values: { capital },
      whileBoth: async () => {
        await endParts(tx, acting);
        await writeHolders({ code: into, on, grounds }, other);
      },
    },
    grounds,
  );
}
