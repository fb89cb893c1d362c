import { transcode } from 'node:buffer';
import { brotliCompressSync, constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { NO_BYTES, takingBytes } from './bytes-body.ts';
import { newId } from './ids.ts';
import { FORM_TOKEN_FIELD, parse, parseForm } from './input.ts';
import { largeFilesOf } from './large-files.ts';
import { countRequest } from './metrics.ts';
import { Refusal } from './refusal.ts';
import { type Answer, type Asked, type Machine, type Route, type Upload, html, seeOther } from './route.ts';
import { addSafetyHeaders, safetyHeaders } from './safety-headers.ts';
import { type Area, cookieName, findSession, formToken, isFormToken } from './session.ts';
import type { House } from './system.ts';
import { LANGUAGES, type Language, fill } from './text.ts';
import { readMultipart } from './upload.ts';

/** How the edge shows what is not a route's own answer; the composition root gives it the house's look. */
export interface Edge {
  refusalPage(asked: Asked, refusal: Refusal): string;
  faultPage(asked: Asked, incident: string): string;
  signInPath(area: Area, to: string): string;
  /** The information system that an access token was given to, while it is valid. */
  machineOf(token: string): Promise<Machine | undefined>;
}

const LARGEST_FORM_BYTES = 256 * 1024;
const LARGEST_HEADERS_BYTES = 16 * 1024;
const HEADERS_TIMEOUT_MS = 15_000;
/** A photo of a paper must get through a slow network: 8 MB at 0.6 Mbit/s. */
const REQUEST_TIMEOUT_MS = 110_000;
/** For forms whose large files are kept as they flow in: 2 GB at 5 Mbit/s. */
const LARGE_UPLOAD_TIMEOUT_MS = 3_600_000;
const CHECK_TIMEOUTS_EVERY_MS = 5_000;
/** Of one process. Further ones are closed at once, so that those that are open are still served. */
const MOST_CONNECTIONS = 5_000;

/** A web server with our routes, not yet listening. */
export async function createWebServer(house: House, routes: Route[], edge: Edge): Promise<FastifyInstance> {
  const isSecure = house.config.baseUrl.startsWith('https:');
  const app = fastify({
    bodyLimit: LARGEST_FORM_BYTES,
    requestTimeout: LARGE_UPLOAD_TIMEOUT_MS,
    http: {
      maxHeaderSize: LARGEST_HEADERS_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_TIMEOUTS_EVERY_MS,
    },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    trustProxy: house.config.trustedProxies.length > 0 ? [...house.config.trustedProxies] : false,
    logger: false,
    // An address that cannot be read; no hook runs for it.
    frameworkErrors: (error, request, reply) => {
      reply.headers(safetyHeaders(house));
      void send(request, reply, answerToError(request, bareAsked(request), undefined, error));
    },
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart, { throwFileSizeLimit: false });
  addSafetyHeaders(app, house);
  closeSlowRequests(app, routes);
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const { statusCode: status, elapsedTime: duration_ms } = reply;
    const path = routeOptions.url ?? 'unknown';
    countRequest(path, status, duration_ms);
    // The pattern of the address only: addresses hold numbers of people and what they looked for.
    house.log[status < 400 ? 'debug' : 'info']('request.answered', {
      method,
      route: path,
      status,
      duration_ms: Math.round(duration_ms),
    });
  });
  for (const row of routes) {
    const handler = (request: FastifyRequest, reply: FastifyReply) => serve(row, request, reply);
    const place = { method: row.method, url: row.path, handler };
    if (row.bytes) await app.register(takingBytes(row, place));
    else app.route(place);
  }
  app.setNotFoundHandler(async (request, reply) => {
    const allowed = methodsOf(routes, request.url);
    const refusal = allowed.length ? new Refusal('request.wrong_method', 405) : new Refusal('page.not_found', 404);
    const answer = refusalAnswer(request, await recognisedOrBare(request), undefined, refusal);
    if (allowed.length) answer.headers = { ...answer.headers, allow: allowed.join(', ') };
    await send(request, reply, answer);
  });
  app.setErrorHandler(async (error, request, reply) => {
    await send(request, reply, answerToError(request, await recognisedOrBare(request), undefined, error));
  });

  async function serve(row: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const asked = bareAsked(request);
    let answer: Answer;
    try {
      if (row.bytes) asked.bytes = request.body as Buffer;
      else await recognise(asked, areaOf(row));
      const stop = row.who === 'machine' ? await admitMachine(asked) : admit(row, asked, request);
      if (stop) answer = stop;
      else {
        const refusal = row.upload && (await readUpload(request, asked, row.upload));
        answer = await answerOf(row, asked, request, refusal);
      }
    } catch (error) {
      answer = answerToError(request, asked, row, error);
    }
    rememberLanguage(request, asked, answer);
    await send(request, reply, answer);
  }

  /** Parses what was sent, and answers; what is refused is shown again in its form, with what was typed. */
  async function answerOf(
    row: Route,
    asked: Asked,
    request: FastifyRequest,
    refusal: Refusal | undefined,
  ): Promise<Answer> {
    const typed = (row.bytes ? {} : (request.body ?? {})) as Record<string, unknown>;
    if (row.params) asked.params = parse(row.params, request.params) as never;
    try {
      if (refusal) throw refusal;
      if (row.query) asked.query = parseForm(row.query, request.query as Record<string, unknown>) as never;
      if (row.body) asked.body = isJson(request) ? parse(row.body, withoutToken(typed)) : parseForm(row.body, typed);
      return await row.answer(asked as never);
    } catch (error) {
      if (!(error instanceof Refusal) || !row.refused || error.status === 403 || error.status === 404) throw error;
      const again = { ...asked, body: typed, query: request.query as Record<string, unknown> };
      const answer = await row.refused(again as never, error);
      return answer.status === 200 ? { ...answer, status: error.status } : answer;
    }
  }

  /** The request before anyone knows who asks: needs nothing that could fail. */
  function bareAsked(request: FastifyRequest): Asked {
    return {
      house,
      language: languageOf(request),
      path: request.url,
      params: (request.params ?? {}) as Record<string, string>,
      query: (request.query ?? {}) as Record<string, unknown>,
      body: undefined,
      files: [],
      bytes: NO_BYTES,
      session: undefined,
      machine: undefined,
      formToken: undefined,
      address: request.ip,
      header: (name) => request.headers[name.toLowerCase()] as string | undefined,
      cookie: (name) => request.cookies?.[name],
    };
  }

  /** Finds the session; without an area that of the portal, or else that of a desk. */
  async function recognise(asked: Asked, area: Area | undefined): Promise<void> {
    for (const candidate of area ? [area] : (['portal', 'desk'] as const)) {
      const token = asked.cookie(cookieName(candidate, isSecure));
      if (token) asked.session ??= await findSession(house, candidate, token);
    }
    if (asked.session) asked.formToken = formToken(house, asked.session);
  }

  /** For pages about what went wrong: they are shown also when sessions cannot be read. */
  async function recognisedOrBare(request: FastifyRequest): Promise<Asked> {
    const asked = bareAsked(request);
    await recognise(asked, undefined).catch((error: Error) =>
      house.log.warn('session.not_read', { message: error.message }),
    );
    return asked;
  }

  async function admitMachine(asked: Asked): Promise<undefined> {
    const [, token] = /^Bearer ([\w.~+/-]{1,4096}=*)$/.exec(asked.header('authorization') ?? '') ?? [];
    asked.machine = token ? await edge.machineOf(token) : undefined;
    if (!asked.machine) throw new Refusal('machine.token_needed', 401);
  }

  /** Nothing, when the route is open to whoever asks; else where to go instead. Throws when it is closed to them. */
  function admit(row: Route, asked: Asked, request: FastifyRequest): Answer | undefined {
    if (row.method === 'POST' && !row.bytes && !isOwnOrigin(request, house.config.baseUrl))
      throw new Refusal('form.foreign_origin', 403);
    if (row.who !== 'anyone') {
      const { session } = asked;
      if (!session) {
        if (row.method === 'GET') return seeOther(edge.signInPath(areaOf(row) ?? 'portal', request.url));
        throw new Refusal('session.needed', 401);
      }
      const kind = row.who === 'person' ? 'person' : 'official';
      if (session.holder.kind !== kind) throw new Refusal('page.not_yours', 403);
      if (typeof row.who === 'object' && !row.who.official.includes(session.holder.post?.role ?? '')) {
        throw new Refusal('page.not_yours', 403);
      }
    }
    // A form with files carries its token among its parts; it is checked when these are read.
    if (row.method === 'POST' && asked.session && !row.upload) checkFormToken(asked, request);
    return undefined;
  }

  function checkFormToken(asked: Asked, request: FastifyRequest): void {
    const token = ((request.body ?? {}) as Record<string, unknown>)[FORM_TOKEN_FIELD];
    if (!asked.session || !isFormToken(house, asked.session, token)) throw new Refusal('form.token_missing', 403);
  }

  async function readUpload(request: FastifyRequest, asked: Asked, upload: Upload): Promise<Refusal | undefined> {
    // A large file is kept while it flows in: not before it is known that the form is ours.
    const keep = (fields: Record<string, unknown>, bytes: AsyncIterable<Buffer>) => {
      if (!asked.session || !isFormToken(house, asked.session, fields[FORM_TOKEN_FIELD]))
        throw new Refusal('form.token_missing', 403);
      return largeFilesOf(house).keep(bytes, upload.largest_bytes);
    };
    const sent = request.isMultipart() ? await readMultipart(request, upload, keep) : undefined;
    if (sent) {
      request.body = sent.fields;
      asked.files = sent.files;
    }
    if (asked.session) checkFormToken(asked, request);
    return sent?.refusal;
  }

  function answerToError(request: FastifyRequest, asked: Asked, row: Route | undefined, error: unknown): Answer {
    if (error instanceof Refusal) return refusalAnswer(request, asked, row, error);
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    if (statusCode !== undefined && statusCode < 500) {
      const known = code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? 'form.too_large' : 'request.not_understood';
      return refusalAnswer(request, asked, row, new Refusal(known, statusCode));
    }
    return faultAnswer(request, asked, row, error);
  }

  function faultAnswer(request: FastifyRequest, asked: Asked, row: Route | undefined, error: unknown): Answer {
    const incident = newId();
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    house.log.error('request.fault', { incident, route: row?.path ?? request.routeOptions?.url, message, stack });
    if (isForProgram(request, row))
      return problem({ type: 'about:blank', title: 'internal error', status: 500, instance: `urn:uuid:${incident}` });
    try {
      return html(edge.faultPage(asked, incident), 500);
    } catch {
      return { status: 500, body: incident, contentType: 'text/plain; charset=utf-8' };
    }
  }

  function refusalAnswer(request: FastifyRequest, asked: Asked, row: Route | undefined, refusal: Refusal): Answer {
    const answer = isForProgram(request, row)
      ? problem(problemOf(house, refusal, asked.language))
      : refusalPage(request, asked, row, refusal);
    const { retryAfter_seconds } = refusal.values;
    if (retryAfter_seconds) answer.headers = { ...answer.headers, 'retry-after': String(retryAfter_seconds) };
    // RFC 6750 §3: who must show a token is told so.
    if (refusal.code === 'machine.token_needed') answer.headers = { ...answer.headers, 'www-authenticate': 'Bearer' };
    return answer;
  }

  function refusalPage(request: FastifyRequest, asked: Asked, row: Route | undefined, refusal: Refusal): Answer {
    try {
      return html(edge.refusalPage(asked, refusal), refusal.status);
    } catch (error) {
      return faultAnswer(request, asked, row, error);
    }
  }

  async function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<void> {
    reply.code(answer.status);
    if (answer.headers) reply.headers(answer.headers);
    if (!answer.headers?.['cache-control']) reply.header('cache-control', 'private, no-store');
    for (const { name, value, maxAge_seconds, path } of answer.cookies ?? []) {
      reply.setCookie(name, value, {
        path: path ?? '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: isSecure,
        ...(maxAge_seconds === undefined ? {} : { maxAge: maxAge_seconds }),
      });
    }
    if (answer.body === undefined) {
      await reply.send();
      return;
    }
    reply.type(answer.contentType ?? 'text/plain; charset=utf-8');
    if (Symbol.asyncIterator in Object(answer.body)) {
      await reply.send(Readable.from(answer.body as AsyncIterable<Uint8Array>, { objectMode: false }));
      return;
    }
    const isText = typeof answer.body === 'string';
    const coding = isText && (answer.body as string).length > COMPRESS_FROM_BYTES ? codingFor(request) : undefined;
    if (coding) {
      reply.header('content-encoding', coding.name).header('vary', 'accept-encoding');
      // A page takes 0.1 to 0.3 ms here. In the pool of threads it takes as much again, and waits behind passwords that are checked.
      await reply.send(coding.compress(utf8Of(answer.body as string)));
      return;
    }
    await reply.send(isText ? answer.body : Buffer.from(answer.body as Uint8Array));
  }

  return app;
}

