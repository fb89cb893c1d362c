import { Resolver } from 'node:dns';
import { isIP } from 'node:net';
import { resolve } from 'node:path';

/** One setting: its name in the environment, what it is when it is not set, and what it is for. README lists them all; a test compares. */
interface Setting {
  name: string;
  byDefault: string;
  meaning: string;
}

export const SETTINGS: readonly Setting[] = [
  { name: 'PORT', byDefault: '8080', meaning: 'port of the public pages and of the OpenID Provider' },
  { name: 'INTERNAL_PORT', byDefault: '8081', meaning: 'port for information systems: the exchange, health, metrics' },
  { name: 'HOST', byDefault: '127.0.0.1', meaning: 'address that both ports listen on' },
  { name: 'BASE_URL', byDefault: 'http://localhost:<PORT>', meaning: 'the address people use' },
  { name: 'DATA_DIR', byDefault: '.data', meaning: 'folder for the embedded database, files, keys and the outbox' },
  {
    name: 'DATABASE_URL',
    byDefault: 'the embedded PostgreSQL',
    meaning: 'any PostgreSQL 18; the user may create roles and schemas',
  },
  {
    name: 'DATABASE_OWNER_URL',
    byDefault: 'none',
    meaning:
      'the same database as its owner, for `motcua prepare-database`; then the login of DATABASE_URL needs no rights of its own',
  },
  {
    name: 'SIGNER_SOCKET',
    byDefault: 'a socket in DATA_DIR',
    meaning: 'socket of a signer that others start; without it the house starts its own',
  },
  {
    name: 'SIGNER_DATABASE_URL',
    byDefault: 'DATABASE_URL',
    meaning: 'the same database as the login of the signer, which alone reads private keys',
  },
  {
    name: 'PKCS11_MODULE',
    byDefault: 'none',
    meaning: 'file of the PKCS #11 module by which the signer reaches a token that keys are made on',
  },
  { name: 'PKCS11_TOKEN', byDefault: 'none', meaning: 'label of that token' },
  { name: 'PKCS11_PIN_FILE', byDefault: 'none', meaning: 'file with the PIN of the token, for the signer alone' },
  {
    name: 'PKCS11_USES',
    byDefault: 'authority,seal,time-stamp,answer,trusted-list',
    meaning: 'what keys on the token are made for, by commas; all others lie sealed in the database',
  },
  {
    name: 'MASTER_KEY',
    byDefault: 'made in DATA_DIR',
    meaning: '32 bytes, base64: seals files and what is secret in the database',
  },
  {
    name: 'PEOPLE',
    byDefault: '20000; 0 with DATABASE_URL or ROOT=ceremony',
    meaning: 'size of the synthetic country, made at the first start',
  },
  {
    name: 'DEMO',
    byDefault: '1 with the embedded database',
    meaning: 'lists synthetic people on the sign-in page; loopback only',
  },
  {
    name: 'TRUSTED_PROXIES',
    byDefault: 'none',
    meaning: 'addresses or CIDR ranges, by commas, of the load balancers whose X-Forwarded-For is believed',
  },
  {
    name: 'MACHINE_NAMES',
    byDefault: 'any',
    meaning:
      'domains and address ranges, by commas, that machines get certificates for: written into their authority at the first start',
  },
  {
    name: 'ROOT',
    byDefault: 'own',
    meaning:
      'who makes the root of all certificates: the house at its first start (`own`), or people on a machine of its own (`ceremony`)',
  },
  {
    name: 'POST_QUANTUM',
    byDefault: 'off',
    meaning: '`ml-dsa` makes a second root, with an authority for seals that sign by ML-DSA; never with ROOT=ceremony',
  },
  {
    name: 'ACME_ACCOUNTS',
    byDefault: 'open with DEMO, else permit',
    meaning: 'who may have an ACME account: anyone (`open`), or who was given a permit (`permit`)',
  },
  { name: 'ACME_HTTP_PORT', byDefault: '80', meaning: 'port on which a machine is asked whether a name is its own' },
  {
    name: 'ACME_ADDRESSES',
    byDefault: 'all but loopback, link-local and multicast; loopback with DEMO',
    meaning: 'addresses and CIDR ranges, by commas, that a machine may be asked at',
  },
  {
    name: 'ACME_DNS_SERVERS',
    byDefault: 'those of the machine',
    meaning: 'name servers, by commas, with their ports, that are asked whether a name has the record that proves it',
  },
  {
    name: 'EST_PORT',
    byDefault: 'none',
    meaning:
      'port on which the house itself ends TLS for EST, so that machines renew by the certificate that they have',
  },
  { name: 'WORKERS', byDefault: '1', meaning: 'number of web processes' },
  { name: 'SMTP_URL', byDefault: 'the outbox folder', meaning: 'mail server, e.g. smtps://user:password@host' },
  { name: 'SMTP_FROM', byDefault: 'khong-tra-loi@mot-cua.example', meaning: 'sender of mail' },
  { name: 'SMS_URL', byDefault: 'the outbox folder', meaning: 'HTTP gateway that takes POST {to, text}' },
  { name: 'SMS_TOKEN', byDefault: 'none', meaning: 'bearer token for the SMS gateway' },
  {
    name: 'LOG_WITNESSES',
    byDefault: 'none',
    meaning: 'who cosigns the public log, by commas: the key of each witness, a space, its address',
  },
  { name: 'LOG', byDefault: 'info', meaning: 'least level that is logged: debug, info, warn, error, silent' },
];

