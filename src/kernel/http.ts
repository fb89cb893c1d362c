import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { newId } from './ids.ts';
import { FORM_TOKEN_FIELD, parse, parseForm } from './input.ts';
import { countRequest } from './metrics.ts';
import { Refusal } from './refusal.ts';
import { type Answer, type Asked, type Machine, type Route, html, seeOther } from './route.ts';
import { addSafetyHeaders } from './safety-headers.ts';
import { type Area, type Session, cookieName, findSession, formToken, isFormToken } from './session.ts';
import type { House } from './system.ts';
import { LANGUAGES, type Language } from './text.ts';

/** How the edge shows what is not a route's own answer; the composition root gives it the house's look. */
export interface Edge {
  refusalPage(asked: Asked, refusal: Refusal): string;
  faultPage(asked: Asked, incident: string): string;
  signInPath(area: Area, to: string): string;
  /** The information system that an access token was given to, while it is valid. */
  machineOf(token: string): Promise<Machine | undefined>;
}

const LARGEST_FORM_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** A web server with our routes, not yet listening. */
export async function createWebServer(house: House, routes: Route[], edge: Edge): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: LARGEST_FORM_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    trustProxy: false,
    logger: false,
  });
  await app.register(cookie);
  await app.register(formbody);
  await app.register(multipart);
  addSafetyHeaders(app, house);
  app.addHook('onResponse', async (request, reply) => {
    countRequest(request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime);
  });
  for (const row of routes)
    app.route({ method: row.method, url: row.path, handler: (request, reply) => serve(row, request, reply) });
  app.setNotFoundHandler(async (request, reply) => {
    const asked = await askedOf(request, undefined);
    await send(request, reply, refusalAnswer(request, asked, new Refusal('page.not_found', 404)));
  });
  app.setErrorHandler(async (error, request, reply) => {
    const asked = await askedOf(request, undefined);
    await send(request, reply, answerToError(request, asked, undefined, error));
  });

  async function serve(row: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const asked = await askedOf(request, areaOf(row));
    let answer: Answer;
    try {
      const stop = row.who === 'machine' ? await admitMachine(asked) : admit(row, asked, request);
      if (stop) answer = stop;
      else {
        if (row.upload) await readMultipart(request, asked, row.upload);
        const typed = (request.body ?? {}) as Record<string, unknown>;
        if (row.params) asked.params = parse(row.params, request.params) as never;
        try {
          if (row.query) asked.query = parseForm(row.query, request.query as Record<string, unknown>) as never;
          if (row.body) asked.body = isJson(request) ? parse(row.body, typed) : parseForm(row.body, typed);
          answer = await row.answer(asked as never);
        } catch (error) {
          if (!(error instanceof Refusal) || !row.refused || error.status === 403 || error.status === 404) throw error;
          answer = await row.refused(
            { ...asked, body: typed, query: request.query as Record<string, unknown> } as never,
            error,
          );
          if (answer.status === 200) answer.status = error.status;
        }
      }
    } catch (error) {
      answer = answerToError(request, asked, row, error);
    }
    rememberLanguage(request, asked, answer);
    await send(request, reply, answer);
  }

  async function askedOf(request: FastifyRequest, area: Area | undefined): Promise<Asked> {
    const isSecure = house.config.baseUrl.startsWith('https:');
    const cookies = request.cookies ?? {};
    let session: Session | undefined;
    for (const candidate of area ? [area] : (['portal', 'desk'] as const)) {
      const token = cookies[cookieName(candidate, isSecure)];
      if (token) session ??= await findSession(house, candidate, token);
    }
    return {
      house,
      language: languageOf(request),
      path: request.url,
      params: (request.params ?? {}) as Record<string, string>,
      query: (request.query ?? {}) as Record<string, unknown>,
      body: undefined,
      files: [],
      session,
      machine: undefined,
      formToken: session && formToken(house, session),
      address: request.ip,
      header: (name) => request.headers[name.toLowerCase()] as string | undefined,
      cookie: (name) => cookies[name],
    };
  }

  async function admitMachine(asked: Asked): Promise<undefined> {
    const [, token] = /^Bearer ([\w.~+/-]{1,4096}=*)$/.exec(asked.header('authorization') ?? '') ?? [];
    asked.machine = token ? await edge.machineOf(token) : undefined;
    if (!asked.machine) throw new Refusal('machine.token_needed', 401);
  }

  /** Nothing, when the route is open to whoever asks; else where to go instead. Throws when it is closed to them. */
  function admit(row: Route, asked: Asked, request: FastifyRequest): Answer | undefined {
    if (row.method === 'POST' && !isOwnOrigin(request, house.config.baseUrl))
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

  async function readMultipart(
    request: FastifyRequest,
    asked: Asked,
    upload: NonNullable<Route['upload']>,
  ): Promise<void> {
    if (!request.isMultipart()) return;
    const fields: Record<string, unknown> = {};
    try {
      const limits = {
        files: upload.most,
        fileSize: upload.largest_bytes,
        fields: 100,
        fieldSize: 64 * 1024,
        parts: 100 + upload.most,
      };
      for await (const part of request.parts({ limits })) {
        if (part.type === 'field') {
          const before = fields[part.fieldname];
          fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat();
          continue;
        }
        const bytes = await part.toBuffer();
        if (bytes.length > 0) {
          asked.files.push({
            field: part.fieldname,
            filename: part.filename.normalize('NFC').slice(0, 200),
            contentType: part.mimetype,
            bytes,
          });
        }
      }
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'FST_REQ_FILE_TOO_LARGE')
        throw new Refusal('file.too_large', 413, { values: { most_mb: Math.floor(upload.largest_bytes / 1_048_576) } });
      if (code?.startsWith('FST_')) throw new Refusal('form.too_large', 413);
      throw error;
    }
    request.body = fields;
    if (asked.session) checkFormToken(asked, request);
  }

  function answerToError(request: FastifyRequest, asked: Asked, row: Route | undefined, error: unknown): Answer {
    if (error instanceof Refusal) return refusalAnswer(request, asked, error);
    const { statusCode, code } = error as { statusCode?: number; code?: string };
    if (statusCode !== undefined && statusCode < 500) {
      const known = code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? 'form.too_large' : 'request.not_understood';
      return refusalAnswer(request, asked, new Refusal(known, statusCode));
    }
    const incident = newId();
    house.log.error('request.fault', {
      incident,
      route: row?.path ?? request.routeOptions?.url,
      message: (error as Error).message,
      stack: (error as Error).stack,
    });
    return wantsJson(request)
      ? problem({ type: 'about:blank', title: 'internal error', status: 500, instance: `urn:uuid:${incident}` })
      : html(edge.faultPage(asked, incident), 500);
  }

  function refusalAnswer(request: FastifyRequest, asked: Asked, refusal: Refusal): Answer {
    return wantsJson(request)
      ? problem(problemOf(house, refusal, asked.language))
      : html(edge.refusalPage(asked, refusal), refusal.status);
  }

  async function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): Promise<void> {
    reply.code(answer.status);
    if (answer.headers) reply.headers(answer.headers);
    if (!answer.headers?.['cache-control']) reply.header('cache-control', 'private, no-store');
    const isSecure = house.config.baseUrl.startsWith('https:');
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
    const isText = typeof answer.body === 'string';
    if (
      isText &&
      answer.body.length > COMPRESS_FROM_BYTES &&
      /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
    ) {
      reply.header('content-encoding', 'gzip').header('vary', 'accept-encoding');
      await reply.send(await compress(answer.body, { level: 5 }));
      return;
    }
    await reply.send(isText ? answer.body : Buffer.from(answer.body));
  }

  return app;
}

const compress = promisify(gzip) as (text: string | Uint8Array, options: { level: number }) => Promise<Buffer>;
const COMPRESS_FROM_BYTES = 1_200;

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
  const sentence = house.sentences[code]?.[language] ?? code;
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
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

/** A form may only come from our own pages: by Fetch Metadata, else by Origin; browsers send one of them with every POST. */
function isOwnOrigin(request: FastifyRequest, baseUrl: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  return origin !== undefined && origin === new URL(baseUrl).origin;
}