/** Cuts off who takes too long to send what is asked. Large uploads have the time that the server itself gives. */
function closeSlowRequests(app: FastifyInstance, routes: Route[]): void {
  const mayTakeLong = new Set(routes.filter(({ upload }) => upload?.areKept).map(({ path }) => path));
  app.addHook('onRequest', async ({ raw, routeOptions, method }) => {
    if (method === 'GET' || mayTakeLong.has(routeOptions.url ?? '')) return;
    const slow = setTimeout(() => raw.complete || raw.destroy(), REQUEST_TIMEOUT_MS).unref();
    raw.once('close', () => clearTimeout(slow));
  });
}

const COMPRESS_FROM_BYTES = 1_200;

/**
 * Content codings (RFC 9110 §8.4.1), the quickest first: a page is compressed anew for each person, so each is set to be
 * quick. Zstandard (RFC 8878) takes a third of gzip's time for the same size, Brotli half; told the size, it makes itself small.
 */
const CODINGS: readonly { name: string; compress(page: Buffer): Buffer }[] = [
  {
    name: 'zstd',
    compress: (page) =>
      zstdCompressSync(page, { params: { [constants.ZSTD_c_compressionLevel]: 1 }, pledgedSrcSize: page.length }),
  },
  { name: 'br', compress: (page) => brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }) },
  { name: 'gzip', compress: (page) => gzipSync(page, { level: 1 }) },
];

