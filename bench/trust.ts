import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, prepareDatabase } from '../src/house.ts';
import { readConfig } from '../src/kernel/config.ts';
import { createWebServer, type Edge } from '../src/kernel/http.ts';
import type { House } from '../src/kernel/system.ts';
import { type OpenDatabase, openPostgres } from '../src/open-postgres.ts';
import {
  extension,
  issueCertificate,
  keyBits,
  readCertificate,
  type Issuer,
} from '../src/systems/trust/certificate/certificate.ts';
import { contextTag, element, integer, objectId, octetString, sequence } from '../src/systems/trust/asn1/der.ts';
import { keyInHand } from '../src/systems/trust/keystore/private-key.ts';
import { ensureAuthorities, openSeal } from '../src/systems/trust/keys.ts';
import {
  buildLog,
  enterInLog,
  readEntryBundle,
  readLogState,
  treeOf,
  type LoggingHouse,
} from '../src/systems/trust/log/actions.ts';
import { formats } from './trust-formats.ts';
import { isIncluded, leafHash, nodeHash } from '../src/systems/trust/log/merkle.ts';
import { ProvenTree } from '../src/systems/trust/log/proven-tree.ts';
import { readBundle, TILE_WIDTH } from '../src/systems/trust/log/tile.ts';
import { answerOcsp } from '../src/systems/trust/ocsp/actions.ts';
import { findPath } from '../src/systems/trust/path/building.ts';
import { readRevocationList, type RevocationList } from '../src/systems/trust/path/revocation-list.ts';
import { issueRevocationList } from '../src/systems/trust/status/list-issue.ts';
import { routes as trustRoutes } from '../src/systems/trust/routes.ts';
import { PROFILES, type ProfileName } from '../src/systems/trust/rules.ts';
import { STATE_SCHEMES, type Signed } from '../src/systems/trust/certificate/signature-scheme.ts';
import { answerStampRequest } from '../src/systems/trust/time-stamp/actions.ts';
import { printDetail, printFigure } from './figures.ts';
import { issueBench } from './trust-issue.ts';
import type { Options } from './run.ts';
import { signerProcess } from './trust-signer.ts';
import { trustLists } from './trust-lists.ts';
import { pades } from './trust-pades.ts';
import { validation } from './trust-validation.ts';

/** Certificates that are validated, each once. */
const LEAVES = 2_000;
const from = new Date('2026-01-01T00:00:00Z');
const at = new Date('2026-11-22T00:00:00Z');

/** `trust`: what the trust services do in a second, beside the bare cryptography of the same run. */
export async function trust(options: Options): Promise<void> {
  await paths();
  await inHouse(async (house, { owner, signer }) => {
    // First, so that the cold figure is one of a process that has validated nothing yet.
    await validation(house);
    await log(house, options);
    await stamps(house);
    await formats(house);
    await answers(house);
    await pades(house);
    await trustLists(house, owner);
    await issueBench(house);
    await signerProcess(house, signer!);
  });
}

