import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { House } from '../src/kernel/system.ts';
import { readCertificationRequest } from '../src/systems/trust/enrolment/certification-request.ts';
import { issueForMachine } from '../src/systems/trust/enrolment/issue.ts';
import { lineOf } from '../src/systems/trust/log/entry.ts';
import { insertWaiting } from '../src/systems/trust/log/store.ts';
import { requestFor } from '../test/support/certification-request.ts';
import { printDetail, printFigure } from './figures.ts';

/** Certificates that are issued, and so many asked for at once. */
const CERTIFICATES = 3_000;
const AT_ONCE = 200;
const WARM_UP = 200;
/** Bytes of a certificate that are signed. */
const SIGNED_BYTES = 600;

/**
 * `trust.issue`: certificates for machines' own keys, from the bytes of a request whose signature is checked, by every rule, to a
 * certificate that is stored with its entry in the public log. The limit: bare P-256 signatures over as many bytes, and a row each
 * by one statement for as many at once.
 */
export async function issueBench(house: House): Promise<void> {
  const requests = Array.from({ length: WARM_UP + CERTIFICATES }, (_, i) => {
    const name = `may-chu-${i}.mot-cua.example`;
    return { name, der: requestFor([name], generateKeyPairSync('ec', { namedCurve: 'P-256' })) };
  });
  const issue = async ({ name, der }: { name: string; der: Buffer }) => {
    const { publicKey, keyInfo, names } = readCertificationRequest(der);
    const order = { profile: 'tls-server', publicKey, keyInfo, names, holder: 'bench', requestKey: name } as const;
    await issueForMachine(house, order);
  };
  await inBatches(requests.slice(0, WARM_UP), issue);
  const issued = await inBatches(requests.slice(WARM_UP), issue);

  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toSign = randomBytes(SIGNED_BYTES);
  const db = house.db.as('trust');
  const hashes = Array.from({ length: CERTIFICATES }, (_, i) => createHash('sha256').update(`bare ${i}`).digest());
  const bare = await measured(hashes.length, async () => {
    for (let i = 0; i < hashes.length; i += AT_ONCE) {
      const batch = hashes.slice(i, i + AT_ONCE);
      for (const _ of batch) sign('sha256', toSign, privateKey);
      await insertWaiting(
        db,
        batch.map((hash) => lineOf('document', hash)),
      );
    }
  });
  printDetail('trust.issue', {
    certificates: CERTIFICATES,
    'by the clock, certificates/s': Math.round(issued.byClock),
    'bare by the clock, certificates/s': Math.round(bare.byClock),
  });
  printFigure({ bench: 'trust.issue', value: issued.byProcessor, unit: 'certificates/s', limit: bare.byProcessor });
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>) {
  return measured(items.length, async () => {
    for (let i = 0; i < items.length; i += AT_ONCE) await Promise.all(items.slice(i, i + AT_ONCE).map(work));
  });
}

/** How many a second: of this process's processor time, because others may use the machine meanwhile, and by the clock. */
async function measured(count: number, work: () => Promise<void>): Promise<{ byProcessor: number; byClock: number }> {
  const before = process.cpuUsage();
  const began = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    byProcessor: count / ((user + system) / 1_000_000),
    byClock: count / ((performance.now() - began) / 1000),
  };
}