/** Exit status of a process that a setting keeps from starting, and that must not be started again before it is changed (sysexits.h: EX_CONFIG). */
export const ENDED_BY_SETTING = 78;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The settings, read and checked once at start. */
export interface Config {
  port: number;
  internalPort: number;
  host: string;
  baseUrl: string;
  dataDir: string;
  /** Undefined: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** For the command that makes the database ready alone. */
  databaseOwnerUrl: string | undefined;
  /** Undefined: the house starts its own signer. */
  signerSocket: string | undefined;
  signerDatabaseUrl: string | undefined;
  /** The token of the signer: the file of its module, its label, the file of its PIN, and what its keys are for. Undefined: no token. */
  pkcs11: { module: string; token: string; pinFile: string; uses: readonly string[] } | undefined;
  masterKey: string | undefined;
  people: number;
  demo: boolean;
  /** Addresses and CIDR ranges whose word is taken for who asks. */
  trustedProxies: readonly string[];
  /** Domains and address ranges of the machines' authority; none: any. */
  machineNames: readonly string[];
  /** Whether the house makes its own root, or awaits what one signs at a ceremony. */
  root: 'own' | 'ceremony';
  /** Whether there is a second root, with an authority for seals, that sign by ML-DSA. */
  postQuantum: boolean;
  acmeAccounts: 'open' | 'permit';
  acmeHttpPort: number;
  /** Where machines may be asked; undefined: all but loopback (without DEMO), link-local and multicast. */
  acmeAddresses: readonly string[] | undefined;
  /** Undefined: the name servers of the machine. */
  acmeDnsServers: readonly string[] | undefined;
  /** Undefined: no listener for EST but the public port. */
  estPort: number | undefined;
  workers: number;
  smtpUrl: string | undefined;
  smtpFrom: string;
  smsUrl: string | undefined;
  smsToken: string | undefined;
  /** Who cosigns the public log: keys as told, and addresses. */
  logWitnesses: readonly { key: string; address: string }[];
  log: LogLevel;
}

const MOST_PEOPLE = 100_000_000;

