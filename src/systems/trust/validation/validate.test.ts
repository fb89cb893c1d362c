import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificateOf, type TestHolder } from '../../../../test/support/certificates.ts';
import {
  answerOf,
  authorityOf,
  day,
  foundOf,
  listOf,
  responderOf,
  signerOf,
  stamperOf,
  stampOf,
} from '../../../../test/support/signatures.ts';
import { readOcspAnswer } from '../path/ocsp-answer.ts';
import { readRevocationList } from '../path/revocation-list.ts';
import type { Trusted } from './context.ts';
import type { FoundSignature, ReadableSignature } from './found.ts';
import { validateSignature } from './validate.ts';

const long = { from: day('2021-01-01'), until: day('2050-01-01') };
const root = authorityOf('Root', undefined, long);
const seals = authorityOf('Seals', root, long);
const services = authorityOf('Services', root, long);
const signer = signerOf('Ward', seals, { from: day('2026-01-01'), until: day('2031-01-01') });
const stamper = stamperOf('Stamps', services, { from: day('2026-01-01'), until: day('2036-01-01') });
const authorities = [seals.certificate, services.certificate];

type Revoked = { one: TestHolder; at: Date; reason?: number }[];

/** The lists that are current at an instant. */
const listsAt = (at: Date, revoked: Revoked = [], tellsOfEnded = false): Promise<Buffer[]> => {
  const from = new Date(+at - 3_600_000);
  const until = new Date(+at + 3_600_000);
  const by = (issuer: TestHolder) =>
    revoked.filter(({ one }) => one.certificate.issuer.equals(issuer.certificate.subject));
  const all = [root, seals, services];
  return Promise.all(all.map((issuer) => listOf(issuer, { from, until, revoked: by(issuer), tellsOfEnded })));
};

interface World extends Partial<Trusted> {
  revoked?: Revoked;
  tellsOfEnded?: boolean;
  offline?: boolean;
}

async function judge(found: FoundSignature, at: string, { revoked = [], tellsOfEnded, offline, ...more }: World = {}) {
  const now = day(at);
  return validateSignature(found, {
    at: now,
    anchors: [root.certificate],
    certificates: authorities,
    lists: offline ? [] : (await listsAt(now, revoked, tellsOfEnded)).map(readRevocationList),
    answers: [],
    ...more,
  });
}
const said = async (found: FoundSignature, at: string, world: World = {}): Promise<string> => {
  const { indication, sub } = await judge(found, at, world);
  return sub ? `${indication} ${sub}` : indication;
};

/** A signature that was stamped right after it was made. */
async function stamped(
  at = day('2026-06-01'),
  more: Partial<ReadableSignature> = {},
  by = stamper,
): Promise<ReadableSignature> {
  const found = foundOf(signer, { at, level: 'B-T', ...more });
  return {
    ...found,
    timeStamps: [...found.timeStamps, await stampOf(by, { kind: 'signature', over: found.value.signature, at })],
  };
}

test('a signature holds while its certificate does, and says who signed and until when it holds', async () => {
  const result = await judge(foundOf(signer, {}), '2026-07-01');
  assert.equal(result.indication, 'TOTAL-PASSED');
  assert.equal(result.signer?.name, 'Ward');
  assert.equal(result.signer?.issuer, 'Seals');
  assert.deepEqual(result.signedAt, { claimed: day('2026-06-01') });
  assert.deepEqual(result.holdsUntil, day('2031-01-01'));
});

test('a time stamp proves when it was signed', async () => {
  const result = await judge(await stamped(), '2026-07-01');
  assert.equal(result.indication, 'TOTAL-PASSED');
  assert.deepEqual(result.signedAt.proven, day('2026-06-01'));
  assert.deepEqual(result.timeStamps, [{ kind: 'signature', at: day('2026-06-01'), by: 'Stamps', holds: true }]);
});

