import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testHouse, type TestHouse } from '../../../../../test/support/house.ts';
import { today } from '../../../../kernel/clock.ts';
import { ownerClient } from '../../../../kernel/db.ts';
import { newId } from '../../../../kernel/ids.ts';
import * as civilServants from '../../../civil-servants/services.ts';
import { type CallContext, type ServiceContract, call } from '../../../exchange/index.ts';
import { appointmentsOf, delegate } from '../../../organisations/index.ts';
import { colleaguesOf, mayDelegate, offerToColleague, type OfferForm, type OfficialSigner } from './actions.ts';

/** Heads of agencies above the commune, as the register of civil servants appoints them, let others sign. */

const PROVINCE = 'H26';
let running: TestHouse;
let people: { number: string; name: string }[];
before(async () => {
  running = await testHouse();
  const owner = ownerClient(running.owner);
  await owner.connect();
  const { rows } = await owner.query<{ number: string; name: string }>(
    `SELECT person.number, person.full_name AS name FROM population.person JOIN identity.account ON account.personal_number = person.number
      WHERE upper_inf(valid_during) AND nationality = 'VN' AND born_on < '1990-01-01' AND died_on IS NULL
        AND person.number NOT IN (SELECT number FROM civil_servants.servant) ORDER BY 1 LIMIT 3`,
  );
  people = rows;
  await owner.end();
});
after(() => running.close());

async function doing(contract: unknown, input: object): Promise<void> {
  const context: CallContext = {
    caller: 'civil-servants',
    agency: { code: PROVINCE, name: 'Ủy ban nhân dân thành phố Hà Nội' },
    actor: { kind: 'machine', name: 'test' },
    purpose: 'personnel-management',
    idempotencyKey: newId(),
  };
  const decision = { number: '15/QĐ-SNV', issuedOn: '2026-01-02', issuer: 'Sở Nội vụ' };
  await call(running.house, contract as ServiceContract, { ...input, decision } as never, context);
}

/** Somebody whom the personnel office gives a post at the province, as the desk knows them then. */
async function appointed(power: string, code: string): Promise<OfficialSigner> {
  const { number, name } = people.shift()!;
  const from = '2026-01-05';
  const position = { agencyCode: PROVINCE, code, title: 'Lãnh đạo', category: 'leadership', gradeCode: '01.002' };
  await doing(civilServants.definePosition, { ...position, staffLimit: 2, power, from: '2026-01-01' });
  await doing(civilServants.recruit, {
    number,
    employment: 'cadre',
    agencyCode: PROVINCE,
    gradeCode: '01.002',
    step: 1,
    from,
  });
  await doing(civilServants.appoint, { number, agencyCode: PROVINCE, positionCode: code, manner: 'appointed', from });
  for (let tries = 0; tries < 200; tries++) {
    const post = (await appointmentsOf(running.house, number)).find(({ role }) => role === power);
    if (post) {
      const { officialId, role, title, agencyCode, agencyName } = post;
      return {
        kind: 'official',
        personalNumber: number,
        name,
        officialId,
        role,
        title: title.vi,
        agencyCode,
        agencyName,
      };
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the directory was not told');
}

test('the chair of a province lets the deputy sign, and who acts in the post by delegation does not', async () => {
  const chair = await appointed('provincial-chair', 'VT091');
  const deputy = await appointed('provincial-deputy-chair', 'VT092');
  const officer = await appointed('personnel-officer', 'VT093');
  assert.ok(await mayDelegate(running.house, chair));
  assert.ok(!(await mayDelegate(running.house, deputy)));
  const keys = (await colleaguesOf(running.house, chair)).map(({ key }) => key);
  const keyOf = ({ officialId, role }: OfficialSigner) => `${officialId} ${role}`;
  assert.ok(keys.includes(keyOf(deputy)) && keys.includes(keyOf(officer)) && !keys.includes(keyOf(chair)));
  const form = (to: OfficialSigner, but: Partial<OfferForm> = {}): OfferForm => ({
    id: newId(),
    to: keyOf(to),
    capacity: 'deputy',
    kinds: ['decision'],
    grounds: '12/QĐ-UBND, Quyết định phân công nhiệm vụ',
    groundsOn: today(),
    fromOn: today(),
    untilOn: undefined,
    ...but,
  });
  await offerToColleague(running.house, chair, form(deputy));
  await offerToColleague(running.house, chair, form(officer, { capacity: 'order' }));
  await assert.rejects(offerToColleague(running.house, chair, form(officer)), {
    code: 'signing.delegation_not_deputy',
  });
  await assert.rejects(offerToColleague(running.house, deputy, form(officer)), { code: 'signing.delegation_not_head' });
  await delegate(running.house, {
    fromOfficialId: chair.officialId,
    toOfficialId: officer.officialId,
    role: 'provincial-chair',
    agencyCode: PROVINCE,
    during: { from: today() },
    reason: 'Đi công tác',
  });
  const acting = { ...officer, role: 'provincial-chair', title: chair.title };
  assert.ok(!(await mayDelegate(running.house, acting)));
  await assert.rejects(offerToColleague(running.house, acting, form(deputy)), { code: 'signing.delegation_not_head' });
});