/** Reads the settings from `env`; an empty one is as if not set. Throws with a sentence that names the setting when one cannot be used. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const port = wholeNumber(env, 'PORT', 8080, { least: 0, most: 65_535 });
  const internalPort = wholeNumber(env, 'INTERNAL_PORT', 8081, { least: 0, most: 65_535 });
  if (port === internalPort && port !== 0) throw new Error(`PORT and INTERNAL_PORT must differ, not both be ${port}`);
  const baseUrl = readBaseUrl(env.BASE_URL || `http://localhost:${port}`);
  const databaseUrl = readDatabaseUrl(env, 'DATABASE_URL');
  const databaseOwnerUrl = readDatabaseUrl(env, 'DATABASE_OWNER_URL');
  const signerDatabaseUrl = readDatabaseUrl(env, 'SIGNER_DATABASE_URL');
  const smtpUrl = env.SMTP_URL || undefined;
  if (smtpUrl && !isUrl(smtpUrl, ['smtp:', 'smtps:']))
    throw new Error('SMTP_URL must be like smtps://user:password@host');
  const smsUrl = env.SMS_URL || undefined;
  if (smsUrl && !isUrl(smsUrl, ['http:', 'https:'])) throw new Error('SMS_URL must begin with https:// or http://');
  const demo = yesOrNo(env, 'DEMO', databaseUrl === undefined);
  if (demo && !isLoopback(new URL(baseUrl).hostname)) {
    throw new Error(
      `DEMO shows everyone how to sign in as a synthetic person, so it is refused when BASE_URL is not a loopback address (${baseUrl}). Set DEMO=0.`,
    );
  }
  const root = oneOf(env, 'ROOT', ['own', 'ceremony'], 'own');
  const people = wholeNumber(env, 'PEOPLE', databaseUrl || root === 'ceremony' ? 0 : 20_000, {
    least: 0,
    most: MOST_PEOPLE,
  });
  if (root === 'ceremony' && people > 0)
    throw new Error(
      'ROOT=ceremony awaits its root, and a synthetic country is sealed at the first start: set PEOPLE=0',
    );
  const postQuantum = oneOf(env, 'POST_QUANTUM', ['off', 'ml-dsa'], 'off') === 'ml-dsa';
  if (postQuantum && root === 'ceremony')
    throw new Error(
      'POST_QUANTUM=ml-dsa makes a second root in the house, and with ROOT=ceremony no root may be in it',
    );
  const log = (env.LOG || 'info') as LogLevel;
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(log)) throw new Error(`LOG has no level ${log}`);
  return {
    port,
    internalPort,
    host: env.HOST || '127.0.0.1',
    baseUrl,
    dataDir: resolve(env.DATA_DIR || '.data'),
    databaseUrl,
    databaseOwnerUrl,
    signerSocket: env.SIGNER_SOCKET ? resolve(env.SIGNER_SOCKET) : undefined,
    signerDatabaseUrl,
    pkcs11: readPkcs11(env),
    masterKey: env.MASTER_KEY || undefined,
    people,
    demo,
    trustedProxies: readRanges('TRUSTED_PROXIES', env.TRUSTED_PROXIES ?? ''),
    machineNames: readMachineNames(env.MACHINE_NAMES ?? ''),
    root,
    postQuantum,
    acmeAccounts: oneOf(env, 'ACME_ACCOUNTS', ['open', 'permit'], demo ? 'open' : 'permit'),
    acmeHttpPort: wholeNumber(env, 'ACME_HTTP_PORT', 80, { least: 1, most: 65_535 }),
    acmeDnsServers: env.ACME_DNS_SERVERS ? readNameServers(env.ACME_DNS_SERVERS) : undefined,
    estPort: env.EST_PORT ? wholeNumber(env, 'EST_PORT', 0, { least: 1, most: 65_535 }) : undefined,
    acmeAddresses: env.ACME_ADDRESSES ? readRanges('ACME_ADDRESSES', env.ACME_ADDRESSES) : undefined,
    workers: wholeNumber(env, 'WORKERS', 1, { least: 1, most: 64 }),
    smtpUrl,
    smtpFrom: env.SMTP_FROM || 'khong-tra-loi@mot-cua.example',
    smsUrl,
    smsToken: env.SMS_TOKEN || undefined,
    logWitnesses: readWitnesses(env.LOG_WITNESSES ?? ''),
    log,
  };
}

/** Whether a host name can only mean this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function readBaseUrl(text: string): string {
  const problem = 'BASE_URL must be an address without path, like https://mot-cua.example, not';
  if (!isUrl(text, ['http:', 'https:'])) throw new Error(`${problem} ${text}`);
  const { username, pathname, search, hash, origin } = new URL(text);
  if (username || pathname.replace(/\/+$/, '') || search || hash) throw new Error(`${problem} ${text}`);
  return origin;
}

function readDatabaseUrl(env: Record<string, string | undefined>, name: string): string | undefined {
  const text = env[name] || undefined;
  // What it was is not repeated: it holds a password.
  if (text && !isUrl(text, ['postgres:', 'postgresql:']))
    throw new Error(`${name} must be like postgres://user:password@host:5432/database`);
  return text;
}

function readPkcs11(env: Record<string, string | undefined>): Config['pkcs11'] {
  const { PKCS11_MODULE: module, PKCS11_TOKEN: token, PKCS11_PIN_FILE: pinFile } = env;
  if (!module && !token && !pinFile) return undefined;
  if (!module || !token || !pinFile)
    throw new Error('PKCS11_MODULE, PKCS11_TOKEN and PKCS11_PIN_FILE are set together, or none of them');
  const uses = listOf(env.PKCS11_USES || 'authority,seal,time-stamp,answer,trusted-list');
  return { module: resolve(module), token, pinFile: resolve(pinFile), uses };
}

function isUrl(text: string, protocols: string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function yesOrNo(env: Record<string, string | undefined>, name: string, byDefault: boolean): boolean {
  const text = env[name];
  if (text === undefined || text === '') return byDefault;
  if (['1', 'true', 'yes'].includes(text)) return true;
  // A setting that opens doors must not be on because someone wrote `off`.
  if (!['0', 'false', 'no'].includes(text)) throw new Error(`${name} must be 1 or 0, not ${text}`);
  return false;
}

function readRanges(name: string, text: string): string[] {
  const ranges = listOf(text);
  for (const range of ranges) {
    if (!isRange(range)) throw new Error(`${name} must list addresses or ranges like 10.0.0.0/8, not ${range}`);
  }
  return ranges;
}

const listOf = (text: string): string[] => text.split(',').flatMap((one) => one.trim() || []);

function isRange(range: string): boolean {
  const [address = '', bits, ...more] = range.split('/');
  const most = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1;
  return most > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

/** Addresses of name servers, each with a port or for 53. */
function readNameServers(text: string): string[] {
  const servers = listOf(text);
  try {
    new Resolver().setServers(servers);
  } catch {
    throw new Error(`ACME_DNS_SERVERS must list addresses like 10.0.0.53 or [2001:db8::53]:5353, not ${text}`);
  }
  return servers;
}

