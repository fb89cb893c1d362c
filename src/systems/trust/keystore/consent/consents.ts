import { createHash, randomBytes } from 'node:crypto';
import { now } from '../../../../kernel/clock.ts';
import type { Queryable } from '../../../../kernel/db.ts';
import type { Keys } from '../../../../kernel/keys.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { encodeName } from '../../certificate/certificate.ts';
import { delegationName } from '../../remote/delegation/rules.ts';
import { certificateOf, readUnsigned } from '../permitted.ts';
import type { ToSign } from '../private-key.ts';
import { agreedHashOf, type AgreedTo } from './agreed.ts';
import { checkAssertion, refused, type BoundPasskey } from './assertion.ts';
import {
  ANSWER_AFAR_WITHIN_SECONDS,
  ANSWER_WITHIN_SECONDS,
  challengeOf,
  placesOf,
  USE_AFAR_WITHIN_SECONDS,
  USE_WITHIN_SECONDS,
  type Answer,
  type Asked,
  type KeptAssertion,
  type Question,
  type SignatureQuestion,
} from './question.ts';
import {
  findBinding,
  findGivenConsent,
  insertBinding,
  insertGivenConsent,
  useConsents,
  type ConsentUse,
} from './store.ts';

/**
 * What people agreed to, asked for and checked where their keys are (CEN EN 419 241-2, signature activation module): who runs the web
 * processes can neither use a person's key without that person's passkey, nor for anything else than it agreed to.
 */

const TICKET = 'trust consent ticket';
const BINDING = 'trust passkey binding';
const CONSENT = 'trust given consent';
const NONCE_BYTES = 32;
const PERSON_PROFILES: readonly string[] = ['person-signing', 'official-signing'];
/** Bindings and consents that are held; each consent has up to 320 kB of hashes. */
const MOST_BINDINGS = 5_000;
const MOST_CONSENTS = 100;

/** What a ticket says: its own nonce, for which question, until when. */
interface Ticket {
  nonce: string;
  kind: Question['kind'];
  key: string;
  answerBy: number;
  useWithin_s: number;
}

/** The passkey that alone lets a key sign, and the name that its holder agreed to, in DER. */
interface Binding {
  key: string;
  passkey: BoundPasskey;
  subject: Buffer;
  request: string;
}

interface GivenConsent extends AgreedTo {
  key: string;
  serial: string;
  useBy: number;
  request: string;
  places: Map<string, number>;
}

/** What is claimed under the signature of who signs for another. */
const rolesOf = ({ stead }: SignatureQuestion): string[] =>
  stead ? [stead.as, delegationName(stead.delegationId)] : [];

interface WaitingUse extends ConsentUse {
  done(): void;
  failed(error: unknown): void;
}

export class Consents {
  readonly #db: Queryable;
  readonly #keys: Keys;
  readonly #site: string;
  readonly #bindings = new Map<string, Binding>();
  readonly #given = new Map<string, GivenConsent>();
  #uses: WaitingUse[] = [];

  /** `db` may read and write what `store.ts` names; passkeys answer on the pages of `site` (an origin). */
  constructor(db: Queryable, keys: Keys, site: string) {
    this.#db = db;
    this.#keys = keys;
    this.#site = site;
  }

