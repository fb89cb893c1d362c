import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { readConfig } from '../../src/kernel/config.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import { openKeys } from '../../src/kernel/keys.ts';
import { createLog } from '../../src/kernel/log.ts';
import type { SealingHouse } from '../../src/systems/trust/keys.ts';
import { askActivation, authorise, type Application } from '../../src/systems/trust/remote/activation.ts';
import { beginEnrolment, finishEnrolment } from '../../src/systems/trust/remote/credential.ts';
import type { Signer } from '../../src/systems/trust/remote/rules.ts';
import { Authenticator, type Wrong } from './authenticator.ts';
import { testDatabase, type TestDatabase } from './database.ts';

/** People and officials who sign with a passkey, without a browser. */

export const site = readConfig({ DATA_DIR: tmpdir() }).baseUrl;
let folder: string;
/** An application that asks for signatures. */
export const application: Application = { id: 'a-bank', name: 'Ngân hàng Mẫu' };
export const refusedWith = (code: string) => ({ code });
export const hashOf = (text: string) => createHash('sha256').update(text).digest();

let database: TestDatabase;
let opened: SealingHouse;
let people = 0;

/** Opens a house before the first test of the file that calls this, and closes it after the last. Files run one after the other. */
export function openSigningHouse(): void {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'remote-'));
    database = await testDatabase();
    const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
    opened = { db: database.db, keys, config: readConfig({ DATA_DIR: folder }), log: createLog('error') };
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await database.close();
  });
}

/** The house that is open. */
export const signingHouse = (): SealingHouse => opened;

/** A file for programs that we did not write. */
export const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

/** As somebody who gets at the database itself. */
export async function asOwner(statement: string): Promise<void> {
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** An official's post, as it stands in a certificate. */
export type Post = Omit<Extract<Signer, { kind: 'official' }>, 'personalNumber' | 'name'>;
export const OFFICER_POST: Post = {
  kind: 'official',
  officialId: '01900000-0000-7000-8000-00000000000a',
  role: 'civil-status-officer',
  title: 'Công chức tư pháp - hộ tịch',
  agencyCode: 'H26.00025',
  agencyName: 'Ủy ban nhân dân phường Giảng Võ',
};

/** A person, or an official in a post, who has a certificate, and the passkey that goes with it. */
export async function aSigner(given: { showsNumber?: boolean; post?: Post; name?: string } = {}) {
  const personalNumber = `0011900${String(10_000 + people++)}`;
  const person = { personalNumber, name: given.name ?? 'Nguyễn Thị Minh Khai' };
  const signer: Signer = given.post ? { ...person, ...given.post } : { ...person, kind: 'person' };
  const passkey = new Authenticator(site);
  const { credentialId, challenge } = await beginEnrolment(opened, signer, { showsNumber: given.showsNumber ?? false });
  const credential = await finishEnrolment(opened, {
    credentialId,
    personalNumber,
    passkey: { id: passkey.id, publicKey: passkey.publicKey },
    response: passkey.answer(challenge),
  });
  return { signer, passkey, credential, personalNumber };
}
export type Someone = Awaited<ReturnType<typeof aSigner>>;

export const ask = ({ personalNumber, credential }: Someone, hashes: Buffer[]) =>
  askActivation(opened, {
    personalNumber,
    credentialId: credential.id,
    application,
    signs: 'hashes',
    hashes,
    names: [],
  });

/** Signature activation data for hashes, as an application gets it. */
export async function sadFor(someone: Someone, hashes: Buffer[], wrong?: Wrong): Promise<string> {
  const { activationId, challenge } = await ask(someone, hashes);
  const { personalNumber, passkey } = someone;
  const { sad } = await authorise(opened, { activationId, personalNumber, response: passkey.answer(challenge, wrong) });
  return sad;
}

/** Shows it, as the application that asked. */
export const use = ({ credential }: Someone, sad: string) => ({
  sad,
  application: application.id,
  credentialId: credential.id,
});
