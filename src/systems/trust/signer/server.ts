import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Log } from '../../../kernel/log.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { ALGORITHMS, type KeyAlgorithm } from '../keystore/algorithms.ts';
import type { Keystore } from '../keystore/keystore.ts';
import { KEY_USES, SIGNED_KINDS } from '../keystore/private-key.ts';
import { readFrames, writeFrame, type Frame } from './frames.ts';

/** Connections at the same time: a process of the house has one. */
const MOST_CONNECTIONS = 256;

const Asked = Type.Union([
  Type.Object({
    ask: Type.Literal('make'),
    number: Type.Integer({ minimum: 0 }),
    use: Type.Enum([...KEY_USES]),
    algorithm: Type.Enum(Object.keys(ALGORITHMS) as KeyAlgorithm[]),
    request: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  }),
  Type.Object({
    ask: Type.Literal('sign'),
    number: Type.Integer({ minimum: 0 }),
    key: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    kind: Type.Enum([...SIGNED_KINDS]),
    profile: Type.Optional(Type.String({ maxLength: 64 })),
    by: Type.Boolean(),
    beside: Type.Boolean(),
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

function done(keystore: Keystore, head: Asked, parts: readonly Buffer[]): Promise<Buffer> {
  if (head.ask === 'make') return keystore.make({ use: head.use, algorithm: head.algorithm, request: head.request });
  const [bytes, ...more] = parts;
  const by = head.by ? more.shift() : undefined;
  const beside = head.beside ? more.shift() : undefined;
  if (!bytes) throw new Error('nothing to sign');
  return keystore.sign(Buffer.from(head.key, 'hex'), {
    kind: head.kind,
    bytes,
    ...(by && { by }),
    ...(beside && { beside }),
    ...(head.profile !== undefined && { profile: head.profile }),
  });
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