  /** Asks. Nothing is kept: the ticket holds it all. Refuses `signing.hashes_wrong`, and `signing.credential_not_bound` for a key that nobody can agree to use. */
  async ask(question: Question): Promise<Asked> {
    const isAfar = question.kind === 'signatures' && question.isAfar;
    if (question.kind === 'signatures') {
      placesOf(question.hashes);
      await this.#neededBinding(question.key);
    }
    const nonce = randomBytes(NONCE_BYTES);
    const ticket: Ticket = {
      nonce: nonce.toString('hex'),
      kind: question.kind,
      key: question.key,
      answerBy: now().getTime() + (isAfar ? ANSWER_AFAR_WITHIN_SECONDS : ANSWER_WITHIN_SECONDS) * 1_000,
      useWithin_s: isAfar ? USE_AFAR_WITHIN_SECONDS : USE_WITHIN_SECONDS,
    };
    return { challenge: challengeOf(question, nonce), ticket: this.#sealed(TICKET, ticket) };
  }

  /**
   * Takes an answer, once, and gives the name of the consent. A key whose certificate is agreed to is bound to the passkey that answered, for ever. Refuses
   * `signing.activation_over` and `signing.enrolment_over` (too late, or answered before), and `signing.assertion_refused`.
   */
  async take(answer: Answer): Promise<Buffer> {
    const { question, request } = answer;
    const isCertificate = question.kind === 'certificate';
    const ticket = this.#openedTicket(answer.ticket);
    if (ticket.kind !== question.kind || ticket.key !== question.key) return refused('the ticket of another question');
    const name = Buffer.from(ticket.nonce, 'hex');
    const before = isCertificate ? await this.#binding(question.key) : await this.#consent(name, { isRequired: false });
    // Who got no answer asks again; anybody else comes too late.
    if (before?.request === request) return name;
    if (before || now().getTime() > ticket.answerBy)
      throw new Refusal(isCertificate ? 'signing.enrolment_over' : 'signing.activation_over', 409);
    const passkey = isCertificate
      ? { id: answer.assertion.passkeyId, publicKey: answer.publicKey ?? Buffer.alloc(0) }
      : (await this.#neededBinding(question.key)).passkey;
    const challenge = challengeOf(question, name);
    const { assertion } = answer;
    const { signCount } = await checkAssertion(this.#site, { passkey, challenge, assertion });
    const count = { passkey: sha256(passkey.publicKey), signCount };
    const isKept = isCertificate
      ? await insertBinding(this.#db, {
          keyHash: Buffer.from(question.key, 'hex'),
          sealed: this.#sealed(BINDING, {
            key: question.key,
            passkey: { id: passkey.id, publicKey: passkey.publicKey.toString('base64') },
            subject: encodeName(question.subject).toString('base64'),
            request,
            assertion,
          }),
          count,
        })
      : await insertGivenConsent(this.#db, {
          name,
          sealed: this.#sealedConsent(question, { name, request, assertion, useWithin_s: ticket.useWithin_s }),
          count,
        });
    if (!isKept) return refused('a counter that did not go on, or answered at the same time');
    return name;
  }

  /**
   * Lets a person's key sign: refuses `trust.key_not_for_this` without consent, `signing.sad_refused` for one that is unknown, over, or of
   * another key or certificate, `signing.hash_not_authorised` for what it does not cover, and `signing.hash_signed_already`.
   */
  async assertAgreed(keyHash: Buffer, asked: ToSign): Promise<void> {
    if (!asked.consent || !asked.by)
      throw new Refusal('trust.key_not_for_this', 403, { values: { use: 'person', problem: 'no consent' } });
    const name = Buffer.from(asked.consent);
    const consent = (await this.#consent(name, { isRequired: true }))!;
    const isRight =
      consent.key === keyHash.toString('hex') &&
      consent.serial === certificateOf(asked.by).serial &&
      now().getTime() <= consent.useBy;
    if (!isRight) throw new Refusal('signing.sad_refused', 403);
    const place = consent.places.get(agreedHashOf(asked, consent).toString('latin1'));
    if (place === undefined) throw new Refusal('signing.hash_not_authorised', 403);
    await this.#use({ consent: name, place, sha256: sha256(asked.bytes) });
  }

  /**
   * Refuses a certificate in a person's name (`trust.key_not_for_this`) unless its key is one of ours whose passkey agreed to that very name.
   */
  async assertCertifiable({ kind, profile = '', bytes }: ToSign): Promise<void> {
    if (kind !== 'certificate' || !PERSON_PROFILES.includes(profile)) return;
    const draft = readUnsigned(Buffer.from(bytes));
    const binding = await this.#binding(sha256(draft.keyInfo).toString('hex'));
    if (!binding?.subject.equals(draft.subject))
      throw new Refusal('trust.key_not_for_this', 403, {
        values: { use: 'authority', problem: 'a certificate to which no passkey agreed' },
      });
  }

  /** All that is used in one turn is written at once, before anything is signed. */
  #use(use: ConsentUse): Promise<void> {
    return new Promise((done, failed) => {
      if (this.#uses.length === 0) setImmediate(() => void this.#writeUses());
      this.#uses.push({ ...use, done, failed });
    });
  }

  async #writeUses(): Promise<void> {
    const uses = this.#uses;
    this.#uses = [];
    try {
      const first = await useConsents(this.#db, uses);
      for (const [at, { sha256: own, done, failed }] of uses.entries()) {
        // The same bytes again: who asked got no answer.
        if (first[at]?.equals(own)) done();
        else failed(new Refusal('signing.hash_signed_already', 409));
      }
    } catch (error) {
      for (const { failed } of uses) failed(error);
    }
  }

  #sealedConsent(
    question: SignatureQuestion,
    given: { name: Buffer; request: string; assertion: KeptAssertion; useWithin_s: number },
  ): Buffer {
    const { hashes, ...rest } = question;
    const { name, request, assertion, useWithin_s } = given;
    const useBy = now().getTime() + useWithin_s * 1_000;
    const head = Buffer.from(JSON.stringify({ ...rest, name: name.toString('hex'), request, assertion, useBy }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(head.length);
    return this.#keys.sealBytes(CONSENT, Buffer.concat([length, head, hashes]));
  }

  async #consent(name: Buffer, { isRequired }: { isRequired: boolean }): Promise<GivenConsent | undefined> {
    const text = name.toString('hex');
    const held = this.#given.get(text);
    if (held) return held;
    const sealed = await findGivenConsent(this.#db, name);
    if (!sealed) {
      if (isRequired) throw new Refusal('signing.sad_refused', 403);
      return undefined;
    }
    const bytes = this.#keys.openBytes(CONSENT, sealed);
    const length = bytes.readUInt32BE(0);
    const head = JSON.parse(bytes.toString('utf8', 4, 4 + length)) as SignatureQuestion & {
      name: string;
      request: string;
      useBy: number;
    };
    if (head.name !== text) throw new Error(`the consent ${text} is another one`);
    const { key, serial, signs, useBy, request } = head;
    const places = placesOf(bytes.subarray(4 + length));
    const consent = { key, serial, signs, useBy, request, roles: rolesOf(head), places };
    hold(this.#given, text, consent, MOST_CONSENTS);
    return consent;
  }

  async #neededBinding(key: string): Promise<Binding> {
    const binding = await this.#binding(key);
    if (!binding) throw new Refusal('signing.credential_not_bound', 409);
    return binding;
  }

  async #binding(key: string): Promise<Binding | undefined> {
    const held = this.#bindings.get(key);
    if (held) return held;
    const sealed = await findBinding(this.#db, Buffer.from(key, 'hex'));
    if (!sealed) return undefined;
    const kept = JSON.parse(this.#keys.openBytes(BINDING, sealed).toString('utf8')) as {
      key: string;
      passkey: { id: string; publicKey: string };
      subject: string;
      request: string;
    };
    // A row that was exchanged for another would let another's passkey use the key.
    if (kept.key !== key) throw new Error(`the passkey of the private key ${key} is another one`);
    const { id, publicKey } = kept.passkey;
    const passkey = { id, publicKey: Buffer.from(publicKey, 'base64') };
    const binding = { key, passkey, subject: Buffer.from(kept.subject, 'base64'), request: kept.request };
    hold(this.#bindings, key, binding, MOST_BINDINGS);
    return binding;
  }

  #sealed(purpose: string, content: object): Buffer {
    return this.#keys.sealBytes(purpose, Buffer.from(JSON.stringify(content)));
  }

  #openedTicket(sealed: Buffer): Ticket {
    let bytes: Buffer;
    try {
      bytes = this.#keys.openBytes(TICKET, sealed);
    } catch {
      return refused('a ticket that is not ours');
    }
    return JSON.parse(bytes.toString('utf8')) as Ticket;
  }
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** Of too many, the one that came first is let go. */
function hold<Held>(held: Map<string, Held>, name: string, one: Held, most: number): void {
  if (held.size >= most) held.delete(held.keys().next().value!);
  held.set(name, one);
}
