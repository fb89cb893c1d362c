import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { loadAssets } from './design/index.ts';
import { makeExampleCountry } from './example-country.ts';
import type { Config } from './kernel/config.ts';
import { type Connection, openDatabase, sql } from './kernel/db.ts';
import { openFiles } from './kernel/files.ts';
import { createWebServer } from './kernel/http.ts';
import { type JobWorker, startJobWorker } from './kernel/jobs.ts';
import { openKeys } from './kernel/keys.ts';
import { createLog } from './kernel/log.ts';
import { metricsText } from './kernel/metrics.ts';
import { assertMigrated, mayMigrate, migrate } from './kernel/migrate.ts';
import { openApiOf } from './kernel/openapi.ts';
import { Refusal } from './kernel/refusal.ts';
import { type Route, json, route } from './kernel/route.ts';
import { KERNEL_SENTENCES } from './kernel/sentences.ts';
import { sweepSessions } from './kernel/session.ts';
import type { House, System } from './kernel/system.ts';
import type { OpenDatabase } from './open-postgres.ts';
import * as cases from './systems/cases/index.ts';
import { routes as casesRoutes } from './systems/cases/routes.ts';
import * as civilServants from './systems/civil-servants/index.ts';
import { routes as civilServantsRoutes } from './systems/civil-servants/routes.ts';
import { readPosts } from './systems/civil-servants/services.ts';
import * as civilStatus from './systems/civil-status/index.ts';
import { routes as civilStatusRoutes } from './systems/civil-status/routes.ts';
import * as enterprises from './systems/enterprises/index.ts';
import { routes as enterprisesRoutes } from './systems/enterprises/routes.ts';
import * as exchange from './systems/exchange/index.ts';
import { internalRoutes as exchangeRoutes } from './systems/exchange/routes.ts';
import * as health from './systems/health/index.ts';
import * as identity from './systems/identity/index.ts';
import { routes as identityRoutes } from './systems/identity/routes.ts';
import * as insurance from './systems/insurance/index.ts';
import { routes as insuranceRoutes } from './systems/insurance/routes.ts';
import * as land from './systems/land/index.ts';
import { routes as landRoutes } from './systems/land/routes.ts';
import * as notifications from './systems/notifications/index.ts';
import * as organisations from './systems/organisations/index.ts';
import * as population from './systems/population/index.ts';
import { routes as populationRoutes } from './systems/population/routes.ts';
import * as portal from './systems/portal/index.ts';
import { faultPage, refusalPage, routes as portalRoutes } from './systems/portal/routes.ts';
import * as procedures from './systems/procedures/index.ts';
import * as publicFinance from './systems/public-finance/index.ts';
import { routes as publicFinanceRoutes } from './systems/public-finance/routes.ts';
import * as registry from './systems/registry/index.ts';
import { routes as registryRoutes } from './systems/registry/routes.ts';
import * as rules from './systems/rules/index.ts';
import { routes as rulesRoutes } from './systems/rules/routes.ts';
import * as territories from './systems/territories/index.ts';
import { routes as territoriesRoutes } from './systems/territories/routes.ts';
import * as trust from './systems/trust/index.ts';
import { routes as trustRoutes } from './systems/trust/routes.ts';

/** All systems of this release, in the order of systems.json. */
export const SYSTEMS: readonly System[] = [
  territories.system,
  organisations.system,
  trust.system,
  identity.system,
  exchange.system,
  notifications.system,
  registry.system,
  population.system,
  health.system,
  civilStatus.system,
  land.system,
  enterprises.system,
  insurance.system,
  publicFinance.system,
  civilServants.system,
  rules.system,
  procedures.system,
  cases.system,
  portal.system,
];

/** What people may ask on the public port. */
export const PUBLIC_ROUTES: readonly Route[] = [
  ...territoriesRoutes,
  ...trustRoutes,
  ...identityRoutes,
  ...registryRoutes,
  ...populationRoutes,
  ...civilStatusRoutes,
  ...civilServantsRoutes,
  ...publicFinanceRoutes,
  ...enterprisesRoutes,
  ...insuranceRoutes,
  ...landRoutes,
  ...rulesRoutes,
  ...casesRoutes,
  ...portalRoutes,
];

/** What information systems and those who run the house may ask on the internal port. */
export const INTERNAL_ROUTES: readonly Route[] = exchangeRoutes;

