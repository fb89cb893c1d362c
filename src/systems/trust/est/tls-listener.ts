import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { inspect } from 'node:util';
import { now } from '../../../kernel/clock.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { LANGUAGES } from '../../../kernel/text.ts';
import { toPem } from '../certificate/certificate.ts';
import { readMachineName } from '../certificate/machine-name.ts';
import { issueForMachine } from '../enrolment/issue.ts';
import { authorityOf, isRootAwaited } from '../keys.ts';
import { enrol, MOST_EST_BYTES, readAuthorityCertificates, requestAttributes } from './actions.ts';
import { CERTIFICATES, CSR_ATTRIBUTES, encodedText } from './answer.ts';

/**
 * A listener of the house's own for EST, where TLS ends here: so that a client can show its certificate and prove, by the handshake, that it holds
 * the key (RFC 7030 §3.3.2). Behind a proxy that ends TLS nobody could know that.
 */

const WITHIN_MS = 10_000;
const MOST_CONNECTIONS = 500;
/** The listener's own certificate is looked at so often, and replaced when so little of it is left. */
const LOOK_EVERY_MS = 60_000;
const REPLACED_BEFORE_MS = 15 * 86_400_000;

/** The listener that is open, and where. */
export interface EstListener {
  port: number;
  close(): Promise<void>;
}

/**
 * Listens for EST with TLS, under the name of BASE_URL. Its key is made here and lives as long as this process; its certificate is by the authority
 * of machines. A house that awaits its root shakes no hands until it has one. Refuses as `issueForMachine` does, e.g. where MACHINE_NAMES leaves the
 * house's own name out.
 */
export async function serveEst(house: House, { port, host }: { port: number; host: string }): Promise<EstListener> {
  let identity = (await isRootAwaited(house)) ? undefined : await newIdentity(house);
  const server = createServer(
    // Whom the certificate names and whether it holds is looked up here: nothing that a chain could say counts.
    { ...identity, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2', handshakeTimeout: WITHIN_MS },
    (request, response) => {
      answer(house, request, response).catch((error: unknown) => {
        house.log.error('trust.est_failed', { message: inspect(error) });
        end(response, 500, 'text/plain; charset=utf-8', '');
      });
    },
  );
  server.requestTimeout = WITHIN_MS;
  server.headersTimeout = WITHIN_MS;
  server.maxConnections = MOST_CONNECTIONS;
  // Who breaks off the handshake harms nobody else.
  server.on('tlsClientError', () => undefined);
  const renewal = setInterval(() => {
    if (identity && identity.until.getTime() - now().getTime() > REPLACED_BEFORE_MS) return;
    newIdentity(house).then(
      (next) => server.setSecureContext((identity = next)),
      (error: unknown) => house.log.warn('trust.est_certificate_not_renewed', { message: inspect(error) }),
    );
  }, LOOK_EVERY_MS);
  renewal.unref();
  await listening(server, port, host);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      clearInterval(renewal);
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => done());
  });

async function newIdentity(house: House): Promise<{ key: string; cert: string; until: Date }> {
  const host = new URL(house.config.baseUrl).hostname.replace(/^\[|\]$/g, '');
  const name = readMachineName(host);
  if (!name) throw new Error(`BASE_URL names no machine: ${host}`);
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = await issueForMachine(house, {
    profile: 'tls-server',
    publicKey,
    keyInfo: publicKey.export({ type: 'spki', format: 'der' }),
    names: [name],
    holder: 'the house itself',
    requestKey: `est-listener ${randomUUID()}`,
  });
  const issuer = (await authorityOf(house, certificate))!.read;
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    cert: toPem(certificate) + toPem(issuer),
    until: certificate.until,
  };
}

type Operation = {
  method: 'GET' | 'POST';
  work(request: IncomingMessage, body: Buffer): Promise<Buffer>;
  type: string;
};

const operationsOf = (house: House): Readonly<Record<string, Operation>> => {
  const enrolling = (kind: 'first' | 'again'): Operation => ({
    method: 'POST',
    type: CERTIFICATES,
    work: ({ headers: { authorization }, socket }, bytes) =>
      enrol(
        house,
        { bytes, authorization, address: socket.remoteAddress ?? '', shown: shownBy(socket as TLSSocket) },
        kind,
      ),
  });
  return {
    cacerts: { method: 'GET', type: CERTIFICATES, work: () => readAuthorityCertificates(house) },
    csrattrs: { method: 'GET', type: CSR_ATTRIBUTES, work: async () => requestAttributes() },
    simpleenroll: enrolling('first'),
    simplereenroll: enrolling('again'),
  };
};

/** The certificate by which the client has authenticated in this connection's handshake. */
const shownBy = (socket: TLSSocket): Buffer | undefined => socket.getPeerX509Certificate()?.raw;

async function answer(house: House, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, name = ''] = /^\/\.well-known\/est\/([a-z]{1,20})$/.exec(request.url ?? '') ?? [];
  const operations = operationsOf(house);
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) return end(response, 404, 'text/plain; charset=utf-8', '');
  if (request.method !== operation.method)
    return end(response, 405, 'text/plain; charset=utf-8', '', { allow: operation.method });
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (operation.method === 'POST' && type !== 'application/pkcs10')
    return end(response, 415, 'text/plain; charset=utf-8', '');
  const body = await bodyOf(request);
  if (!body) return end(response, 413, 'text/plain; charset=utf-8', '', { connection: 'close' });
  try {
    const der = await operation.work(request, body);
    end(response, 200, operation.type, encodedText(der), { 'content-transfer-encoding': 'base64' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const sentences = LANGUAGES.map((language) => sentenceOf(house, error.code, error.values, language));
    const headers: Record<string, string> = { 'x-refusal': error.code };
    if (error.status === 401) headers['www-authenticate'] = 'Basic realm="Mot Cua EST", charset="UTF-8"';
    end(response, error.status, 'text/plain; charset=utf-8', `${sentences.join('\n')}\n`, headers);
  }
}

function end(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store', ...headers }).end(body);
}

/** The body; undefined when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > MOST_EST_BYTES) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}
