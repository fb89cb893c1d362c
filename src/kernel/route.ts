import type { Static, TObject, TSchema } from 'typebox';
import type { LargeFile } from './large-files.ts';
import type { Refusal } from './refusal.ts';
import type { Area, Session } from './session.ts';
import type { House } from './system.ts';
import type { Language } from './text.ts';

/**
 * Who may use a route: anyone at all; a person signed in on the portal; an official at a desk, of any post or of the
 * posts named; an information system with an access token. What else must be true (own case, right commune) the action
 * checks.
 */
export type Who = 'anyone' | 'person' | 'official' | { official: readonly string[] } | 'machine';

/** An information system that showed an access token. */
export interface Machine {
  clientId: string;
  name: string;
  /** What kind of agency it belongs to, e.g. `hospital`. */
  kind: string;
  agencyCode: string;
  agencyName: string;
}

/** A file that came with a form. */
export interface UploadedFile {
  field: string;
  filename: string;
  contentType: string;
  /** Its content; empty when it was kept apart. */
  bytes: Buffer;
  /** Where a large file is kept. Who took it in removes it. */
  kept?: LargeFile;
}

/** A request, read and checked as the route's row says. */
export interface Asked<Params = Record<string, string>, Query = Record<string, unknown>, Body = unknown> {
  house: House;
  language: Language;
  /** The path with its query, for links back to here. */
  path: string;
  params: Params;
  query: Query;
  body: Body;
  files: UploadedFile[];
  /** The body of a route that takes bytes; of any other route none. */
  bytes: Buffer;
  /** The session of the route's area; present whenever `who` is not 'anyone'. */
  session: Session | undefined;
  /** Who asks, when the route is for machines. */
  machine: Machine | undefined;
  /** A token for the forms of this page; undefined when nobody is signed in. */
  formToken: string | undefined;
  /** The network address that asked, for rate limits. */
  address: string;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
}

/** What files a form may carry. */
export interface Upload {
  most: number;
  largest_bytes: number;
  /** All files in memory together; by default as many as there may be of the largest. */
  together_bytes?: number;
  areKept?: boolean;
}

/** What a program sends in a protocol of its own: one media type, as it stands, and how much of it. */
export interface BytesTaken {
  /** No media type that a browser's form can send: what comes is not asked where it comes from. */
  type: `application/${string}`;
  largest_bytes: number;
}

/** What a route answers. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** A text is sent as it is; bytes too, at once or as they flow. */
  body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  contentType?: string;
  cookies?: { name: string; value: string; maxAge_seconds?: number; path?: string }[];
}

/** One row of a system's route table. Permission is a column that cannot be left out. */
export interface Route {
  method: 'GET' | 'POST';
  /** Fastify's pattern: `/cases/:caseId`. */
  path: string;
  who: Who;
  /** Where the session is looked for. By default the desk for officials and the portal for everyone else. */
  area?: Area;
  params?: TObject;
  query?: TObject;
  body?: TSchema;
  /**
   * The form may carry files: how many, and how large each, in bytes. `areKept`: they are too large for memory
   * and go to the store of large files as they flow in; the form's token must come before them.
   */
  upload?: Upload;
  /**
   * The body is bytes of this type and no form; anything else is refused with 415, more with 413. Who asks is not looked for
   * in cookies: only routes for anyone or for machines may take bytes.
   */
  bytes?: BytesTaken;
  answer(asked: Asked<never, never, never>): Promise<Answer> | Answer;
  /** Shows the form again with what was typed and what is wrong. Without it a refusal becomes a page of its own. */
  refused?(
    asked: Asked<never, Record<string, unknown>, Record<string, unknown>>,
    refusal: Refusal,
  ): Promise<Answer> | Answer;
}

/** Writes a row of a route table with the types of its schemas. */
export function route<
  Params extends TObject = TObject<{}>,
  Query extends TObject = TObject<{}>,
  Body extends TSchema = TObject<{}>,
>(row: {
  method: 'GET' | 'POST';
  path: string;
  who: Who;
  area?: Area;
  params?: Params;
  query?: Query;
  body?: Body;
  upload?: Upload;
  bytes?: BytesTaken;
  answer(asked: Asked<Static<Params>, Static<Query>, Static<Body>>): Promise<Answer> | Answer;
  refused?(
    asked: Asked<Static<Params>, Record<string, unknown>, Record<string, unknown>>,
    refusal: Refusal,
  ): Promise<Answer> | Answer;
}): Route {
  return row as unknown as Route;
}

/** A page. */
export const html = (body: string, status = 200): Answer => ({ status, body, contentType: 'text/html; charset=utf-8' });
/** Data. */
export const json = (value: unknown, status = 200): Answer => ({
  status,
  body: JSON.stringify(value),
  contentType: 'application/json; charset=utf-8',
});
/** On to another page with GET (Post/Redirect/Get). Only paths of our own. */
export function seeOther(path: string): Answer {
  return { status: 303, headers: { location: localPath(path) } };
}
/** A file to keep. */
export const download = (bytes: Uint8Array, contentType: string, filename: string, inline = false): Answer => ({
  status: 200,
  body: bytes,
  contentType,
  headers: {
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodedName(filename)}`,
    'cache-control': 'private, no-store',
  },
});

/** A file name as RFC 8187 §3.2 lets a header carry it: encodeURIComponent leaves four characters that stand for others there. */
const encodedName = (filename: string): string =>
  encodeURIComponent(filename.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * The path if it leads to ourselves, else `/`: what comes from an address must not send people elsewhere. Written as a
 * header can carry it, with what is not ASCII percent-encoded.
 */
export function localPath(path: string): string {
  // Browsers drop tabs and line breaks within an address, and read a backslash as a slash: `/\t/host` is another host.
  if (!/^\/(?![/\\])[^\p{Cc} \\]*$/u.test(path)) return '/';
  const base = 'http://local.invalid';
  if (!URL.canParse(path, base)) return '/';
  const { origin, pathname, search, hash } = new URL(path, base);
  // Dots may be taken out in between: `/.//host` becomes `//host`.
  return origin === base && !pathname.startsWith('//') ? pathname + search + hash : '/';
}