test('a certificate revoked after the proven time of signing takes nothing with it; revoked before, it does', async () => {
  const revoked = [{ one: signer, at: day('2027-01-01') }];
  const result = await judge(await stamped(), '2027-06-01', { revoked });
  assert.equal(result.indication, 'TOTAL-PASSED');
  assert.deepEqual(result.revokedAt, day('2027-01-01'));
  assert.equal(await said(foundOf(signer, {}), '2027-06-01', { revoked }), 'INDETERMINATE REVOKED_NO_POE');
  assert.equal(await said(await stamped(day('2027-02-01')), '2027-06-01', { revoked }), 'INDETERMINATE REVOKED_NO_POE');
  const authority = [{ one: seals, at: day('2027-01-01') }];
  assert.equal(await said(await stamped(), '2027-06-01', { revoked: authority }), 'TOTAL-PASSED');
  assert.equal(
    await said(foundOf(signer, {}), '2027-06-01', { revoked: authority }),
    'INDETERMINATE REVOKED_CA_NO_POE',
  );
});

test('while a certificate is suspended nobody knows of what it signed since', async () => {
  const revoked = [{ one: signer, at: day('2027-01-01'), reason: 6 }];
  assert.equal(await said(foundOf(signer, {}), '2027-06-01', { revoked }), 'INDETERMINATE TRY_LATER');
  assert.equal(await said(await stamped(day('2027-02-01')), '2027-06-01', { revoked }), 'INDETERMINATE TRY_LATER');
  assert.equal(
    await said(await stamped(), '2027-06-01', { revoked }),
    'TOTAL-PASSED',
    'signed before it was suspended',
  );
});

test('an answer about the certificate serves as a list does, and only from whom its issuer let answer', async () => {
  const at = day('2027-06-01');
  const life = { from: new Date(+at - 60_000), until: new Date(+at + 60_000) };
  const about = async (issuer: TestHolder, one: TestHolder, responder: TestHolder) =>
    readOcspAnswer(await answerOf(responder, issuer, { about: one, status: 'good', ...life }));
  const good = (issuer: TestHolder, one: TestHolder) => about(issuer, one, responderOf('Responder', issuer));
  const answers = [
    await good(root, seals),
    await good(root, services),
    await good(seals, signer),
    await good(services, stamper),
  ];
  assert.equal(await said(await stamped(), '2027-06-01', { offline: true, answers }), 'TOTAL-PASSED');
  for (const [issuer, responder] of [
    [root, seals],
    [seals, responderOf('Responder', services)],
    [seals, signerOf('Responder', seals)],
  ] as const) {
    const wrong = await about(issuer === root ? root : seals, issuer === root ? seals : signer, responder);
    const [first, second, third, fourth] = answers;
    const others = issuer === root ? [second!, third!, fourth!] : [first!, second!, fourth!];
    assert.equal(
      await said(foundOf(signer, {}), '2027-06-01', { offline: true, answers: [...others, wrong] }),
      'INDETERMINATE TRY_LATER',
    );
  }
  const revoked = readOcspAnswer(
    await answerOf(responderOf('Responder', seals), seals, {
      about: signer,
      status: { kind: 'revoked', reason: 1, at: day('2026-03-01') },
      ...life,
    }),
  );
  assert.equal(
    await said(await stamped(), at.toISOString().slice(0, 10), { answers: [revoked] }),
    'INDETERMINATE REVOKED_NO_POE',
  );
});

test('a certificate that ended holds on when it is known that it was not revoked, and the time is proven', async () => {
  assert.equal(await said(await stamped(), '2032-01-01', { tellsOfEnded: true }), 'TOTAL-PASSED');
  assert.equal(await said(await stamped(), '2032-01-01'), 'INDETERMINATE OUT_OF_BOUNDS_NO_POE');
  assert.equal(
    await said(foundOf(signer, {}), '2032-01-01', { tellsOfEnded: true }),
    'INDETERMINATE OUT_OF_BOUNDS_NOT_REVOKED',
  );
  assert.equal(await said(foundOf(signer, {}), '2025-06-01'), 'TOTAL-FAILED NOT_YET_VALID');
});

