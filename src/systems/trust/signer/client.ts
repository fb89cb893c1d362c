import { createConnection, type Socket } from 'node:net';
import { Refusal } from '../../../kernel/refusal.ts';
import { HASH_BYTES, type Answer, type Asked, type Question } from '../keystore/consent/question.ts';
import type { KeyOrder, Keystore } from '../keystore/keystore.ts';
import { BESIDE, type ToSign } from '../keystore/private-key.ts';
import { readFrames, writeFrame, type Frame } from './frames.ts';

/** So long a request waits for its answer, while the signer is away or starts again. */
const ANSWER_WITHIN_MS = 15_000;
const CONNECT_AGAIN_MS = 50;
const LOOK_EVERY_MS = 1_000;
/** Requests that wait for an answer at the same time. */
const MOST_WAITING = 20_000;

interface Waiting {
  frame: Buffer;
  since: number;
  done(answer: Buffer): void;
  failed(error: Error): void;
}

/**
 * The keystore in a process of its own, asked over its socket. What is asked in one turn of this process goes in one write. When the
 * signer dies, everything that has no answer is asked again of the next one: it may be signed twice and is answered once, and a key that was
 * made is found by its request. Refuses `trust.signer_away` for what has waited 15 seconds.
 */
export class RemoteKeystore implements Keystore {
  readonly #path: string;
  readonly #waiting = new Map<number, Waiting>();
  #socket: Socket | undefined;
  #isOpen = false;
  #isClosed = false;
  #number = 0;
  #look: NodeJS.Timeout | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  make(order: KeyOrder): Promise<Buffer> {
    return this.#ask({ ask: 'make', ...order }, []);
  }

  sign(keyHash: Buffer, asked: ToSign): Promise<Buffer> {
    const { kind, profile, consent } = asked;
    const beside = BESIDE.filter((name) => asked[name]);
    const head = {
      ask: 'sign',
      key: keyHash.toString('hex'),
      kind,
      profile,
      consent: consent && Buffer.from(consent).toString('hex'),
      beside,
    };
    return this.#ask(head, [asked.bytes, ...beside.map((name) => asked[name]!)]);
  }

  async ask(question: Question): Promise<Asked> {
    const { question: told, hashes } = toldOf(question);
    const answer = await this.#ask({ ask: 'question', question: told }, [hashes]);
    return { challenge: answer.subarray(0, HASH_BYTES), ticket: answer.subarray(HASH_BYTES) };
  }

  take({ question, ticket, assertion, publicKey, request }: Answer): Promise<Buffer> {
    const { question: told, hashes } = toldOf(question);
    const head = { ask: 'answer', question: told, passkey: assertion.passkeyId, request };
    const { authenticatorData, clientDataJSON, signature } = assertion;
    const said = [authenticatorData, clientDataJSON, signature].map((part) => Buffer.from(part, 'base64url'));
    return this.#ask(head, [hashes, ticket, publicKey ?? Buffer.alloc(0), ...said]);
  }

  /** Lets go of the connection; what waits is refused. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#look);
    this.#socket?.destroy();
    for (const { failed } of this.#waiting.values()) failed(away());
    this.#waiting.clear();
  }

  #ask(head: Record<string, unknown>, parts: readonly Uint8Array[]): Promise<Buffer> {
    return new Promise((done, failed) => {
      if (this.#isClosed || this.#waiting.size >= MOST_WAITING) return failed(away());
      const number = (this.#number = (this.#number + 1) % Number.MAX_SAFE_INTEGER);
      const frame = writeFrame({ number, ...head }, parts);
      this.#waiting.set(number, { frame, since: performance.now(), done, failed });
      this.#look ??= setInterval(() => this.#refuseLate(), LOOK_EVERY_MS).unref();
      this.#socket ??= this.#connect();
      // Nobody ends while somebody waits.
      this.#socket.ref();
      if (this.#isOpen) this.#send(frame);
    });
  }

  #send(frame: Buffer): void {
    const socket = this.#socket!;
    if (socket.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    socket.write(frame);
  }

  #connect(): Socket {
    const socket = createConnection(this.#path);
    readFrames(socket, (frame) => this.#answered(frame));
    socket.once('connect', () => {
      this.#isOpen = true;
      for (const { frame } of this.#waiting.values()) this.#send(frame);
    });
    // What is wrong is told by `close`, which follows.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#isOpen = false;
      this.#socket = undefined;
      if (!this.#isClosed && this.#waiting.size > 0)
        setTimeout(() => {
          if (!this.#isClosed && this.#waiting.size > 0) this.#socket ??= this.#connect();
        }, CONNECT_AGAIN_MS);
    });
    return socket;
  }

  #answered({ head, parts }: Frame): void {
    const { number, refusal, fault } = head as {
      number: number;
      refusal?: { code: string; status: number; values: Record<string, string | number> };
      fault?: string;
    };
    const one = this.#waiting.get(number);
    // Answered before, by the signer that was there before.
    if (!one) return;
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#socket?.unref();
    if (refusal) one.failed(new Refusal(refusal.code, refusal.status, { values: refusal.values }));
    else if (fault !== undefined) one.failed(new Error(`the signer: ${fault}`));
    else one.done(parts[0]!);
  }

  #refuseLate(): void {
    const until = performance.now() - ANSWER_WITHIN_MS;
    for (const [number, { since, failed }] of this.#waiting) {
      if (since > until) break;
      this.#waiting.delete(number);
      failed(away());
    }
  }
}

/** Hashes go as they are, all else of a question as JSON. */
function toldOf(question: Question): { question: object; hashes: Buffer } {
  if (question.kind === 'certificate') return { question, hashes: Buffer.alloc(0) };
  const { hashes, ...told } = question;
  return { question: told, hashes };
}

const away = (): Refusal => new Refusal('trust.signer_away', 503);
