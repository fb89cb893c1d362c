import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Log } from '../../../kernel/log.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { ALGORITHMS, type KeyAlgorithm } from '../keystore/algorithms.ts';
import type { Answer, Question as Asking } from '../keystore/consent/question.ts';
import type { Keystore } from '../keystore/keystore.ts';
import { BESIDE, KEY_USES, SIGNED_KINDS } from '../keystore/private-key.ts';
import { readFrames, writeFrame, type Frame } from './frames.ts';

/** Connections at the same time: a process of the house has one. */
const MOST_CONNECTIONS = 256;

const Name = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' });
/** What stands on a line of a text that is agreed to. */
const Line = (most: number) => Type.String({ pattern: `^[^\\u0000-\\u001f\\u007f]{1,${most}}$` });

/** Nothing comes along that is not in the text. */
const CLOSED = { additionalProperties: false };
const Question = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('certificate'),
      key: Name,
      credential: Uuid,
      subject: Type.Record(Type.String({ pattern: '^[a-zA-Z]{1,30}$' }), Line(200), {
        additionalProperties: false,
        maxProperties: 8,
      }),
    },
    CLOSED,
  ),
  Type.Object(
    {
      kind: Type.Literal('signatures'),
      key: Name,
      activation: Uuid,
      serial: Type.String({ pattern: '^[0-9a-f]{1,40}$' }),
      application: Line(100),
      stead: Type.Optional(Type.Object({ as: Line(400), delegationId: Uuid, kind: Line(100) }, CLOSED)),
      signs: Type.Enum(['documents', 'hashes']),
      isAfar: Type.Boolean(),
    },
    CLOSED,
  ),
]);

const Asked = Type.Union([
  Type.Object({
    ask: Type.Literal('make'),
    number: Type.Integer({ minimum: 0 }),
    use: Type.Enum([...KEY_USES]),
    algorithm: Type.Enum(Object.keys(ALGORITHMS) as KeyAlgorithm[]),
    request: Uuid,
  }),
  Type.Object({
    ask: Type.Literal('sign'),
    number: Type.Integer({ minimum: 0 }),
    key: Name,
    kind: Type.Enum([...SIGNED_KINDS]),
    profile: Type.Optional(Type.String({ maxLength: 64 })),
    consent: Type.Optional(Name),
    beside: Type.Array(Type.Enum([...BESIDE]), { maxItems: BESIDE.length, uniqueItems: true }),
  }),
  Type.Object({ ask: Type.Literal('question'), number: Type.Integer({ minimum: 0 }), question: Question }),
  Type.Object({
    ask: Type.Literal('answer'),
    number: Type.Integer({ minimum: 0 }),
    question: Question,
    passkey: Type.String({ pattern: '^[\\w-]{1,1400}$' }),
    request: Uuid,
  }),
]);
type Asked = Static<typeof Asked>;
const asked = Compile(Asked);

/**
 * Answers what is asked of a keystore on a socket, until it is closed. Whoever may open the socket may ask; `mode` says who that is. A
 * connection that sends anything but well-formed messages is broken off. What a keystore refuses is told with its code, what else goes wrong
 * in one sentence.
 */
export function serveKeystore(
  keystore: Keystore,
  { path, mode, log }: { path: string; mode: number; log: Log },
): Promise<Server> {
  // What a signer that was killed left behind.
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    readFrames(socket, (frame) => void answer(keystore, log, { socket, frame }));
  });
  server.maxConnections = MOST_CONNECTIONS;
  return new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(path, () => {
      chmodSync(path, mode);
      listening(server);
    });
  });
}

async function answer(
  keystore: Keystore,
  log: Log,
  { socket, frame }: { socket: Socket; frame: Frame },
): Promise<void> {
  const { head, parts } = frame;
  if (!asked.Check(head)) {
    socket.destroy();
    return;
  }
  const { number } = head;
  try {
    send(socket, writeFrame({ number }, [await done(keystore, head, parts)]));
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, status, values } = error;
      log.warn('trust.signer_refused', { code, values });
      send(socket, writeFrame({ number, refusal: { code, status, values } }, []));
      return;
    }
    log.error('trust.signer_failed', { message: inspect(error) });
    send(socket, writeFrame({ number, fault: (error as Error).message.slice(0, 200) }, []));
  }
}

async function done(keystore: Keystore, head: Asked, parts: readonly Buffer[]): Promise<Buffer> {
  switch (head.ask) {
    case 'make':
      return keystore.make({ use: head.use, algorithm: head.algorithm, request: head.request });
    case 'question': {
      const { challenge, ticket } = await keystore.ask(questionOf(head.question, parts[0]));
      return Buffer.concat([challenge, ticket]);
    }
    case 'answer':
      return keystore.take(answerOf(head, parts));
    case 'sign': {
      const [bytes, ...more] = parts;
      if (!bytes || more.length !== head.beside.length) throw new Error('other parts than were told');
      const beside = Object.fromEntries(head.beside.map((name, at) => [name, more[at]!]));
      return keystore.sign(Buffer.from(head.key, 'hex'), {
        kind: head.kind,
        bytes,
        ...beside,
        ...(head.consent !== undefined && { consent: Buffer.from(head.consent, 'hex') }),
        ...(head.profile !== undefined && { profile: head.profile }),
      });
    }
  }
}

/** Hashes come as they are, all else of a question as JSON. */
function questionOf(told: Static<typeof Question>, hashes: Buffer | undefined): Asking {
  if (told.kind === 'certificate') return told as Asking;
  if (!hashes) throw new Error('no hashes');
  return { ...told, hashes } as Asking;
}

/** Of each part of a passkey's answer, of its public key, and of a ticket. */
const LONGEST_SAID_BYTES = 2 * 1024;

function answerOf(head: Extract<Asked, { ask: 'answer' }>, parts: readonly Buffer[]): Answer {
  const [hashes, ticket, publicKey, ...said] = parts;
  if (!hashes || !ticket || !publicKey || said.length !== 3) throw new Error('other parts than were told');
  if ([ticket, publicKey, ...said].some(({ length }) => length > LONGEST_SAID_BYTES)) throw new Error('too long');
  const [authenticatorData, clientDataJSON, signature] = said.map((part) => part.toString('base64url')) as [
    string,
    string,
    string,
  ];
  return {
    question: questionOf(head.question, hashes),
    ticket,
    publicKey,
    assertion: { passkeyId: head.passkey, authenticatorData, clientDataJSON, signature },
    request: head.request,
  };
}

/** What is answered in one turn goes in one write. */
function send(socket: Socket, frame: Buffer): void {
  if (socket.destroyed) return;
  if (socket.writableCorked === 0) {
    socket.cork();
    setImmediate(() => socket.uncork());
  }
  socket.write(frame);
}
