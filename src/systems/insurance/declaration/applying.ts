import type { Tx } from '../../../kernel/db.ts';
import { type Grounds, changeFrom, endOn, record } from '../../registry/index.ts';
import type { RowOutcome } from '../choices.ts';
import { dayAfterMonth, monthOf } from '../contribution/months.ts';
import { coverWorker, endWorkersCover } from '../coverage/actions.ts';
import { participation } from '../kinds.ts';
import type { Column, SaidRow } from './rows.ts';
import { type HeldParticipation, type StoredEmployer, lockParticipations } from './store.ts';

/** What comes of a row. */
export interface Outcome {
  outcome: RowOutcome;
  field: Column | null;
  rule: string | null;
}

const accepted: Outcome = { outcome: 'accepted', field: null, rule: null };
const unchanged: Outcome = { outcome: 'unchanged', field: null, rule: null };
const refused = (field: Column, rule: string): Outcome => ({ outcome: 'refused', field, rule });

/** The schemes that a worker takes part in (Law on Social Insurance 41/2024/QH15 art. 2.1; Law on Employment 74/2025/QH15 art. 31). */
const WORKER_SCHEMES = ['social-compulsory', 'unemployment'] as const;

/**
 * Does what a row says, at one employer. What is so already stays as it is (`unchanged`); what contradicts the register is
 * refused with the field and the rule. Who works at several employers takes part at the first (art. 2.8).
 */
export async function applyRow(tx: Tx, said: SaidRow, employer: StoredEmployer, grounds: Grounds): Promise<Outcome> {
  const { personNumber, from } = said;
  const held = await lockParticipations(tx, { number: personNumber, from });
  const social = held.filter(({ scheme }) => scheme === 'social-compulsory');
  const here = social.find((one) => one.employerCode === employer.code && isValid(one, from));
  switch (said.change) {
    case 'join':
      return join(tx, said, { employer, social, held }, grounds);
    case 'wage': {
      if (!here) return refused('personNumber', 'insurance.row_not_here');
      if (here.wage === said.wage) return unchanged;
      for (const { scheme } of held.filter((one) => isOfWorker(one, employer) && isValid(one, from)))
        await changeFrom(
          tx,
          participation,
          { key: { personNumber, scheme }, from, values: { wage: said.wage } },
          grounds,
        );
      return accepted;
    }
    case 'leave': {
      if (!here) {
        const hasLeft = social.some((one) => one.employerCode === employer.code && one.until === from);
        return hasLeft ? unchanged : refused('personNumber', 'insurance.row_not_here');
      }
      if (social.some((one) => one.from > from)) return refused('from', 'insurance.row_later_change');
      for (const { scheme } of held.filter((one) => isOfWorker(one, employer) && isValid(one, from)))
        await endOn(tx, participation, { key: { personNumber, scheme }, from }, grounds);
      await endWorkersCover(tx, { number: personNumber, from: dayAfterMonth(monthOf(from)) }, grounds);
      return accepted;
    }
  }
}

async function join(
  tx: Tx,
  { personNumber, fullName, from, wage }: SaidRow,
  known: { employer: StoredEmployer; social: HeldParticipation[]; held: HeldParticipation[] },
  grounds: Grounds,
): Promise<Outcome> {
  const { employer, social, held } = known;
  const there = social.find(({ until }) => until === null || until > from);
  if (there) {
    if (there.employerCode !== employer.code) return refused('personNumber', 'insurance.row_elsewhere');
    return there.from === from && there.wage === wage ? unchanged : refused('from', 'insurance.row_joined_already');
  }
  if (held.some((one) => one.scheme === 'social-voluntary' && isValid(one, from)))
    await endOn(tx, participation, { key: { personNumber, scheme: 'social-voluntary' }, from }, grounds);
  for (const scheme of WORKER_SCHEMES) {
    const values = { personNumber, scheme, employerCode: employer.code, fullName, wage };
    await record(tx, participation, { values, from }, grounds);
  }
  await coverWorker(tx, { number: personNumber, provinceCode: employer.provinceCode, from }, grounds);
  return accepted;
}

const isValid = ({ from, until }: HeldParticipation, on: string): boolean =>
  from <= on && (until === null || until > on);

const isOfWorker = ({ scheme, employerCode }: HeldParticipation, employer: StoredEmployer): boolean =>
  scheme !== 'social-voluntary' && employerCode === employer.code;