test('what was changed, or never signed by that key, failed for ever', async () => {
  const reference = { name: 'a', digest: 'sha256' as const };
  const found = foundOf(signer, {});
  assert.equal(
    await said({ ...found, references: [{ ...reference, result: 'different' }] }, '2026-07-01'),
    'TOTAL-FAILED HASH_FAILURE',
  );
  assert.equal(
    await said({ ...found, references: [{ ...reference, result: 'missing' }] }, '2026-07-01'),
    'INDETERMINATE SIGNED_DATA_NOT_FOUND',
  );
  assert.equal(await said({ ...found, references: [] }, '2026-07-01'), 'INDETERMINATE SIGNED_DATA_NOT_FOUND');
  const value = { ...found.value, signed: Buffer.from('something else') };
  assert.equal(await said({ ...found, value }, '2026-07-01'), 'TOTAL-FAILED SIG_CRYPTO_FAILURE');
  const text = { vi: 'Trang đã đổi.', en: 'A page was changed.' };
  const coverage = { ...found.coverage, later: { permitted: [], forbidden: text } };
  const result = await judge({ ...found, coverage }, '2026-07-01');
  assert.deepEqual([result.indication, result.sub, result.problem?.text], ['TOTAL-FAILED', 'FORMAT_FAILURE', text]);
  const problem = { code: 'torn', text, as: 'FORMAT_FAILURE' } as const;
  assert.equal(await said({ id: '1', format: 'XAdES', problem }, '2026-07-01'), 'TOTAL-FAILED FORMAT_FAILURE');
});

