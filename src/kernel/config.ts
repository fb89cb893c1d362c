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
  { name: 'MASTER_KEY', byDefault: 'made in DATA_DIR', meaning: '32 bytes, base64: seals private keys and files' },
  {
    name: 'PEOPLE',
    byDefault: '20000; 0 with DATABASE_URL',
    meaning: 'size of the synthetic country, made at the first start',
  },
  {
    name: 'DEMO',
    byDefault: '1 with the embedded database',
    meaning: 'lists synthetic people on the sign-in page; loopback only',
  },
  { name: 'WORKERS', byDefault: '1', meaning: 'number of web processes' },
  { name: 'SMTP_URL', byDefault: 'the outbox folder', meaning: 'mail server, e.g. smtps://user:password@host' },
  { name: 'SMTP_FROM', byDefault: 'khong-tra-loi@mot-cua.example', meaning: 'sender of mail' },
  { name: 'SMS_URL', byDefault: 'the outbox folder', meaning: 'HTTP gateway that takes POST {to, text}' },
  { name: 'SMS_TOKEN', byDefault: 'none', meaning: 'bearer token for the SMS gateway' },
  { name: 'LOG', byDefault: 'info', meaning: 'least level that is logged: debug, info, warn, error, silent' },
];

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
  masterKey: string | undefined;
  people: number;
  demo: boolean;
  workers: number;
  smtpUrl: string | undefined;
  smtpFrom: string;
  smsUrl: string | undefined;
  smsToken: string | undefined;
  log: LogLevel;
}

const MOST_PEOPLE = 100_000_000;

/** Reads the settings from `env`. Throws with a sentence that names the setting when one cannot be used. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const port = wholeNumber(env, 'PORT', 8080, { least: 0, most: 65_535 });
  const baseUrl = (env.BASE_URL ?? `http://localhost:${port}`).replace(/\/+$/, '');
  if (!URL.canParse(baseUrl)) throw new Error(`BASE_URL is not a URL: ${baseUrl}`);
  const databaseUrl = env.DATABASE_URL || undefined;
  const demo =
    env.DEMO === undefined || env.DEMO === '' ? databaseUrl === undefined : !['0', 'false', 'no'].includes(env.DEMO);
  if (demo && !isLoopback(new URL(baseUrl).hostname)) {
    throw new Error(
      `DEMO shows everyone how to sign in as a synthetic person, so it is refused when BASE_URL is not a loopback address (${baseUrl}). Set DEMO=0.`,
    );
  }
  const log = (env.LOG ?? 'info') as LogLevel;
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(log)) throw new Error(`LOG has no level ${log}`);
  return {
    port,
    internalPort: wholeNumber(env, 'INTERNAL_PORT', 8081, { least: 0, most: 65_535 }),
    host: env.HOST ?? '127.0.0.1',
    baseUrl,
    dataDir: resolve(env.DATA_DIR ?? '.data'),
    databaseUrl,
    masterKey: env.MASTER_KEY || undefined,
    people: wholeNumber(env, 'PEOPLE', databaseUrl ? 0 : 20_000, { least: 0, most: MOST_PEOPLE }),
    demo,
    workers: wholeNumber(env, 'WORKERS', 1, { least: 1, most: 64 }),
    smtpUrl: env.SMTP_URL || undefined,
    smtpFrom: env.SMTP_FROM ?? 'khong-tra-loi@mot-cua.example',
    smsUrl: env.SMS_URL || undefined,
    smsToken: env.SMS_TOKEN || undefined,
    log,
  };
}

/** Whether a host name can only mean this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
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
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}, not ${text}`);
  }
  return value;
}