/** A house with a database of its own and nobody in it. */
async function inHouse(work: (house: House, database: OpenDatabase) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  chmodSync(folder, 0o711);
  const config = readConfig({ DATA_DIR: join(folder, 'data'), PEOPLE: '0', LOG: 'error' });
  const database = await openPostgres(config);
  try {
    await prepareDatabase(config, database);
    const house = await openHouse(config, database);
    await work(house, database);
    await house.db.close();
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function issue(profile: ProfileName, name: string, issuer?: Issuer): Promise<Issuer> {
  const { publicKey, privateKey: key } = generateKeyPairSync('ec', {
    namedCurve: PROFILES[profile].algorithm === 'P-256' ? 'prime256v1' : 'secp384r1',
  });
  const privateKey = keyInHand(key);
  const subject = { organization: name, commonName: name };
  const order = { profile: PROFILES[profile], subject, publicKey, from, issuer: issuer ?? { privateKey } };
  return { certificate: await issueCertificate(order), privateKey };
}

/**
 * Seals of agencies below their authority and the root, read from their bytes and validated with the revocation lists of both
 * authorities. The limit: the bare check of the one signature that is new on each path.
 */
async function paths(): Promise<void> {
  const root = await issue('root', 'Root');
  const authority = await issue('agency-seal-authority', 'Seals', root);
  const leaves: Buffer[] = [];
  for (let i = 0; i < LEAVES; i++) leaves.push((await issue('agency-seal', `Agency ${i}`, authority)).certificate.der);
  const lists: RevocationList[] = [];
  for (const issuer of [root, authority]) {
    const list = await issueRevocationList({
      issuer,
      number: 1,
      thisUpdate: new Date(at.getTime() - 1000),
      nextUpdate: new Date(at.getTime() + 86_400_000),
      entries: [],
    });
    lists.push(readRevocationList(list));
  }
  const others = [authority.certificate.der];
  const validated = perSecond(leaves, (der) => {
    const found = findPath({
      leaf: readCertificate(der),
      others: others.map(readCertificate),
      anchor: root.certificate,
      rules: { at, schemes: STATE_SCHEMES },
      lists,
    });
    if (typeof found === 'string') throw new Error(found);
  });
  const certificates = leaves.map(readCertificate);
  const check = ({ toSign, signature }: Signed, by: Issuer) =>
    verify(by === root ? 'sha384' : 'sha256', toSign, by.certificate.publicKey!, signature);
  const bare = perSecond(certificates, (certificate) => void check(certificate, authority));
  const bareOfAll = perSecond(certificates.slice(0, 200), (certificate) => {
    check(certificate, authority);
    check(authority.certificate, root);
    check(lists[0]!, root);
    check(lists[1]!, authority);
  });
  printDetail('trust.path', { leaves: LEAVES, 'all four signatures bare, paths/s': Math.round(bareOfAll) });
  printFigure({ bench: 'trust.path', value: validated, unit: 'paths/s', limit: bare });
}

/** Entries that are put into the log when nothing is asked, and so many at once. */
const ENTRIES = 60_000;
const WRITERS = 2_000;
/** Proofs that are checked. */
const PROOFS = 20_000;

/**
 * Hashes entered by many writers at once until each has its number and a signed checkpoint, on a database of our own; then
 * proofs of inclusion of one state checked, which share their work. The limits: the SHA-256 of a leaf and a node for each; the bare hashes of as long a proof.
 */
async function log(house: House, { users = WRITERS }: Options): Promise<void> {
  const hashes = Array.from({ length: ENTRIES }, (_, i) => createHash('sha256').update(`${i}`).digest());
  let next = 0;
  const began = performance.now();
  const writer = async () => {
    for (let i = next++; i < hashes.length; i = next++) await enterInLog(house, 'document', hashes[i]!);
  };
  await Promise.all(Array.from({ length: users }, writer));
  const acknowledged_s = (performance.now() - began) / 1000;
  await buildLog(house);
  const added = ENTRIES / ((performance.now() - began) / 1000);
  const { size, root } = await readLogState(house);
  const bareTree = perSecond(hashes, (hash) => nodeHash(leafHash(hash), hash));
  printDetail('trust.log', {
    entries: size,
    'kept, entries/s': Math.round(ENTRIES / acknowledged_s),
    writers: users,
  });
  printFigure({ bench: 'trust.log.added', value: added, unit: 'entries/s', limit: bareTree });

  const tree = treeOf(house, size);
  const first = size - ENTRIES;
  const proofs: { index: number; proof: readonly Buffer[] }[] = [];
  // One after another: thousands at once would wait longer for a connection than a request may.
  for (let index = first; index < first + PROOFS; index++)
    proofs.push({ index, proof: await tree.inclusionProof(index) });
  const leaves = await entriesOf(house, first, proofs.length);
  const alone = perSecond(proofs, ({ index, proof }) => {
    if (!isIncluded({ leaf: leaves[index - first]!, index, size, proof }, root)) throw new Error('not proven');
  });
  const proven = new ProvenTree(size, root);
  const checked = perSecond(proofs, ({ index, proof }) => {
    if (!proven.includes({ leaf: leaves[index - first]!, index, proof })) throw new Error('not proven');
  });
  const bareProof = perSecond(proofs, ({ proof }) => {
    for (const hash of proof) nodeHash(hash, hash);
  });
  printDetail('trust.log', { 'checked each alone, proofs/s': Math.round(alone) });
  printFigure({ bench: 'trust.log.checked', value: checked, unit: 'proofs/s', limit: bareProof });
}

/** Requests that are answered, each once, and so many at a time as come in one turn of a busy process. */
const REQUESTS = 6_000;
const AT_ONCE = 200;
/** Rounds of which the median is printed. */
const ROUNDS = 5;

/**
 * Time stamps, from the bytes of a request to the bytes of the answer, each entered in the public log. The limit: bare P-256
 * signatures over as many bytes as a stamp signs.
 */
async function stamps(house: House): Promise<void> {
  const { done, bare } = await beside((round) => ({
    requests: Array.from({ length: REQUESTS }, (_, i) => stampRequest(round * REQUESTS + i)),
    async answer(request) {
      if ((await answerStampRequest(house, request)).length < 500) throw new Error('rejected');
    },
  }));
  printFigure({ bench: 'trust.timestamp', value: done, unit: 'stamps/s', limit: bare });
}

/** What answers requests, beside bare signatures. */
function beside(
  prepare: (round: number) => { requests: readonly Buffer[]; answer(request: Buffer): Promise<void> },
): Promise<{ done: number; bare: number }> {
  return inTurn((round) => {
    const { requests, answer } = prepare(round);
    return perSecondAtOnce(requests, answer);
  }, bareSignatures);
}

/**
 * Two rates measured in turn, so that others on the machine slow both: the median of some rounds, after as many in which the code was compiled,
 * as that of a process is which answers all day.
 */
async function inTurn(
  work: (round: number) => Promise<number>,
  bareWork: () => number | Promise<number>,
): Promise<{ done: number; bare: number }> {
  const rounds: { done: number; bare: number }[] = [];
  for (let round = 0; round < 2 * ROUNDS; round++) rounds.push({ done: await work(round), bare: await bareWork() });
  return rounds.slice(ROUNDS).toSorted((a, b) => a.done / a.bare - b.done / b.bare)[ROUNDS >> 1]!;
}

const stampRequest = (i: number): Buffer =>
  sequence(
    integer(1),
    sequence(sequence(objectId('2.16.840.1.101.3.4.2.1')), octetString(createHash('sha256').update(`${i}`).digest())),
    integer(i + 1),
  );

/**
 * Answers about certificates: signed anew for each nonce, beside bare P-256 signatures; and made before, over HTTP, beside a
 * bare server that sends as many bytes.
 */
async function answers(house: House): Promise<void> {
  const agency = { code: 'H26', name: 'Ủy ban nhân dân' };
  const { certificate } = await openSeal(house, agency);
  const issuer = (await ensureAuthorities(house)).get('agency-seal-authority')!.read;
  const sha1 = (bytes: Buffer) => octetString(createHash('sha1').update(bytes).digest());
  const id = sequence(
    sequence(objectId('1.3.14.3.2.26')),
    sha1(issuer.subject),
    sha1(keyBits(issuer.keyInfo)),
    integer(certificate.serialBytes),
  );
  const ask = (...rest: Buffer[]) => sequence(sequence(sequence(sequence(id)), ...rest));
  const fresh = (i: number) => {
    const nonce = extension('1.3.6.1.5.5.7.48.1.2', false, octetString(createHash('sha256').update(`${i}`).digest()));
    return ask(element(contextTag(2), sequence(nonce)));
  };
  const { done, bare: bareRate } = await beside((round) => ({
    requests: Array.from({ length: REQUESTS }, (_, i) => fresh(round * REQUESTS + i)),
    async answer(request) {
      if ((await answerOcsp(house, request)).body.length < 300) throw new Error('an error');
    },
  }));
  printFigure({ bench: 'trust.ocsp.fresh', value: done, unit: 'answers/s', limit: bareRate });

  const { body } = await answerOcsp(house, ask());
  const edge: Edge = {
    refusalPage: () => '',
    faultPage: () => '',
    signInPath: () => '/',
    machineOf: async () => undefined,
  };
  const app = await createWebServer(house, [...trustRoutes], edge);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const bare = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/ocsp-response' }).end(body));
  });
  await new Promise<void>((listening) => bare.listen(0, '127.0.0.1', listening));
  try {
    const portOf = (server: Server) => (server.address() as AddressInfo).port;
    const { done: value, bare: limit } = await inTurn(
      () => postsPerSecond(portOf(app.server), ask()),
      () => postsPerSecond(portOf(bare), ask()),
    );
    printFigure({ bench: 'trust.ocsp.made-before', value, unit: 'answers/s', limit });
  } finally {
    await app.close();
    bare.close();
  }
}

