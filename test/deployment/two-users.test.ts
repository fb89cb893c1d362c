import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createPrivateKey, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/kernel/embedded-postgres.ts';
import { missing } from '../support/chromium.ts';

/**
 * The signer as a user of its own, as deploy/README.md has it: the commands and settings of the units, under their users, groups and masks, over a
 * PostgreSQL that asks for passwords. Only root may become other users.
 */

const ROOT = resolve(import.meta.dirname, '../..');
const skip = process.getuid?.() === 0 ? missing('setpriv', 'psql', 'openssl') : 'only root may become other users';
/** Ids that nobody has; the group is the house's, and the signer is in it. */
const HOUSE = { uid: 64_801, gid: 64_801 };
const SIGNER = { uid: 64_802, gid: 64_801 };
/** Who makes the database ready: systemd would make up a user for it. */
const PREPARER = { uid: 64_804, gid: 64_804 };
const STRANGER = { uid: 64_803, gid: 64_803 };
type User = typeof HOUSE;

let folder: string;
let postgres: EmbeddedPostgres;
let signer: ChildProcess;
let house: ChildProcess;
let said = '';
const port = 20_000 + (process.pid % 20_000);
const inFolder = (name: string) => join(folder, name);

/** A value of a unit, the last where it stands twice. */
const unitOf = (name: string, key: string) =>
  [...readFileSync(join(ROOT, 'deploy', name), 'utf8').matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].at(-1)![1]!;
/** The settings of a file, with other values for some. */
function settingsOf(name: string, changed: Record<string, string>): Record<string, string> {
  const lines = [...readFileSync(join(ROOT, 'deploy', name), 'utf8').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)];
  const settings = Object.fromEntries(lines.map(([, key, value]) => [key!, value!]));
  for (const key of Object.keys(changed)) assert.ok(key in settings, `${name} has no ${key}`);
  return { ...settings, ...changed };
}