/** One for all pages: what is allocated for each, outside of V8's heap, makes it collect the whole heap several times as often. */
const UTF16 = Buffer.allocUnsafeSlow(1 << 18);

/** The UTF-8 of a text. By way of UTF-16, as V8 holds Vietnamese, it takes half the time; that way refuses lone surrogates. */
function utf8Of(text: string): Buffer {
  const utf16 =
    text.length * 2 > UTF16.length ? Buffer.from(text, 'utf16le') : UTF16.subarray(0, UTF16.write(text, 'utf16le'));
  try {
    return transcode(utf16, 'utf16le', 'utf8');
  } catch {
    return Buffer.from(text);
  }
}

/** The coding for what a browser says that it takes; undefined when it takes none of ours. */
function codingFor(request: FastifyRequest): (typeof CODINGS)[number] | undefined {
  const accepted = request.headers['accept-encoding'];
  if (!accepted) return undefined;
  const taken = String(accepted)
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]!.trim());
  return CODINGS.find(({ name }) => taken.includes(name));
}

const areaOf = (row: Route): Area | undefined =>
  row.area ?? ((row.who === 'anyone' ? undefined : row.who === 'person' ? 'portal' : 'desk') as Area);

/** A problem document by RFC 9457, with the refusal's code, its sentence, and the fields at fault. */
export function problemOf(house: House, refusal: Refusal, language: Language): Record<string, unknown> {
  return {
    type: `urn:mot-cua:refusal:${refusal.code}`,
    title: sentenceOf(house, refusal.code, refusal.values, language),
    status: refusal.status,
    code: refusal.code,
    ...(Object.keys(refusal.values).length ? { values: refusal.values } : {}),
    ...(refusal.fields.length
      ? {
          fields: refusal.fields.map((at) => ({
            ...at,
            detail: sentenceOf(house, at.code, at.values ?? {}, language),
          })),
        }
      : {}),
  };
}

