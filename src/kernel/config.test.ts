import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLoopback, readConfig, SETTINGS } from './config.ts';

test('without any setting it is a demonstration on this machine', () => {
  const config = readConfig({});
  assert.deepEqual(
    { ...config, dataDir: config.dataDir.endsWith('/.data') },
    {
      port: 8080,
      internalPort: 8081,
      host: '127.0.0.1',
      baseUrl: 'http://localhost:8080',
      dataDir: true,
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      signerSocket: undefined,
      signerDatabaseUrl: undefined,
      pkcs11: undefined,
      postQuantum: false,
      masterKey: undefined,
      people: 20_000,
      demo: true,
      trustedProxies: [],
      workers: 1,
      smtpUrl: undefined,
      smtpFrom: 'khong-tra-loi@mot-cua.example',
      smsUrl: undefined,
      smsToken: undefined,
      logWitnesses: [],
      machineNames: [],
      acmeAccounts: 'open',
      acmeHttpPort: 80,
      acmeDnsServers: undefined,
      estPort: undefined,
      acmeAddresses: undefined,
      root: 'own',
      log: 'info',
    },
  );
});

test('an empty setting is as if not set', () => {
  const empty = Object.fromEntries(SETTINGS.map(({ name }) => [name, '']));
  assert.deepEqual(readConfig(empty), readConfig({}));
});

test('a house that awaits its root makes no synthetic country', () => {
  assert.equal(readConfig({ ROOT: 'ceremony' }).people, 0);
  assert.throws(() => readConfig({ ROOT: 'ceremony', PEOPLE: '10' }), /PEOPLE=0/);
  assert.throws(() => readConfig({ ROOT: 'offline' }), /ROOT/);
});

test('with a database of its own it is no demonstration unless asked', () => {
  const DATABASE_URL = 'postgres://a:b@db:5432/mot_cua';
  assert.equal(readConfig({ DATABASE_URL }).demo, false);
  assert.equal(readConfig({ DATABASE_URL }).people, 0);
  assert.equal(readConfig({ DATABASE_URL, DEMO: '1' }).demo, true);
  assert.equal(readConfig({ DEMO: '0' }).demo, false);
});

test('a demonstration is refused where others could reach it', () => {
  for (const BASE_URL of [
    'https://mot-cua.example',
    'http://10.0.0.1',
    'http://localhost.evil.example',
    'http://127.0.0.1.nip.example',
  ])
    assert.throws(() => readConfig({ BASE_URL }), /DEMO .*refused.*BASE_URL/, BASE_URL);
  for (const BASE_URL of ['http://localhost:9', 'http://a.localhost', 'http://127.1.2.3:80', 'http://[::1]:8080'])
    assert.equal(readConfig({ BASE_URL }).demo, true);
  assert.equal(readConfig({ BASE_URL: 'https://mot-cua.example', DEMO: '0' }).demo, false);
  assert.ok(!isLoopback('127.0.0.1.example'));
});

test('each setting that cannot be used is refused by its name', () => {
  const refused: [Record<string, string>, RegExp][] = [
    [{ PORT: '80a' }, /^PORT must be a whole number from 0 to 65535, not 80a/],
    [{ PORT: '65536' }, /^PORT/],
    [{ PORT: '-1' }, /^PORT/],
    [{ PORT: '0x50' }, /^PORT/],
    [{ PORT: '1e3' }, /^PORT/],
    [{ PORT: ' ' }, /^PORT/],
    [{ INTERNAL_PORT: '1.5' }, /^INTERNAL_PORT/],
    [{ PORT: '9000', INTERNAL_PORT: '9000' }, /^PORT and INTERNAL_PORT must differ/],
    [{ BASE_URL: 'localhost:8080' }, /^BASE_URL/],
    [{ BASE_URL: 'mot-cua.example' }, /^BASE_URL/],
    [{ BASE_URL: 'ftp://localhost' }, /^BASE_URL/],
    [{ BASE_URL: 'http://localhost/portal' }, /^BASE_URL/],
    [{ BASE_URL: 'http://localhost/?a' }, /^BASE_URL/],
    [{ BASE_URL: 'http://user@localhost' }, /^BASE_URL/],
    [{ DATABASE_URL: 'localhost' }, /^DATABASE_URL/],
    [{ DATABASE_URL: 'mysql://localhost/x' }, /^DATABASE_URL/],
    [{ SMTP_URL: 'mail.example' }, /^SMTP_URL/],
    [{ SMS_URL: 'sms.example' }, /^SMS_URL/],
    [{ PEOPLE: 'many' }, /^PEOPLE/],
    [{ PEOPLE: '100000001' }, /^PEOPLE/],
    [{ DEMO: 'off' }, /^DEMO must be 1 or 0/],
    [{ DEMO: '2' }, /^DEMO/],
    [{ WORKERS: '0' }, /^WORKERS/],
    [{ WORKERS: '65' }, /^WORKERS/],
    [{ TRUSTED_PROXIES: 'balancer' }, /^TRUSTED_PROXIES/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES/],
    [{ TRUSTED_PROXIES: '10.0.0.1, *' }, /^TRUSTED_PROXIES/],
    [{ TRUSTED_PROXIES: '10.0.0.0/8/8' }, /^TRUSTED_PROXIES/],
    [{ LOG: 'loud' }, /^LOG has no level loud/],
  ];
  for (const [env, problem] of refused) {
    assert.throws(
      () => readConfig(env),
      (error: Error) => problem.test(error.message),
      JSON.stringify(env),
    );
  }
  assert.throws(
    () => readConfig({ DATABASE_URL: 'oracle://user:geheim@db/x' }),
    (error: Error) => !error.message.includes('geheim'),
  );
});

test('proxies are addresses and ranges', () => {
  assert.deepEqual(readConfig({ TRUSTED_PROXIES: ' 10.0.0.0/8, ::1 ,fd00::/8,' }).trustedProxies, [
    '10.0.0.0/8',
    '::1',
    'fd00::/8',
  ]);
});

test('witnesses are keys, each with an address', () => {
  assert.deepEqual(readConfig({ LOG_WITNESSES: ' báo+1+x https://báo.example/w , ,' }).logWitnesses, [
    { key: 'báo+1+x', address: 'https://báo.example/w' },
  ]);
  assert.throws(() => readConfig({ LOG_WITNESSES: 'https://witness.example' }), /LOG_WITNESSES/);
});

test('the address people use has no slash at its end and no port that goes without saying', () => {
  assert.equal(readConfig({ BASE_URL: 'https://mot-cua.example:443//', DEMO: '0' }).baseUrl, 'https://mot-cua.example');
  assert.equal(readConfig({ PORT: '9000' }).baseUrl, 'http://localhost:9000');
});
