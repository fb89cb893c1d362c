import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { before, test } from 'node:test';
import { missing } from '../../../../../test/support/chromium.ts';
import { documentOf } from '../../../../../test/support/document.ts';
import {
  application,
  asOwner,
  aSigner,
  file,
  OFFICER_POST,
  openSigningHouse,
  refusedWith,
  signingHouse,
  type Someone,
} from '../../../../../test/support/signers.ts';
import { setClock, today } from '../../../../kernel/clock.ts';
import { newId } from '../../../../kernel/ids.ts';
import { validateFile } from '../../index.ts';
import type { SealingHouse } from '../../keys.ts';
import { askDocumentSignature, readDocumentFile, signOwnDocument, takeDocument } from '../document/actions.ts';
import type { DocumentOwner } from '../document/keeping.ts';
import { actOnDelegation, listOwnDelegations, offerDelegation, readOwnDelegation } from './actions.ts';
import { delegationStanding, steadOf, type DelegationOffer } from './rules.ts';

/** Signing for another (Decree 30/2020/NĐ-CP art. 13). */

let house: SealingHouse;
openSigningHouse();
before(() => {
  house = signingHouse();
});

const CHAIR = { officialId: newId(), name: 'Trần Văn An', role: 'committee-chair', title: 'Chủ tịch Ủy ban nhân dân' };
const DEPUTY = {
  officialId: newId(),
  name: 'Lê Thị Bình',
  role: 'committee-deputy-chair',
  title: 'Phó Chủ tịch Ủy ban nhân dân',
};
const { agencyCode, agencyName } = OFFICER_POST;

/** An offer of the chair to the deputy, as it should be. */
const offer = (but: Partial<DelegationOffer> = {}): DelegationOffer => ({
  id: newId(),
  capacity: 'deputy',
  agencyCode,
  agencyName,
  from: CHAIR,
  to: DEPUTY,
  kinds: ['decision', 'official-letter'],
  grounds: '12/QĐ-UBND, Quyết định phân công nhiệm vụ',
  groundsOn: today(),
  fromOn: today(),
  untilOn: undefined,
  ...but,
});

async function offered(but: Partial<DelegationOffer> = {}): Promise<DelegationOffer> {
  const made = offer(but);
  await offerDelegation(house, made);
  return made;
}

const act = (made: DelegationOffer, what: 'accepted' | 'declined' | 'ended', by = made.to) =>
  actOnDelegation(house, { id: made.id, officialId: by.officialId, act: what, why: 'Theo phân công' });

const standing = async ({ id, from }: DelegationOffer) =>
  delegationStanding(await readOwnDelegation(house, { id, officialId: from.officialId }), today());

test('what the decree does not know is not offered', async () => {
  const refused = (but: Partial<DelegationOffer>, code: string) =>
    assert.rejects(offerDelegation(house, offer(but)), refusedWith(code));
  const officer = { officialId: newId(), name: 'Phạm Văn Cường', role: 'civil-status-officer', title: 'Công chức' };
  await refused({ from: officer }, 'signing.delegation_not_head');
  await refused({ to: CHAIR }, 'signing.delegation_to_self');
  await refused({ to: officer }, 'signing.delegation_not_deputy');
  await refused({ kinds: [] }, 'signing.delegation_kinds_missing');
  await refused({ kinds: ['poem'] }, 'signing.delegation_kinds_missing');
  await refused({ grounds: '  x  ' }, 'signing.delegation_grounds_missing');
  await refused({ groundsOn: '2999-01-01' }, 'signing.delegation_grounds_missing');
  await refused({ capacity: 'authorisation', to: officer }, 'signing.delegation_end_missing');
  await refused({ untilOn: '2000-01-01' }, 'signing.delegation_period_wrong');
  await refused({ fromOn: '2999-01-01', untilOn: '2999-12-31', to: CHAIR }, 'signing.delegation_to_self');
  await refused({ untilOn: '2999-12-31' }, 'signing.delegation_period_wrong');
});

test('heads of other agencies let their own deputies sign, and nobody else for them', async () => {
  const head = { ...CHAIR, role: 'minister', title: 'Bộ trưởng' };
  const deputy = { ...DEPUTY, role: 'deputy-minister', title: 'Thứ trưởng' };
  const made = offer({ from: head, to: deputy, agencyCode: 'G15', agencyName: 'Bộ Tư pháp' });
  await offerDelegation(house, made);
  assert.equal(steadOf(made), 'KT. BỘ TRƯỞNG');
  const refused = (but: Partial<DelegationOffer>, code: string) =>
    assert.rejects(offerDelegation(house, offer(but)), refusedWith(code));
  await refused({ from: head, to: DEPUTY }, 'signing.delegation_not_deputy');
  await refused({ from: CHAIR, to: deputy }, 'signing.delegation_not_deputy');
  await refused({ from: deputy, to: DEPUTY, capacity: 'order' }, 'signing.delegation_not_head');
  for (const role of ['constructor', '__proto__', ''])
    await refused({ from: { ...CHAIR, role } }, 'signing.delegation_not_head');
});

