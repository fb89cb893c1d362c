import { createHash } from 'node:crypto';
import { addDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import { qualityServicesOf } from '../../registry/index.ts';
import { register } from '../register.ts';
import { applicantsAfter } from './store.ts';

/** So many persons are confirmed by one call. */
const AT_ONCE = 2_000;

/**
 * Tells the population register whom we have heard of: who submitted an application since yesterday has looked at the own facts,
 * declared that they are right, and is alive. One call for many, every night; told twice it is known once.
 */
export async function confirmApplicants(house: House): Promise<void> {
  const contract = qualityServicesOf('population')!.confirm;
  const since = addDays(today(), -1);
  for (let after = ''; ;) {
    const applicants = await applicantsAfter(house.db.as('cases'), { since, after, limit: AT_ONCE });
    const last = applicants.at(-1);
    if (!last) return;
    after = last.number;
    const input = {
      kind: 'person',
      records: applicants.map(({ number, on }) => ({ key: [number], on })),
      fields: ['diedOn', 'hometown', 'ethnicGroup'],
      reason: 'Người nộp hồ sơ đã xem và cam đoan thông tin của mình là đúng',
      source: { kind: 'application', number: since },
    };
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    await call(house, contract, input, {
      caller: 'cases',
      agency: register.owner,
      actor: { kind: 'machine', name: 'Hệ thống giải quyết thủ tục hành chính' },
      purpose: 'birth-registration',
      idempotencyKey: `signs-of-life-${digest}`,
    });
  }
}