test('a signature must name its certificate, and its certificate must lead to a root for this purpose', async () => {
  const found = foundOf(signer, {});
  assert.equal(await said({ ...found, signer: undefined }, '2026-07-01'), 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND');
  assert.equal(
    await said({ ...found, signerReference: 'different' }, '2026-07-01'),
    'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND',
  );
  assert.equal(
    await said({ ...found, signerReference: 'absent' }, '2026-07-01'),
    'INDETERMINATE SIG_CONSTRAINTS_FAILURE',
  );
  assert.equal(await said({ ...found, claimed: {} }, '2026-07-01'), 'INDETERMINATE SIG_CONSTRAINTS_FAILURE');
  assert.equal(await said(found, '2026-07-01', { anchors: [] }), 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
  const stranger = signerOf('Ward', authorityOf('Seals', authorityOf('Root', undefined)));
  assert.equal(await said(foundOf(stranger, {}), '2026-07-01'), 'INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
  assert.equal(await said(foundOf(stamper, {}), '2026-07-01'), 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE');
  const child = certificateOf({ name: 'Child', issuer: signer });
  const found2 = foundOf(child, { certificates: [child.certificate, signer.certificate] });
  assert.equal(await said(found2, '2026-07-01'), 'INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE');
});

test('a signature that was there before its certificate is a forgery', async () => {
  const found = foundOf(signer, {});
  const over = await stampOf(stamperOf('Old stamps', services, long), {
    kind: 'signature',
    over: found.value.signature,
    at: day('2025-06-01'),
  });
  assert.equal(await said({ ...found, timeStamps: [over] }, '2026-07-01'), 'TOTAL-FAILED NOT_YET_VALID');
  // A stamp over another signature proves nothing.
  const result = await judge({ ...found, timeStamps: [{ ...over, imprint: () => Buffer.alloc(32) }] }, '2026-07-01');
  assert.deepEqual([result.indication, result.timeStamps[0]!.sub], ['TOTAL-PASSED', 'HASH_FAILURE']);
});

test('content that was stamped after its signer’s certificate had ended was signed after that', async () => {
  const content = async (at: Date) => [await stampOf(stamper, { kind: 'content', over: Buffer.from('content'), at })];
  const revoked = [{ one: signer, at: day('2027-01-01') }];
  assert.equal(
    await said(foundOf(signer, { timeStamps: await content(day('2027-02-01')) }), '2027-06-01', { revoked }),
    'TOTAL-FAILED REVOKED',
  );
  assert.equal(
    await said(foundOf(signer, { timeStamps: await content(day('2026-02-01')) }), '2027-06-01', { revoked }),
    'INDETERMINATE REVOKED_NO_POE',
  );
  assert.equal(
    await said(foundOf(signer, { timeStamps: await content(day('2031-06-01')) }), '2032-01-01'),
    'TOTAL-FAILED EXPIRED',
  );
  assert.equal(
    await said(await stamped(day('2026-06-01'), { timeStamps: await content(day('2026-07-01')) }), '2026-08-01'),
    'INDETERMINATE TIMESTAMP_ORDER_FAILURE',
  );
});

test('an outdated algorithm is refused, also where it was outdated when it was signed', async () => {
  const found = foundOf(signer, { digest: 'sha1' });
  assert.equal(await said(found, '2026-07-01'), 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE');
  const old = signerOf('Old', seals, { from: day('2005-01-01'), until: day('2040-01-01') });
  const ancient = foundOf(old, { digest: 'sha1', at: day('2010-01-01') });
  assert.equal(await said(ancient, '2026-07-01'), 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
  const elders = stamperOf('Elders', services, { from: day('2005-01-01'), until: day('2040-01-01') });
  const stamp = await stampOf(elders, { kind: 'signature', over: ancient.value.signature, at: day('2010-01-02') });
  assert.equal(await said({ ...ancient, timeStamps: [stamp] }, '2026-07-01'), 'TOTAL-PASSED');
});

/** Signed in 2026 and stamped, with the lists of then and of the day after; then stamped for the archive year after year. */
async function archived(years: readonly { at: Date; by: TestHolder }[]): Promise<ReadableSignature> {
  const found = await stamped();
  const evidence = [...(await listsAt(day('2026-06-02')))];
  const timeStamps = [...found.timeStamps];
  for (const { at, by } of years) {
    const own = await listsAt(at);
    evidence.push(...own);
    const covers = [
      ...evidence,
      ...authorities.map(({ der }) => der),
      ...years.map(({ by: one }) => one.certificate.der),
      signer.certificate.der,
      stamper.certificate.der,
      ...timeStamps.map(({ token }) => token),
    ];
    timeStamps.push(await stampOf(by, { kind: 'archive', over: Buffer.concat(covers), at, covers: [...covers] }));
  }
  return { ...found, level: 'B-LTA', timeStamps, evidence: { lists: evidence, answers: [] } };
}

test('stamped anew before each stamp ends, a signature holds long after all its certificates have', async () => {
  const second = stamperOf('Stamps 2', services, { from: day('2030-01-01'), until: day('2041-01-01') });
  const third = stamperOf('Stamps 3', services, { from: day('2038-01-01'), until: day('2049-01-01') });
  const chain = await archived([
    { at: day('2030-06-01'), by: second },
    { at: day('2040-06-01'), by: third },
  ]);
  const result = await judge(chain, '2048-01-01');
  assert.equal(result.sub, undefined);
  assert.equal(result.indication, 'TOTAL-PASSED');
  assert.deepEqual(result.signedAt.proven, day('2026-06-01'));
  assert.deepEqual(result.holdsUntil, day('2049-01-01'));
  // Too late: the first stamp had ended before the next was made.
  const late = await archived([{ at: day('2040-06-01'), by: third }]);
  assert.equal(await said(late, '2048-01-01'), 'INDETERMINATE OUT_OF_BOUNDS_NO_POE');
});

test('offline, the lists that a signature carries show that its certificate was good when it was signed', async () => {
  const at = day('2026-06-01');
  const found = { ...(await stamped()), evidence: { lists: await listsAt(at), answers: [] } };
  assert.equal(await said(await stamped(), '2027-06-01', { offline: true }), 'INDETERMINATE TRY_LATER');
  // The stamp too needs a word that it is good now.
  const lists = (await listsAt(day('2027-06-01'))).map(readRevocationList).slice(0, 1);
  const own = readRevocationList((await listsAt(day('2027-06-01')))[2]!);
  assert.equal(await said(found, '2027-06-01', { offline: true, lists: [...lists, own] }), 'TOTAL-PASSED');
});
