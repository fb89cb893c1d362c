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
const listsAt = (at: Date, revoked: Revoked = [], tellsOfEnded = false): Buffer[] => {
  const from = new Date(+at - 3_600_000);
  const until = new Date(+at + 3_600_000);
  const by = (issuer: TestHolder) =>
    revoked.filter(({ one }) => one.certificate.issuer.equals(issuer.certificate.subject));
  return [root, seals, services].map((issuer) => listOf(issuer, { from, until, revoked: by(issuer), tellsOfEnded }));
};

interface World extends Partial<Trusted> {
  revoked?: Revoked;
  tellsOfEnded?: boolean;
  offline?: boolean;
}

function judge(found: FoundSignature, at: string, { revoked = [], tellsOfEnded, offline, ...more }: World = {}) {
  const now = day(at);
  return validateSignature(found, {
    at: now,
    anchors: [root.certificate],
    certificates: authorities,
    lists: offline ? [] : listsAt(now, revoked, tellsOfEnded).map(readRevocationList),
    answers: [],
    ...more,
  });
}
const said = (found: FoundSignature, at: string, world: World = {}): string => {
  const { indication, sub } = judge(found, at, world);
  return sub ? `${indication} ${sub}` : indication;
};

/** A signature that was stamped right after it was made. */
function stamped(at = day('2026-06-01'), more: Partial<ReadableSignature> = {}, by = stamper): ReadableSignature {
  const found = foundOf(signer, { at, level: 'B-T', ...more });
  return {
    ...found,
    timeStamps: [...found.timeStamps, stampOf(by, { kind: 'signature', over: found.value.signature, at })],
  };
}

test('a signature holds while its certificate does, and says who signed and until when it holds', () => {
  const result = judge(foundOf(signer, {}), '2026-07-01');
  assert.equal(result.indication, 'TOTAL-PASSED');
  assert.equal(result.signer?.name, 'Ward');
  assert.equal(result.signer?.issuer, 'Seals');
  assert.deepEqual(result.signedAt, { claimed: day('2026-06-01') });
  assert.deepEqual(result.holdsUntil, day('2031-01-01'));
});

test('a time stamp proves when it was signed', () => {
  const result = judge(stamped(), '2026-07-01');
  assert.equal(result.indication, 'TOTAL-PASSED');
  assert.deepEqual(result.signedAt.proven, day('2026-06-01'));
  assert.deepEqual(result.timeStamps, [{ kind: 'signature', at: day('2026-06-01'), by: 'Stamps', holds: true }]);
});