function readMachineNames(text: string): string[] {
  const names = listOf(text);
  for (const name of names) {
    const isDomain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z][a-z0-9-]*$/.test(name);
    if (!isDomain && !isRange(name))
      throw new Error(`MACHINE_NAMES must list domains like mot-cua.example or ranges like 10.0.0.0/8, not ${name}`);
  }
  return names;
}

function oneOf<Choice extends string>(
  env: Record<string, string | undefined>,
  name: string,
  choices: readonly Choice[],
  byDefault: Choice,
): Choice {
  const text = env[name] || byDefault;
  const chosen = choices.find((choice) => choice === text);
  if (chosen === undefined) throw new Error(`${name} must be ${choices.join(' or ')}, not ${text}`);
  return chosen;
}

function readWitnesses(text: string): { key: string; address: string }[] {
  return text.split(',').flatMap((one) => {
    if (one.trim() === '') return [];
    const [key = '', address = '', ...more] = one.trim().split(/\s+/);
    if (more.length > 0 || !isUrl(address, ['http:', 'https:']))
      throw new Error(
        `LOG_WITNESSES must list keys, each with an address like https://witness.example, not ${one.trim()}`,
      );
    return [{ key, address }];
  });
}

function wholeNumber(
  env: Record<string, string | undefined>,
  name: string,
  byDefault: number,
  { least, most }: { least: number; most: number },
): number {
  const text = env[name];
  if (text === undefined || text === '') return byDefault;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}, not ${text}`);
  }
  return value;
}