const PROVIDED = [
  ...registry.engineServices(),
  ...[
    population,
    civilStatus,
    land,
    enterprises,
    civilServants,
    publicFinance,
    insurance,
    health,
    rules,
    procedures,
    cases,
  ].flatMap(({ provided }) => provided),
];

/**
 * Brings the database up to date, loads what the release ships, and makes the synthetic country when there is none. Where the login may not, others have done
 * it (`motcua prepare-database`): throws unless they have.
 */
export async function prepareDatabase(
  config: Config,
  connections: Pick<OpenDatabase, 'owner' | 'runtime' | 'signer'>,
): Promise<void> {
  const { owner, runtime, signer } = connections;
  const loginOf = ({ user, connectionString }: Connection) =>
    user ?? decodeURIComponent(new URL(connectionString!).username);
  const folders = [
    { system: 'kernel', folder: join(import.meta.dirname, 'kernel', 'migrations') },
    ...SYSTEMS.map(({ name, folder }) => ({ system: name, folder: join(folder, 'migrations') })),
  ];
  if (!(await mayMigrate(owner))) return assertMigrated(owner, folders);
  await migrate(owner, folders, { runtime: loginOf(runtime), others: signer ? { trust_signer: loginOf(signer) } : {} });
  for (const { load } of SYSTEMS) await load?.(owner);
  if (config.people > 0) await makeExampleCountry(config, owner);
}

/**
 * A house over an open database. Its private keys are with the signer, which is asked on its socket; with the login of the signer they are
 * opened in this process. Who opens it closes `house.db`.
 */
export async function openHouse(
  config: Config,
  { runtime, signer }: Pick<OpenDatabase, 'runtime'> & Partial<Pick<OpenDatabase, 'signer'>>,
): Promise<House> {
  const log = createLog(config.log);
  const keys = openKeys(config);
  const onLost = (error: Error) => log.warn('database.connection_lost', { message: error.message });
  const db = openDatabase(runtime, onLost, signer ? { 'trust-signer': signer } : {});
  trust.keepKeys(config, db, signer ? 'here' : 'in-signer');
  const house: House = {
    config,
    db,
    // The database decides, not the setting: a country once made stays synthetic whatever PEOPLE says later.
    synthetic: (await db.as('kernel').maybe(sql`SELECT name FROM mark WHERE name = 'example-country'`)) !== undefined,
    keys,
    files: openFiles(join(config.dataDir, 'files'), keys),
    log,
    sentences: Object.assign({}, KERNEL_SENTENCES, ...SYSTEMS.map(({ sentences }) => sentences ?? {})),
  };
  identity.carryCodesBy(async (asked, { key, personalNumber, phone, email, language, code, minutes }) => {
    const contact = { ...(phone ? { phone } : {}), ...(email ? { email } : {}) };
    const secretValues = { code };
    const values = { minutes };
    await notifications.sendMessage(asked as House, {
      key,
      to: personalNumber,
      contact,
      template: 'one-time-code',
      values,
      secretValues,
      language,
    });
  });
  trust.tellAlarmsBy(async (asked, { personalNumber, key, count }) => {
    await notifications.sendMessageInJob(asked, {
      key,
      to: personalNumber,
      template: 'trust-alarm',
      values: { count },
    });
  });
  trust.hearOfPostsBy(postsOutside);
  exchange.publish(house, PROVIDED);
  for (const { start } of SYSTEMS) await start?.(house);
  return house;
}

/** By systems.json the trust services are this ministry's. */
const asTrust = { agency: { code: 'G06', name: 'Bộ Khoa học và Công nghệ' }, purpose: 'data-changes' } as const;
/** How the trust services, which stand before the exchange, hear of officials' posts that end, and tell them of what ended with those. */
const postsOutside: Parameters<typeof trust.hearOfPostsBy>[0] = {
  follow: (house, note) =>
    registry.follow(house, {
      system: 'trust',
      name: 'posts',
      events: civilServants.events.read,
      context: asTrust,
      apply: async (tx, { key }) => (key ? note(tx, key[0]!) : undefined),
    }),
  async read(house, asked) {
    const context = { ...asTrust, caller: 'trust', actor: { kind: 'machine', name: 'trust' } } as const;
    return (await exchange.call(house, readPosts, asked, context)).output.posts;
  },
  async tell(house, { personalNumber, key, agency, count }) {
    const values = { agency, count };
    await notifications.sendMessageInJob(house, { key, to: personalNumber, template: 'post-ended', values });
  },
};

