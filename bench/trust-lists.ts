import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { ownerClient, type Connection } from '../src/kernel/db.ts';
import type { House } from '../src/kernel/system.ts';
import { openAuthority } from '../src/systems/trust/keys.ts';
import { findRevocation, readRevocationList, type RevocationList } from '../src/systems/trust/path/revocation-list.ts';
import { issueRevocationList, RevokedEntries } from '../src/systems/trust/status/list-issue.ts';
import { currentListOf } from '../src/systems/trust/status/lists.ts';
import { PARTITIONS } from '../src/systems/trust/status/partition.ts';
import { printDetail, printFigure } from './figures.ts';

/** Certificates of one authority that are revoked, and certificates that are looked for in a list. */
const REVOKED = 1_000_000;
const LOOKED_FOR = 5;
const AUTHORITY = 'agency-seal-authority';
const PART = 17;

/**
 * Revocation lists when a million certificates are revoked: the full one from its entries to signed bytes, and one of its 128
 * parts from the database; then the answer about one certificate. All in processor time of this process. The limit: the
 * hash and signature of as many bytes.
 */
export async function trustLists(house: House, connection: Connection): Promise<void> {
  const issuer = await openAuthority(house, AUTHORITY);
  const thisUpdate = new Date();
  const before_bytes = process.memoryUsage.rss();
  const full = await timed(async () => {
    const entries = new RevokedEntries();
    for (let i = 0; i < REVOKED; i++) entries.add({ serialBytes: serialOf(i), at: thisUpdate, reason: i % 6 });
    return issueRevocationList({ issuer, number: 1, thisUpdate, nextUpdate: thisUpdate, entries });
  });
  const more_bytes = process.memoryUsage.rss() - before_bytes;
  await report('trust.list.full', full, readRevocationList(full.result), {
    'memory more than before, MB': toMB(more_bytes),
  });

  const owner = ownerClient(connection);
  await owner.connect();
  await owner.query(
    `INSERT INTO trust.status_act (authority, serial, number, kind, reason, at, done_by, why)
     SELECT '${AUTHORITY}', substr(encode(sha256(i::text::bytea), 'hex'), 1, 30) || $1, 1, 'revoked', i % 6,
            date_trunc('second', now()) - make_interval(secs => i), 'bench', 'for a measurement'
       FROM generate_series(1, $2::integer) AS i`,
    [PART.toString(16).padStart(2, '0'), Math.ceil(REVOKED / PARTITIONS)],
  );
  await owner.end();
  // What is opened for the first list is open for all.
  await currentListOf(house, { authority: AUTHORITY, partition: PART + 1 });
  const before = process.cpuUsage();
  const { der, read } = await currentListOf(house, { authority: AUTHORITY, partition: PART });
  const { user, system } = process.cpuUsage(before);
  await report('trust.list.part', { result: der, seconds: (user + system) / 1e6 }, read, {});
}

async function report(
  bench: string,
  { result, seconds }: { result: Buffer; seconds: number },
  list: RevocationList,
  more: Record<string, number>,
): Promise<void> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const bare = await timed(() => sign('sha256', result, privateKey));
  const look = (i: number) => findRevocation(list, { issuerName: list.issuerName, serialBytes: serialOf(-1 - i) });
  const first = await timed(() => look(0));
  const looked = await timed(() => {
    for (let i = 1; i <= LOOKED_FOR; i++) look(i);
  });
  printDetail(bench, {
    'length, kB': Math.round(result.length / 1000),
    'first certificate looked up, ms': Math.round(first.seconds * 1000),
    'each further one, ms': Math.round((looked.seconds / LOOKED_FOR) * 10_000) / 10,
    ...more,
  });
  printFigure({ bench, value: 1 / seconds, unit: 'lists/s', limit: 1 / bare.seconds });
}

const serialOf = (i: number): Buffer => createHash('sha256').update(`${i}`).digest().subarray(0, 16);
const toMB = (bytes: number): number => Math.round(bytes / 1e6);

async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; seconds: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1_000_000 };
}
