import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { ownerClient } from '../src/kernel/db.ts';
import { hashPassword, isPasswordRight } from '../src/systems/identity/password.ts';
import type { RunningHouse } from '../test/support/running-house.ts';
import { rounded } from './figures.ts';

/** What a number of births did. */
export interface WorkDone {
  births: number;
  requests: number;
  /** Transactions that wrote. */
  writes: number;
}

/** Counts the transactions that write: PostgreSQL gives a number to those only (pg_current_snapshot). */
export async function countWork(house: RunningHouse): Promise<{ since(): Promise<{ writes: number }> }> {
  const read = async (): Promise<number> => {
    const client = ownerClient(house.owner);
    await client.connect();
    try {
      const { rows } = await client.query<{ at: string }>('SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS at');
      return Number(rows[0]!.at);
    } finally {
      await client.end();
    }
  };
  const before = await read();
  return { since: async () => ({ writes: (await read()) - before }) };
}

const PAGE_BYTES = 24_000;
const SIGNATURES = 3;
const CONNECTIONS = 16;
const FOR_SECONDS = 5;

/**
 * The limit: what a birth cannot do without, done bare on the same machine, by as many at once. For each birth as many
 * HTTP requests as were made, answered by node:http from memory with a gzipped page of usual size; as many single-row
 * INSERT commits as transactions wrote, in the same PostgreSQL; three P-256 signatures; one Argon2id check of a password
 * as the house does it. No pages are made, no rules asked, no PDF set.
 */
export async function bareBirths(
  house: RunningHouse,
  done: WorkDone,
  users: number,
): Promise<{ perSecond: number; perBirth: Record<string, number> }> {
  const births = Math.max(1, done.births);
  const perBirth = {
    requests: Math.round(done.requests / births),
    writes: Math.round(done.writes / births),
    signatures: SIGNATURES,
    passwordChecks: 1,
  };
  const server = await bareServer();
  const pool = new pg.Pool({ ...house.owner, max: CONNECTIONS });
  // The server may be stopped while the last connections are still closing.
  pool.on('error', () => undefined);
  await pool.query('CREATE TABLE public.bare_write (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, value jsonb)');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = randomBytes(256);
  const password = 'con trâu đi trước cái cày theo sau';
  const phc = await hashPassword(password);
  const row = JSON.stringify({ row: randomBytes(150).toString('hex') });
  const one = async () => {
    for (let i = 0; i < perBirth.requests; i++) await server.ask();
    for (let i = 0; i < perBirth.writes; i++) {
      await pool.query({ name: 'bare', text: 'INSERT INTO public.bare_write (value) VALUES ($1)', values: [row] });
    }
    for (let i = 0; i < perBirth.signatures; i++) sign('sha256', text, privateKey);
    await isPasswordRight(password, phc);
  };
  try {
    let count = 0;
    const began = performance.now();
    const user = async () => {
      while (performance.now() - began < FOR_SECONDS * 1000) {
        await one();
        count++;
      }
    };
    await Promise.all(Array.from({ length: users }, user));
    return { perSecond: rounded(count / ((performance.now() - began) / 1000)), perBirth };
  } finally {
    await pool.query('DROP TABLE public.bare_write');
    await pool.end();
    server.close();
  }
}

/** A server that sends a gzipped page of usual size from memory, and who asks it over connections that are kept. */
export async function bareServer(): Promise<{ ask(): Promise<void>; close(): void }> {
  const page = gzipSync(
    Buffer.from(
      randomBytes(PAGE_BYTES / 4)
        .toString('hex')
        .repeat(2),
    ),
  );
  const server = createServer((_asked, reply) => {
    reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' }).end(page);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  const agent = new Agent({ keepAlive: true });
  return {
    ask: () =>
      new Promise((done, failed) => {
        request({ host: '127.0.0.1', port, agent }, (answer) => {
          answer.resume();
          answer.once('end', done);
        })
          .once('error', failed)
          .end();
      }),
    close() {
      agent.destroy();
      server.close();
    },
  };
}