const become = ({ uid, gid }: User) => [
  `--reuid=${uid}`,
  `--regid=${gid}`,
  '--clear-groups',
  '--no-new-privs',
  '--bounding-set=-all',
  '--inh-caps=-all',
];
/** Runs the command of a unit as its user. */
function startUnit(unit: string, user: User, env: Record<string, string>): ChildProcess {
  const command = unitOf(unit, 'ExecStart').replaceAll(unitOf(unit, 'WorkingDirectory'), ROOT);
  const started = spawn('setpriv', [...become(user), 'sh', '-c', `umask ${unitOf(unit, 'UMask')}; exec ${command}`], {
    cwd: ROOT,
    // systemd tells a service where its user's home is, there or not.
    env: { PATH: process.env.PATH!, HOME: '/nonexistent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (text) => (said += String(text)));
  return started;
}
const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null ? undefined : new Promise((done) => child.once('exit', done));
/** What a user is told who tries a command of the shell. */
const tried = (user: User, command: string) =>
  spawnSync('setpriv', [...become(user), 'sh', '-c', command], { encoding: 'utf8', cwd: '/' });
async function until(what: string, isSo: () => boolean | Promise<boolean>, most_s = 120): Promise<void> {
  for (let i = 0; !(await isSo()); i++) {
    if (i > most_s * 5 || house?.exitCode) throw new Error(`${what}: not so after ${most_s} s. ${said.slice(-3000)}`);
    await wait(200);
  }
}

/** The house's unit, over settings of its own. */
const startHouse = () =>
  startUnit(
    'mot-cua.service',
    HOUSE,
    settingsOf('mot-cua.env', {
      BASE_URL: `http://localhost:${port}`,
      PORT: `${port}`,
      INTERNAL_PORT: `${port + 1}`,
      WORKERS: '1',
      DATABASE_URL: login('mot_cua'),
      MASTER_KEY: masterKey,
      SIGNER_SOCKET: inFolder('signer-run/socket'),
      DATA_DIR: inFolder('house-data'),
      SMTP_URL: '',
      SMS_URL: '',
    }),
  );
const masterKey = randomBytes(32).toString('base64');

const login = (name: string) =>
  `postgres://${name}:${name}-password@${encodeURIComponent(String(postgres.owner.host))}:5432/mot_cua`;
function startSigner(socket = 'signer-run/socket'): ChildProcess {
  const env = settingsOf('mot-cua-signer.env', {
    DATA_DIR: inFolder('signer-data'),
    SIGNER_SOCKET: inFolder(socket),
    SIGNER_DATABASE_URL: login('mot_cua_signer'),
    BASE_URL: `http://localhost:${port}`,
  });
  return startUnit('mot-cua-signer.service', SIGNER, env);
}
const makeFolder = (name: string, mode: number, { uid, gid }: User) => {
  mkdirSync(inFolder(name));
  chownSync(inFolder(name), uid, gid);
  chmodSync(inFolder(name), mode);
};

/** A PostgreSQL as deploy/postgresql.sql makes it, which believes nobody but the superuser without a password. */
async function startPostgres(): Promise<void> {
  postgres = await startEmbeddedPostgres(inFolder('postgres'), { throwaway: true });
  const host = String(postgres.owner.host);
  const client = new pg.Client({ ...postgres.owner, database: 'postgres' });
  await client.connect();
  await client.query('DROP DATABASE mot_cua');
  await client.query('DROP ROLE mot_cua, mot_cua_signer');
  const files = [
    '-v',
    'owner_password=mot_cua_owner-password',
    '-v',
    'password=mot_cua-password',
    '-v',
    'signer_password=mot_cua_signer-password',
  ];
  const sql = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-h', host, '-U', 'postgres', '-d', 'postgres'];
  execFileSync('psql', [...sql, ...files, '-f', join(ROOT, 'deploy/postgresql.sql')]);
  writeFileSync(inFolder('postgres/pg_hba.conf'), 'local all postgres trust\nlocal all all scram-sha-256\n');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
  chmodSync(host, 0o755);
}

before(async () => {
  if (skip) return;
  folder = mkdtempSync('/var/tmp/mot-cua-two-users-');
  chmodSync(folder, 0o711);
  await startPostgres();
  makeFolder('signer-data', Number.parseInt(unitOf('mot-cua-signer.service', 'StateDirectoryMode'), 8), SIGNER);
  makeFolder('signer-run', Number.parseInt(unitOf('mot-cua-signer.service', 'RuntimeDirectoryMode'), 8), SIGNER);
  makeFolder('house-data', Number.parseInt(unitOf('mot-cua.service', 'StateDirectoryMode'), 8), HOUSE);
  // As on a new machine: the signer is there first, over a database in which nothing is.
  signer = startSigner();
  await until('the signer listens', () => existsSync(inFolder('signer-run/socket')));
  // The house makes nothing ready itself, and says who does.
  house = startHouse();
  assert.equal(await ended(house), 1);
  assert.match(said, /the database is not that of this release.*prepare-database/);
  const preparing = startUnit(
    'mot-cua-prepare.service',
    PREPARER,
    settingsOf('mot-cua-prepare.env', { DATABASE_OWNER_URL: login('mot_cua_owner'), DATABASE_URL: login('mot_cua') }),
  );
  assert.equal(await ended(preparing), 0, said.slice(-2000));
  house = startHouse();
  await until('the house is ready', () => /\(ready in/.test(said));
});
after(async () => {
  if (skip) return;
  for (const child of [house, signer]) {
    const over = ended(child);
    child.kill('SIGTERM');
    await over;
  }
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

/** Whether the house gives a time stamp, which the signer signs. */
async function isStamped(): Promise<boolean> {
  writeFileSync(inFolder('text'), 'x');
  execFileSync('openssl', ['ts', '-query', '-data', inFolder('text'), '-sha256', '-out', inFolder('query')], {
    stdio: 'ignore',
  });
  const answer = await fetch(`http://localhost:${port}/tsa`, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: readFileSync(inFolder('query')),
  });
  writeFileSync(inFolder('reply'), Buffer.from(await answer.arrayBuffer()));
  return /Status: Granted/.test(
    execFileSync('openssl', ['ts', '-reply', '-in', inFolder('reply'), '-text'], { encoding: 'utf8', stdio: 'pipe' }),
  );
}

test('the house asks a signer that is another user, and has time stamps signed', { skip }, async () => {
  assert.ok(await isStamped(), said.slice(-2000));
  const key = statSync(inFolder('signer-data/signer/master.key'));
  assert.deepEqual([key.uid, key.mode & 0o777], [SIGNER.uid, 0o600]);
  const socket = statSync(inFolder('signer-run/socket'));
  assert.deepEqual([socket.uid, socket.gid, socket.mode & 0o777], [SIGNER.uid, HOUSE.gid, 0o660]);
});

test(
  'the house’s user reaches neither the master key, nor the memory of the signer, nor its socket’s place',
  { skip },
  () => {
    const own = `/proc/${String(signer.pid)}`;
    const run = inFolder('signer-run');
    for (const command of [
      `cat ${inFolder('signer-data/signer/master.key')}`,
      `ls ${inFolder('signer-data')}`,
      `cat ${own}/environ`,
      `head -c 1 ${own}/mem`,
      `rm ${run}/socket`,
      `mv ${run}/socket ${run}/old`,
      `touch ${run}/another`,
      `chmod 777 ${run}/socket`,
      `kill -9 ${String(signer.pid)}`,
    ]) {
      const { status, stderr } = tried(HOUSE, command);
      assert.notEqual(status, 0, command);
      assert.match(stderr, /denied|not permitted/i, command);
    }
    // What it may: look where the socket is, and open it.
    assert.equal(tried(HOUSE, `test -S ${run}/socket`).status, 0);
    assert.notEqual(tried(STRANGER, `test -S ${run}/socket`).status, 0);
  },
);

test(
  'the house’s login neither becomes the signer’s nor reads its tables, and the signer’s becomes nobody else’s',
  { skip },
  async () => {
    const refusedTo = async (name: string, statement: string): Promise<string> => {
      const client = new pg.Client({ connectionString: login(name) });
      await client.connect();
      try {
        await client.query(statement);
        return 'done';
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await client.end();
      }
    };
    const insufficient_privilege = '42501';
    for (const role of ['trust_signer', 'mot_cua_owner', 'mot_cua_signer'])
      assert.equal(await refusedTo('mot_cua', `SET ROLE ${role}`), insufficient_privilege, role);
    for (const table of ['private_key', 'passkey_binding', 'passkey_counter', 'given_consent', 'consent_use'])
      for (const as of ['', 'SET ROLE trust; ', 'SET ROLE kernel; ']) {
        assert.equal(await refusedTo('mot_cua', `${as}SELECT FROM trust.${table}`), insufficient_privilege, table);
        assert.equal(await refusedTo('mot_cua', `${as}DELETE FROM trust.${table}`), insufficient_privilege, table);
      }
    assert.equal(await refusedTo('mot_cua', 'CREATE SCHEMA its_own'), insufficient_privilege);
    assert.equal(await refusedTo('mot_cua', 'ALTER TABLE trust.private_key OWNER TO mot_cua'), insufficient_privilege);
    assert.equal(await refusedTo('mot_cua', 'GRANT trust_signer TO mot_cua'), insufficient_privilege);
    assert.equal(await refusedTo('mot_cua', `ALTER ROLE mot_cua_signer PASSWORD 'x'`), insufficient_privilege);
    assert.equal(await refusedTo('mot_cua_signer', 'SET ROLE trust_signer; SELECT FROM trust.private_key'), 'done');
    assert.equal(await refusedTo('mot_cua_signer', 'SET ROLE trust'), insufficient_privilege);
    assert.equal(await refusedTo('mot_cua_signer', 'SELECT FROM trust.private_key'), insufficient_privilege);
  },
);

test(
  'what the owner of the database reads of keys is sealed, and the house’s login reads nothing of it',
  { skip },
  async () => {
    const client = new pg.Client({ connectionString: login('mot_cua_owner') });
    await client.connect();
    const { rows } = await client.query<{ sealed: Buffer }>('SELECT sealed FROM trust.private_key');
    await client.end();
    assert.ok(rows.length > 3);
    for (const { sealed } of rows) {
      assert.throws(() => createPrivateKey({ key: sealed, format: 'der', type: 'pkcs8' }));
      // The identifier of keys on curves, which each of them has where it is not sealed.
      assert.ok(!sealed.includes(Buffer.from('2a8648ce3d0201', 'hex')));
    }
  },
);

test('a signer does not start where another user could exchange its code or its socket', { skip }, async () => {
  makeFolder('of-the-house', 0o755, HOUSE);
  makeFolder('of-the-signer', 0o755, SIGNER);
  makeFolder('of-the-group', 0o775, SIGNER);
  for (const [name, isStarted] of [
    ['of-the-house', false],
    ['of-the-group', false],
    ['of-the-signer', true],
  ] as const) {
    const other = startSigner(`${name}/socket`);
    const over = ended(other);
    if (isStarted) {
      await until('another signer listens', () => existsSync(inFolder(`${name}/socket`)));
      other.kill('SIGTERM');
      await over;
    } else assert.equal(await over, 1);
  }
  assert.match(said, /others may write .*of-the-house/);
});

test('a signer that died is started again by its unit, and the house goes on', { skip }, async () => {
  const over = ended(signer);
  signer.kill('SIGKILL');
  await over;
  const stamping = isStamped();
  signer = startSigner();
  assert.ok(await stamping);
});

test('who is not in the house’s group asks nothing', { skip }, async () => {
  const answer = tried(
    STRANGER,
    `${join(ROOT, 'node_modules/.bin/node')} -e "require('net').connect('${inFolder('signer-run/socket')}').on('connect', () => process.exit(0)).on('error', (e) => { console.error(e.code); process.exit(1); })"`,
  );
  assert.deepEqual([answer.status, answer.stderr.trim()], [1, 'EACCES']);
  await new Promise<void>((done, failed) => {
    const socket = connect(inFolder('signer-run/socket'), () => {
      socket.destroy();
      done();
    });
    socket.once('error', failed);
  });
});