const problem = (document: Record<string, unknown>): Answer => ({
  status: document.status as number,
  body: JSON.stringify(document),
  contentType: 'application/problem+json; charset=utf-8',
});

/** The sentence of a code in a language; the code itself where there is none, which a test forbids. */
export function sentenceOf(
  house: House,
  code: string,
  values: Record<string, string | number>,
  language: Language,
): string {
  return fill(house.sentences[code]?.[language] ?? code, values);
}

function languageOf(request: FastifyRequest): Language {
  const asked = (request.query as { language?: unknown } | undefined)?.language ?? request.cookies?.[LANGUAGE_COOKIE];
  return LANGUAGES.includes(asked as Language) ? (asked as Language) : 'vi';
}

const LANGUAGE_COOKIE = 'mot_cua_language';
const YEAR_SECONDS = 365 * 24 * 3600;

function rememberLanguage(request: FastifyRequest, asked: Asked, answer: Answer): void {
  const chosen = (request.query as { language?: unknown } | undefined)?.language;
  if (LANGUAGES.includes(chosen as Language)) {
    answer.cookies = [
      ...(answer.cookies ?? []),
      { name: LANGUAGE_COOKIE, value: asked.language, maxAge_seconds: YEAR_SECONDS },
    ];
  }
}

const isJson = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/json');
const wantsJson = (request: FastifyRequest): boolean =>
  /application\/(problem\+)?json/.test(request.headers.accept ?? '') || isJson(request);