test('an offer is answered once by who got it, ended by either, and seen by nobody else', async () => {
  const made = await offered();
  await offerDelegation(house, made);
  const all = await listOwnDelegations(house, { officialId: CHAIR.officialId, agencyCode });
  assert.equal(all.filter(({ id }) => id === made.id).length, 1);
  assert.equal(await standing(made), 'offered');
  const stranger = { ...CHAIR, officialId: newId() };
  await assert.rejects(act(made, 'accepted', stranger), refusedWith('signing.delegation_unknown'));
  await assert.rejects(act(made, 'accepted', CHAIR), refusedWith('signing.delegation_act_refused'));
  await assert.rejects(act(made, 'ended'), refusedWith('signing.delegation_act_refused'));
  const both = await Promise.allSettled([act(made, 'accepted'), act(made, 'declined')]);
  assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
  const declined = await offered();
  await act(declined, 'declined');
  await act(declined, 'declined');
  assert.equal(await standing(declined), 'declined');
  await assert.rejects(act(declined, 'accepted'), refusedWith('signing.delegation_act_refused'));
  await assert.rejects(act(declined, 'ended', CHAIR), refusedWith('signing.delegation_act_refused'));
  const withdrawn = await offered();
  await act(withdrawn, 'ended', CHAIR);
  assert.equal(await standing(withdrawn), 'ended');
  await assert.rejects(act(withdrawn, 'accepted'), refusedWith('signing.delegation_act_refused'));
});

/** Brings a PDF and asks to sign it for another. */
async function asks(someone: Someone, stead: { delegationId: string; kind: string }, name = newId()) {
  const owner: DocumentOwner = { personalNumber: someone.personalNumber, area: 'desk' };
  const id = await takeDocument(house, owner, { name: 'quyết định.pdf', bytes: documentOf(name) });
  const asked = { id, credentialId: someone.credential.id, application };
  const { challenge } = await askDocumentSignature(house, owner, { ...asked, stead });
  const sign = () => signOwnDocument(house, owner, { ...asked, response: someone.passkey.answer(challenge) });
  const signed = async () => (await readDocumentFile(house, owner, { id, which: 'signed' })).bytes;
  return { sign, signed };
}

test(
  'a deputy signs for the chair: the page, the signature and the check say so',
  { skip: missing('pdfsig', 'pdftotext') },
  async () => {
    const deputy = await aSigner({ name: DEPUTY.name, post: { ...OFFICER_POST, ...DEPUTY } as never });
    const officer = await aSigner({ post: OFFICER_POST });
    const made = await offered();
    const stead = { delegationId: made.id, kind: 'decision' };
    await assert.rejects(asks(deputy, stead), refusedWith('signing.delegation_not_in_force'));
    await act(made, 'accepted');
    await assert.rejects(asks(deputy, { ...stead, kind: 'contract' }), refusedWith('signing.delegation_not_for_kind'));
    await assert.rejects(asks(officer, stead), refusedWith('signing.delegation_unknown'));
    const paper = await asks(deputy, stead);
    await paper.sign();
    const bytes = await paper.signed();
    const [verdict] = (await validateFile(house, { filename: 'a.pdf', bytes })).signatures;
    assert.equal(verdict!.indication, 'TOTAL-PASSED');
    assert.equal(verdict!.claimed.roles![0], 'KT. CHỦ TỊCH ỦY BAN NHÂN DÂN');
    assert.deepEqual(verdict!.delegation, { isHeld: true, grounds: made.grounds, groundsOn: made.groundsOn });
    const path = file('for-another.pdf', bytes);
    assert.match(spawnSync('pdfsig', [path], { encoding: 'utf8' }).stdout, /Signature is Valid/);
    assert.match(
      spawnSync('pdftotext', [path, '-'], { encoding: 'utf8' }).stdout,
      /KT\. CHỦ TỊCH ỦY BAN NHÂN DÂN[\s\S]*Lê Thị Bình/,
    );
    // What was agreed to before it ended is not signed after.
    const late = await asks(deputy, stead);
    await act(made, 'ended', CHAIR);
    await assert.rejects(late.sign(), refusedWith('signing.delegation_not_in_force'));
    await assert.rejects(asks(deputy, stead), refusedWith('signing.delegation_not_in_force'));
    const [still] = (await validateFile(house, { filename: 'a.pdf', bytes })).signatures;
    assert.equal(still!.delegation!.isHeld, true);
  },
);

test('a signature for another rests on a delegation of that time, and the consent names it', async () => {
  const deputy = await aSigner({ name: DEPUTY.name, post: { ...OFFICER_POST, ...DEPUTY } as never });
  const [made, other] = [await offered(), await offered({ kinds: ['contract'] })];
  await act(made, 'accepted');
  await act(other, 'accepted');
  const paper = await asks(deputy, { delegationId: made.id, kind: 'decision' });
  await asOwner(
    `UPDATE trust.activation SET delegation_id = '${other.id}', document_kind = 'contract' WHERE delegation_id = '${made.id}'`,
  );
  await assert.rejects(paper.sign(), refusedWith('signing.assertion_refused'));
  const good = await asks(deputy, { delegationId: made.id, kind: 'decision' });
  await good.sign();
  await asOwner(
    `UPDATE trust.signing_delegation_act SET at = now() + interval '1 day' WHERE delegation_id = '${made.id}'`,
  );
  const [verdict] = (await validateFile(house, { filename: 'a.pdf', bytes: await good.signed() })).signatures;
  assert.equal(verdict!.delegation!.isHeld, false);
  const brief = await offered({ capacity: 'authorisation', untilOn: today() });
  await act(brief, 'accepted');
  setClock(new Date(Date.now() + 2 * 24 * 3600 * 1000));
  assert.equal(await standing(brief), 'over');
  await assert.rejects(
    asks(deputy, { delegationId: brief.id, kind: 'decision' }),
    refusedWith('signing.delegation_not_in_force'),
  );
  setClock();
});
