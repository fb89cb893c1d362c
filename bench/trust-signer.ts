import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Connection } from '../src/kernel/db.ts';
import { newId } from '../src/kernel/ids.ts';
import type { House } from '../src/kernel/system.ts';
import { openOwnKeystore } from '../src/systems/trust/keystore/door.ts';
import type { Keystore } from '../src/systems/trust/keystore/keystore.ts';
import { RemoteKeystore } from '../src/systems/trust/signer/client.ts';
import { socketOf } from '../src/systems/trust/signer/place.ts';
import { printDetail, printFigure } from './figures.ts';

const ALONE = 500;
const TOGETHER = 64;
const ROUNDS = 60;

/**
 * `trust.signer`: checked signatures of checkpoints on P-256 by the signer in its own process, 64 asked at a time; the limit is the same keystore in this
 * process. Beside it what one alone takes, and the processor time of this process for each.
 */
export async function signerProcess(house: House, login: Connection): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-signer-'));
  const child = fork(resolve(import.meta.dirname, '../src/systems/trust/signer/main.ts'), {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      SIGNER_SOCKET: '',
      SIGNER_DATABASE_URL: `postgres://${login.user}@${encodeURIComponent(login.host!)}:${login.port}/${login.database}`,
    },
  });
  const remote = new RemoteKeystore(socketOf({ dataDir, signerSocket: undefined }));
  try {
    const here = await measure(openOwnKeystore(house));
    const apart = await measure(remote);
    printDetail('trust.signer', {
      'in this process, ms each alone': here.alone_ms,
      'by the signer, ms each alone': apart.alone_ms,
      'in this process, its processor ms each': here.processor_ms,
      'by the signer, processor ms each of who asks': apart.processor_ms,
    });
    printFigure({ bench: 'trust.signer', value: apart.perSecond, unit: 'signatures/s', limit: here.perSecond });
  } finally {
    remote.close();
    child.kill('SIGTERM');
    rmSync(dataDir, { recursive: true });
  }
}

async function measure(keystore: Keystore): Promise<{ alone_ms: number; perSecond: number; processor_ms: number }> {
  const keyInfo = await keystore.make({ use: 'checkpoint', algorithm: 'P-256', request: newId() });
  const key = createHash('sha256').update(keyInfo).digest();
  const bytes = Buffer.from(`bench\n1\n${randomBytes(32).toString('base64')}\n`);
  const sign = () => keystore.sign(key, { kind: 'checkpoint', bytes });
  for (let i = 0; i < ALONE; i++) await sign();
  const began = performance.now();
  for (let i = 0; i < ALONE; i++) await sign();
  const alone_ms = round((performance.now() - began) / ALONE);
  const processor = process.cpuUsage();
  const from = performance.now();
  for (let i = 0; i < ROUNDS; i++) await Promise.all(Array.from({ length: TOGETHER }, sign));
  const seconds = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const count = ROUNDS * TOGETHER;
  return { alone_ms, perSecond: count / seconds, processor_ms: round((user + system) / 1000 / count) };
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