/** Posts of the same bytes over a few connections that stay open, by processor time of this process, sender included. */
async function postsPerSecond(port: number, sent: Buffer): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const headers = { 'content-type': 'application/ocsp-request', 'content-length': sent.length };
  const post = () =>
    new Promise<void>((done, failed) => {
      const asked = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/trust/ocsp', agent, headers },
        (answer) => {
          if (answer.statusCode !== 200) failed(new Error(`status ${answer.statusCode}`));
          answer.resume().once('end', done);
        },
      );
      asked.once('error', failed);
      asked.end(sent);
    });
  const rate = await perSecondAtOnce(Array.from({ length: REQUESTS }), post);
  agent.destroy();
  return rate;
}

function bareSignatures(): number {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signedBytes = Buffer.alloc(150, 1);
  return perSecond(Array.from({ length: REQUESTS }), () => void sign('sha256', signedBytes, privateKey));
}

/** As `perSecond`, of work that waits for others: so many at once. */
async function perSecondAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < items.length; i += AT_ONCE) await Promise.all(items.slice(i, i + AT_ONCE).map(work));
  const { user, system } = process.cpuUsage(before);
  return items.length / ((user + system) / 1_000_000);
}

/** Leaves as they are served, by their number. */
async function entriesOf(house: LoggingHouse, first: number, count: number): Promise<Buffer[]> {
  const leaves: Buffer[] = [];
  for (let number = Math.floor(first / TILE_WIDTH); leaves.length < count; number++) {
    const bundle = readBundle(await readEntryBundle(house, number, TILE_WIDTH))!;
    const skipped = leaves.length === 0 ? first % TILE_WIDTH : 0;
    leaves.push(...bundle.slice(skipped).map(leafHash));
  }
  return leaves;
}

/** How often something is done in a second of one core's processor time: others may use the machine meanwhile. */
function perSecond<T>(items: readonly T[], work: (item: T) => void): number {
  const before = process.cpuUsage();
  for (const item of items) work(item);
  const { user, system } = process.cpuUsage(before);
  return items.length / ((user + system) / 1_000_000);
}