/** The two web servers, listening, and where. */
export interface Serving {
  publicUrl: string;
  internalUrl: string;
  close(): Promise<void>;
}

/** Serves the pages and the exchange until it is closed. */
export async function serve(house: House): Promise<Serving> {
  const edge = {
    refusalPage,
    faultPage,
    signInPath: identity.signInPath,
    machineOf: (token: string) => identity.verifyAccessToken(house, token),
  };
  const open = await createWebServer(house, [...PUBLIC_ROUTES, ...documentRoutes('public')], edge);
  await identity.mountOpenIdProvider(open, house);
  serveAssets(open);
  const internal = await createWebServer(
    house,
    [...INTERNAL_ROUTES, ...documentRoutes('internal'), ...watchRoutes()],
    edge,
  );
  const { host, port, internalPort, estPort } = house.config;
  const publicUrl = await open.listen({ host, port });
  const internalUrl = await internal.listen({ host, port: internalPort });
  const est = estPort === undefined ? undefined : await trust.serveEst(house, { port: estPort, host });
  return {
    publicUrl,
    internalUrl,
    async close() {
      await Promise.all([open.close(), internal.close(), est?.close()]);
    },
  };
}

/** What the kernel itself does by the clock: sessions that are over go. */
const SWEEP = 'kernel.sweep';
const KERNEL_WORK: Pick<System, 'jobs' | 'schedules'> = {
  jobs: { [SWEEP]: async (house) => void (await sweepSessions(house)) },
  schedules: { [SWEEP]: '7,37 * * * *' },
};

/** Does jobs in this process until it is stopped. */
export function work(house: House, runtime: Connection, alone: boolean): Promise<JobWorker> {
  const workers = [KERNEL_WORK, ...SYSTEMS];
  const handlers = Object.fromEntries(
    workers
      .flatMap(({ jobs }) => Object.entries(jobs ?? {}))
      .map(([task, handle]) => [task, (payload: never, stopping: AbortSignal) => handle(house, payload, stopping)]),
  );
  const schedules = workers.flatMap(({ schedules: given }) => Object.entries(given ?? {}));
  return startJobWorker({ connection: runtime, db: house.db, handlers, schedules, log: house.log, alone });
}

function serveAssets(app: FastifyInstance): void {
  for (const asset of loadAssets()) {
    app.get(asset.path, async (request, reply) => {
      const accepted = request.headers['accept-encoding'] ?? '';
      const [encoding, body] =
        asset.brotli && /\bbr\b/.test(accepted)
          ? ['br', asset.brotli]
          : asset.gzip && /\bgzip\b/.test(accepted)
            ? ['gzip', asset.gzip]
            : [undefined, asset.body];
      if (encoding) reply.header('content-encoding', encoding).header('vary', 'accept-encoding');
      await reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.contentType).send(body);
    });
  }
}

function documentRoutes(port: 'public' | 'internal'): Route[] {
  return [
    route({
      method: 'GET',
      path: '/openapi.json',
      who: 'anyone',
      answer: ({ house }) =>
        json(
          openApiOf(
            house.config.baseUrl,
            port === 'public' ? PUBLIC_ROUTES : INTERNAL_ROUTES,
            port === 'public' ? [] : exchange.publishedServices(house),
          ),
        ),
    }),
    route({
      method: 'GET',
      path: '/openapi/:document',
      who: 'anyone',
      params: Type.Object({ document: Type.String({ pattern: '^[a-z][a-z-]{0,40}\\.json$' }) }),
      answer({ house, params }) {
        const register = registry.registerOf(params.document.replace(/\.json$/, ''));
        if (!register) throw new Refusal('page.not_found', 404);
        return json(registry.registerOpenApi(house.config.baseUrl, register, exchange.publishedServices(house)));
      },
    }),
  ];
}

function watchRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/healthz',
      who: 'anyone',
      async answer({ house }) {
        await house.db.as('kernel').one(sql`SELECT 1 AS one`);
        return json({ status: 'ok' });
      },
    }),
    route({
      method: 'GET',
      path: '/metrics',
      who: 'anyone',
      answer: ({ house }) => {
        const gauges = Object.fromEntries(
          house.db.usage().map(({ system, total }) => [`database_connections{system="${system}"}`, total]),
        );
        return { status: 200, contentType: 'text/plain; version=0.0.4; charset=utf-8', body: metricsText(gauges) };
      },
    }),
  ];
}
