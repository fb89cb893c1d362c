import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Refusal } from '../../../kernel/refusal.ts';
import { readMachineName, type MachineName } from '../certificate/machine-name.ts';

/** Asks a machine for the proof of http-01 (RFC 8555 §8.3): bounded in time, bytes, steps, ports and addresses. */

const MOST_STEPS = 6;
const MOST_BYTES = 1024;
const TIMEOUT_MS = 10_000;
const HTTP_PORT = 80;
const HTTPS_PORT = 443;

export interface ProofOrder {
  name: MachineName;
  token: string;
  port: number;
  isAllowed(address: string): boolean;
}

/**
 * The text at the well-known address of the challenge, without white space at its end. What else the machine says is told to
 * nobody, so that no one reads through us what only we may. Refuses `trust.acme_host_unknown`, `trust.acme_host_not_asked`,
 * `trust.acme_host_unreachable`, `trust.acme_answer_wrong`.
 */
export async function fetchProof({ name, token, port, isAllowed }: ProofOrder): Promise<string> {
  const host = name.kind === 'ip' && name.text.includes(':') ? `[${name.text}]` : name.text;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let url = new URL(`http://${host}:${port}/.well-known/acme-challenge/${token}`);
  for (let step = 0; step < MOST_STEPS; step++) {
    const answer = await ask(url, { isAllowed, signal });
    if (answer.next === undefined) return answer.text;
    url = nextOf(url, answer.next, port);
  }
  throw new Refusal('trust.acme_answer_wrong', 403);
}

/** Where a redirection leads: over HTTP or HTTPS, on their own ports or ours. */
function nextOf(from: URL, location: string, port: number): URL {
  if (!URL.canParse(location, from)) throw new Refusal('trust.acme_answer_wrong', 403);
  const to = new URL(location, from);
  const ports = to.protocol === 'http:' ? [HTTP_PORT, port] : to.protocol === 'https:' ? [HTTPS_PORT] : [];
  const asked = Number(to.port || (to.protocol === 'https:' ? HTTPS_PORT : HTTP_PORT));
  const host = to.hostname.replace(/^\[|\]$/g, '');
  if (!ports.includes(asked) || to.username || to.password || !readMachineName(host))
    throw new Refusal('trust.acme_host_not_asked', 403);
  return to;
}

/** The address to ask: the first of the name's that may be. A name below `localhost` is this machine (RFC 6761 §6.3). */
async function addressOf(
  host: string,
  isAllowed: ProofOrder['isAllowed'],
): Promise<{ address: string; family: number }> {
  const isThisMachine = host === 'localhost' || host.endsWith('.localhost');
  let found: { address: string; family: number }[];
  try {
    found = isThisMachine ? [{ address: '127.0.0.1', family: 4 }] : await lookup(host, { all: true });
  } catch {
    throw new Refusal('trust.acme_host_unknown', 403);
  }
  const allowed = found.find(({ address }) => isAllowed(address));
  if (!allowed) throw new Refusal('trust.acme_host_not_asked', 403);
  return allowed;
}

async function ask(
  url: URL,
  { isAllowed, signal }: { isAllowed: ProofOrder['isAllowed']; signal: AbortSignal },
): Promise<{ text: string; next?: string }> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { address, family } = await addressOf(host, isAllowed);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const answer = await new Promise<IncomingMessage>((done, failed) => {
    const asked = request(url, {
      signal,
      agent: false,
      // The address that was looked at is the one that is asked: a second answer of the name servers counts for nothing.
      lookup: (_host, options, found) =>
        options.all ? found(null, [{ address, family }]) : found(null, address, family),
      headers: { 'user-agent': 'mot-cua-acme', accept: '*/*' },
      // Who is asked may not have a certificate yet, or one that ended (RFC 8555 §8.3).
      rejectUnauthorized: false,
    });
    asked.on('response', done);
    asked.on('error', () => failed(new Refusal('trust.acme_host_unreachable', 403)));
    asked.end();
  });
  return readAnswer(answer);
}

async function readAnswer(answer: IncomingMessage): Promise<{ text: string; next?: string }> {
  const { statusCode = 0, headers } = answer;
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined) {
    answer.destroy();
    return { text: '', next: headers.location };
  }
  if (statusCode !== 200) {
    answer.destroy();
    throw new Refusal('trust.acme_answer_wrong', 403);
  }
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MOST_BYTES) {
        answer.destroy();
        throw new Refusal('trust.acme_answer_wrong', 403);
      }
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('trust.acme_host_unreachable', 403);
  }
  return { text: Buffer.concat(parts).toString('latin1').trimEnd() };
}
