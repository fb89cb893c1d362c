import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { acme, closeAcme, listen, openAcme } from '../../../../test/support/acme-client.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { rootCertificatePem } from '../index.ts';

/** Programs that others wrote, as their users run them. */

const folder = mkdtempSync(join(tmpdir(), 'acme-'));
const run = (program: string, ...args: string[]): Promise<string> =>
  new Promise((done) => execFile(program, args, { encoding: 'utf8' }, (_error, out, err) => done(`${out}${err}`)));
const file = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const stop = (server: Server) => new Promise((done) => server.close(done).closeAllConnections());
before(() => openAcme());
after(async () => {
  await closeAcme();
  rmSync(folder, { recursive: true });
});

test('certbot gets, renews and revokes a certificate', { skip: missing('certbot', 'openssl') }, async () => {
  await stop(acme.proofServer);
  const certbot = (...args: string[]) =>
    run(
      'certbot',
      ...args,
      '--server',
      `${acme.house.publicUrl}/acme/directory`,
      '--config-dir',
      join(folder, 'certbot'),
      '--work-dir',
      join(folder, 'work'),
      '--logs-dir',
      join(folder, 'logs'),
      '--non-interactive',
    );
  const standalone = ['--standalone', '--http-01-port', String(acme.proofPort), '--http-01-address', '127.0.0.1'];
  const live = join(folder, 'certbot', 'live', 'may-chu.localhost');
  const got = await certbot(
    'certonly',
    ...standalone,
    '--agree-tos',
    '-m',
    'quan-tri@co-quan.example',
    '-d',
    'may-chu.localhost',
  );
  assert.ok(existsSync(join(live, 'fullchain.pem')), got);
  const first = readFileSync(join(live, 'cert.pem'), 'utf8');
  await assertServes({ name: 'may-chu.localhost', chain: join(live, 'fullchain.pem'), key: join(live, 'privkey.pem') });
  const renewed = await certbot('renew', '--force-renewal', '--no-random-sleep-on-renew');
  assert.notEqual(readFileSync(join(live, 'cert.pem'), 'utf8'), first, renewed);
  const revoked = await certbot('revoke', '--cert-path', join(live, 'cert.pem'), '--no-delete-after-revoke');
  assert.match(revoked, /successfully revoked/i, revoked);
  await listen(acme.proofServer, acme.proofPort);
});

test('lego gets, renews and revokes a certificate', { skip: missing('lego', 'openssl') }, async () => {
  await stop(acme.proofServer);
  const lego = (...args: string[]) =>
    run(
      'lego',
      '--server',
      `${acme.house.publicUrl}/acme/directory`,
      '--path',
      join(folder, 'lego'),
      '--email',
      'quan-tri@co-quan.example',
      '--accept-tos',
      '--domains',
      'lego.localhost',
      '--http',
      '--http.port',
      `127.0.0.1:${acme.proofPort}`,
      ...args,
    );
  const certificates = join(folder, 'lego', 'certificates');
  const got = await lego('run');
  const chain = join(certificates, 'lego.localhost.crt');
  assert.ok(existsSync(chain), got);
  const first = readFileSync(chain, 'utf8');
  await assertServes({ name: 'lego.localhost', chain, key: join(certificates, 'lego.localhost.key') });
  const renewed = await lego('renew', '--days', '365', '--no-random-sleep');
  assert.notEqual(readFileSync(chain, 'utf8'), first, renewed);
  const revoked = await lego('revoke', '--keep');
  assert.doesNotMatch(revoked, /error/i, revoked);
  assert.ok(readdirSync(certificates).length > 0);
  await listen(acme.proofServer, acme.proofPort);
});

/** A small TLS server with these files is trusted by `openssl s_client` that trusts our root. */
async function assertServes({ name, chain, key }: { name: string; chain: string; key: string }): Promise<void> {
  const server = createTlsServer({ cert: readFileSync(chain), key: readFileSync(key) }, (socket) =>
    socket.end('xin chào\n'),
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const root = file('root.pem', await rootCertificatePem(acme.house.house));
  const { port } = server.address() as AddressInfo;
  const said = await run(
    'openssl',
    's_client',
    '-connect',
    `127.0.0.1:${port}`,
    '-servername',
    name,
    '-verify_hostname',
    name,
    '-CAfile',
    root,
    '-verify_return_error',
    '-x509_strict',
  );
  server.close();
  assert.match(said, /Verify return code: 0 \(ok\)/, said);
}