/** Programs are answered with data, also when they did not say that they want them. */
const isForProgram = (request: FastifyRequest, row: Route | undefined): boolean =>
  row?.who === 'machine' || row?.bytes !== undefined || wantsJson(request);

/** A JSON body may carry the form token beside its fields, as a form does. */
function withoutToken(body: Record<string, unknown>): unknown {
  if (typeof body !== 'object' || !Object.hasOwn(body, FORM_TOKEN_FIELD)) return body;
  const { [FORM_TOKEN_FIELD]: _token, ...fields } = body;
  return fields;
}

/** The methods that an address is served with. */
function methodsOf(routes: readonly Route[], url: string): string[] {
  const path = url.replace(/\?.*$/s, '').replace(/(.)\/$/, '$1');
  const methods = routes
    .filter((row) =>
      new RegExp(
        `^${row.path
          .replace(/[.+()]/g, '\\$&')
          .replace(/:\w+/g, '[^/]+')
          .replace('*', '.*')}$`,
      ).test(path),
    )
    .map(({ method }) => method);
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
}

/** A form may only come from our own pages: by Fetch Metadata, else by Origin; browsers send one of them with every POST. */
function isOwnOrigin(request: FastifyRequest, baseUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  return origin !== undefined && origin === new URL(baseUrl).origin;
}
