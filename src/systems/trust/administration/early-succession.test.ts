import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { documentOf } from '../../../../test/support/document.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { sealPdf, validateFile } from '../index.ts';
import { ensureAuthorities, openIssuer, openSeal } from '../keys.ts';
import { currentTrustedList } from '../trusted-list/actions.ts';
import {
  askFor,
  decideRequest,
  listRequests,
  openRequest,
  type Asking,
  type OfficialMove,
} from './requests/actions.ts';
import { ADMINISTRATOR, RESPONSIBLE_AGENCY, type Administrator } from './rules.ts';
import { succeedableKinds } from './state/actions.ts';

/** An authority is succeeded before its time, by two officials. */

const why = 'Nghi khóa của nơi cấp đã lộ, biên bản số 12.';
const AGENCY = { code: 'H26.1', name: 'Ủy ban nhân dân phường Giảng Võ' };
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(() => house.close());

const official = (name: string, role = ADMINISTRATOR): Administrator => ({
  kind: 'official',
  number: '001090000001',
  name,
  assurance: 'high',
  post: {
    officialId: `00000000-0000-4000-8000-0000000000${name === 'Hoa' ? '01' : '02'}`,
    role,
    title: { vi: '', en: '' },
    agencyCode: RESPONSIBLE_AGENCY,
    agencyName: '',
    territoryCode: '',
  },
});
const [hoa, binh] = [official('Hoa'), official('Bình')];
const ask = (asking: Asking, by = hoa) => askFor(house.house, by, { asking, why, requestKey: randomUUID() });
const succeed = (authority: string, by = hoa) => ask({ kind: 'succeed_authority', authority }, by);
const decide = (id: string, move: OfficialMove, by = binh, requestKey: string = randomUUID()) =>
  decideRequest(house.house, by, { id, move, words: why, requestKey });
const seal = () =>
  sealPdf(house.house, {
    pdf: documentOf('An'),
    agency: AGENCY,
    reason: 'Cấp kết quả',
    at: new Date(Math.floor(Date.now() / 1000) * 1000),
  });
const names = async () => [...(await ensureAuthorities(house.house)).keys()];
const KIND = 'agency-seal-authority';

test('what is no authority below a root is not succeeded, and nobody else may ask', async () => {
  for (const other of ['root', 'agency-seal', `${KIND}.2`, '', 'constructor'])
    await assert.rejects(succeed(other), { code: 'trust.no_such_authority' }, other);
  await assert.rejects(succeed(KIND, official('Hoa', 'data-steward')), { code: 'trust.not_an_administrator' });
  assert.deepEqual(await succeedableKinds(house.house), [
    'agency-seal-authority',
    'service-authority',
    'person-authority',
    'machine-authority',
  ]);
});

test('two officials give an authority a successor: it issues from then on, and what was sealed before holds', async () => {
  const old = await seal();
  const oldSeal = (await openSeal(house.house, AGENCY)).certificate;
  const id = await succeed(KIND);
  await assert.rejects(succeed(KIND, binh), { code: 'trust.already_asked' });
  await assert.rejects(decide(id, 'approve', hoa), { code: 'trust.own_request' });
  assert.ok(!(await names()).includes(`${KIND}.2`));
  const key = randomUUID();
  await Promise.all([decide(id, 'approve', binh, key), decide(id, 'approve', binh, key)]);
  assert.deepEqual(
    (await names()).filter((name) => name.startsWith(KIND)),
    [KIND, `${KIND}.2`],
    'once, though sent twice',
  );
  const { request, events } = await openRequest(house.house, id);
  assert.equal(request.state, 'approved');
  assert.deepEqual(
    events.map(({ officialName }) => officialName),
    ['Hoa', 'Bình'],
  );
  const fresh = await seal();
  const newSeal = (await openSeal(house.house, AGENCY)).certificate;
  assert.notEqual(newSeal.issuer.toString('hex'), oldSeal.issuer.toString('hex'));
  for (const { pdf } of [old, fresh]) {
    const { signatures } = await validateFile(house.house, { filename: 'a.pdf', bytes: pdf });
    assert.equal(signatures[0]!.indication, 'TOTAL-PASSED');
  }
});

test('what was refused or withdrawn makes no authority', async () => {
  const before = (await names()).length;
  await decide(await succeed('service-authority'), 'refuse');
  await decide(await succeed('service-authority'), 'withdraw', hoa);
  assert.equal((await names()).length, before);
  assert.equal((await listRequests(house.house, { isOpen: true, page: 1 })).open, 0);
});

test('an authority that was revoked for its key is succeeded too; the trusted list says since when the old one is withdrawn', async () => {
  const { serial } = (await ensureAuthorities(house.house)).get('machine-authority')!.read;
  await decide(await ask({ kind: 'revoke', serial, reason: 'cACompromise' }), 'approve');
  await assert.rejects(openIssuer(house.house, 'machine-authority'), { code: 'trust.authority_withdrawn' });
  await decide(await succeed('machine-authority'), 'approve');
  assert.equal((await openIssuer(house.house, 'machine-authority')).name, 'machine-authority.2');
  const list = (await currentTrustedList(house.house)).list.toString();
  const authorities = await ensureAuthorities(house.house);
  const serviceOf = (name: string) => {
    const der = authorities.get(name as 'machine-authority')!.certificate.toString('base64');
    return list.split('<TSPService>').find((part) => part.includes(der) && part.includes('CA/PKC'))!;
  };
  assert.match(serviceOf('machine-authority'), /withdrawn[^]*<ServiceHistory>[^]*granted/);
  assert.match(serviceOf('machine-authority.2'), /granted/);
  assert.doesNotMatch(serviceOf('machine-authority.2'), /withdrawn/);
});
