import { createHash } from 'node:crypto';
import { now } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { Together } from '../../../kernel/together.ts';
import { keyBits } from '../certificate/certificate.ts';
import { MalformedDer } from '../asn1/der.ts';
import { ensureAuthorities, openResponder, type SealingHouse } from '../keys.ts';
import type { AuthorityName, StatusAct } from '../rules.ts';
import { statusRevision } from '../status/revision.ts';
import { readAnswers, type AskedCertificate } from '../status/store.ts';
import { readOcspRequest, type CertificateId, type OcspRequest } from './request.ts';
import { errorAnswer, signAnswer, type Told } from './response.ts';

/** Largest request; one certificate takes about 80 bytes. */
export const MOST_OCSP_REQUEST_BYTES = 4096;

/** What an answer tells holds for so long; one that was made before is given out for half of it. */
const HOLDS_MS = 3_600_000;
const GIVEN_OUT_MS = HOLDS_MS / 2;
/** Answers and standings that a process keeps. */
const MOST_KEPT = 20_000;
const MOST_TOGETHER = 512;

/** An answer, and until when it may be kept on the way; with a nonce, or as an error, not at all. */
export interface OcspAnswer {
  body: Buffer;
  keptUntil: Date | undefined;
}

type Standing = 'good' | 'unknown' | StatusAct;

interface Book {
  revision: number;
  answers: Map<string, { body: Buffer; at: Date; keptUntil: Date }>;
  standings: Map<string, Standing>;
  /** Our authorities by the hashes of their names and keys. */
  authorities: Promise<Map<string, AuthorityName>> | undefined;
  together: Together<AskedCertificate, Standing>;
}
const books = new WeakMap<Database, Book>();

function bookOf(house: SealingHouse): Book {
  let book = books.get(house.db);
  if (!book) {
    const together = new Together<AskedCertificate, Standing>(
      async (asked) =>
        (await readAnswers(house.db.as('trust'), asked)).map(({ issued, last }) => standingOf(issued, last)),
      { most: MOST_TOGETHER },
    );
    book = { revision: 0, answers: new Map(), standings: new Map(), authorities: undefined, together };
    books.set(house.db, book);
  }
  return book;
}

function standingOf(issued: boolean, last: StatusAct | undefined): Standing {
  if (!issued) return 'unknown';
  return last && last.kind !== 'resumed' ? last : 'good';
}

/**
 * Answers an OCSPRequest (RFC 6960; nonce by RFC 9654) of anyone, signed by a responder of the authority whose certificates
 * are asked about. Without a nonce the answer is one made before, for half an hour at most. Never throws for what was sent.
 * A revocation is told within a second of it.
 */
export async function answerOcsp(house: SealingHouse, bytes: Uint8Array): Promise<OcspAnswer> {
  let request: OcspRequest;
  try {
    request = readOcspRequest(bytes);
  } catch (error) {
    if (error instanceof MalformedDer) return { body: errorAnswer('malformedRequest'), keptUntil: undefined };
    throw error;
  }
  const book = bookOf(house);
  const revision = await statusRevision(house);
  if (book.revision !== revision) {
    book.answers.clear();
    book.standings.clear();
    book.authorities = undefined;
    book.revision = revision;
  }
  const at = new Date(Math.floor(now().getTime() / 1000) * 1000);
  const [first] = request.asked;
  const name = request.asked.length === 1 && !request.nonce ? first!.whole.toString('base64') : undefined;
  const made = name === undefined ? undefined : book.answers.get(name);
  if (made && made.keptUntil > at && made.at <= at) return made;

  let authorities;
  try {
    authorities = await (book.authorities ??= readAuthorityNames(house));
  } catch (error) {
    book.authorities = undefined;
    // Nobody has issued anything while the root is awaited.
    if (error instanceof Refusal) return { body: errorAnswer('unauthorized'), keptUntil: undefined };
    throw error;
  }
  // One responder signs for one authority: others' certificates in the same request are unknown to it.
  const authority = authorities.get(first!.issuer);
  if (!authority) return { body: errorAnswer('unauthorized'), keptUntil: undefined };
  let responder;
  try {
    responder = await openResponder(house, authority);
  } catch (error) {
    // The authority itself is revoked, or its responder withdrawn.
    if (error instanceof Refusal) return { body: errorAnswer('unauthorized'), keptUntil: undefined };
    throw error;
  }
  const told = await Promise.all(
    request.asked.map(async (id): Promise<Told> => ({
      id: id.whole,
      status: authorities.get(id.issuer) === authority ? await lookUp(book, authority, id) : 'unknown',
    })),
  );
  const until = new Date(at.getTime() + HOLDS_MS);
  const body = await signAnswer(responder, { told, at, until, nonce: request.nonce });
  // What nobody issued may be issued in a moment.
  if (name === undefined || told[0]!.status === 'unknown') return { body, keptUntil: undefined };
  const kept = { body, at, keptUntil: new Date(at.getTime() + GIVEN_OUT_MS) };
  if (book.revision === revision) keep(book.answers, name, kept);
  return kept;
}

async function readAuthorityNames(house: SealingHouse): Promise<Map<string, AuthorityName>> {
  const names = new Map<string, AuthorityName>();
  const authorities = await ensureAuthorities(house);
  for (const [name, { read }] of authorities) {
    const { subject, keyInfo } = read;
    for (const hash of ['sha1', 'sha256']) {
      const hex = (of: Buffer) => createHash(hash).update(of).digest('hex');
      names.set(`${hash} ${hex(subject)} ${hex(keyBits(keyInfo))}`, name);
    }
  }
  return names;
}

async function lookUp(book: Book, authority: AuthorityName, { serial }: CertificateId): Promise<Standing> {
  const name = `${authority} ${serial}`;
  const known = book.standings.get(name);
  if (known) return known;
  const { revision } = book;
  const standing = await book.together.enter({ authority, serial });
  if (standing !== 'unknown' && book.revision === revision) keep(book.standings, name, standing);
  return standing;
}

function keep<Value>(kept: Map<string, Value>, name: string, value: Value): void {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(name, value);
}
