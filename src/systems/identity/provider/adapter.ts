import { hash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { House } from '../../../kernel/system.ts';
import { informationSystemClient } from '../information-system/actions.ts';
import { signatureApplicationClient } from '../signing/application/actions.ts';
import { openGrant } from './grant.ts';
import { keepRun } from './run.ts';
import { deleteItem, findItem, saveItem, takeItem } from './store.ts';

/** For models that never expire by themselves: the sweep takes them after a day. */
const LONGEST_LIFETIME_SECONDS = 24 * 3600;

const hashOf = (id: string): Buffer => hash('sha256', id, 'buffer');
const nothing = async (): Promise<undefined> => undefined;

/**
 * Keeps the items of the OpenID Provider in PostgreSQL, so that any web process can go on where another began. What a
 * browser or client holds is only there as its SHA-256, and the content is sealed: a copy of the table signs nobody in.
 */
export function openAdapter(house: House, model: string): Adapter {
  if (model === 'Client') return clientAdapter(house);
  if (model === 'Grant') return grantAdapter(house);
  if (model === 'AccessToken') return UNKEPT;
  const db = house.db.as('identity');
  const purpose = `oidc-item-${model}`;
  return {
    async upsert(id, payload, expiresIn) {
      // A run is kept here only once it is known who it is, until the browser comes back with it.
      if (model === 'Interaction' && !payload.result) return keepRun(house, id, payload);
      const sealedPayload = house.keys.sealBytes(purpose, Buffer.from(JSON.stringify(payload)));
      const lifetimeSeconds = expiresIn ?? LONGEST_LIFETIME_SECONDS;
      await saveItem(db, { model, idHash: hashOf(id), sealedPayload, lifetimeSeconds });
    },
    async find(id) {
      const sealed = await (isReadOnce(model) ? takeItem : findItem)(db, model, hashOf(id));
      return sealed && (JSON.parse(house.keys.openBytes(purpose, sealed).toString('utf8')) as AdapterPayload);
    },
    async destroy(id) {
      if (!isReadOnce(model)) await deleteItem(db, model, hashOf(id));
    },
    // Only codes are ever consumed, and reading one has taken it away.
    consume: nothing,
    // By their uid sessions are only found for tokens that end with them, of which we give none.
    findByUid: nothing,
    // The device flow is off.
    findByUserCode: nothing,
    // Of what hangs on a grant only codes are kept, for a minute, until they are read.
    revokeByGrantId: nothing,
  };
}

/**
 * What may be read one single time: a code (RFC 6749 §4.1.2), and a run when its browser comes back with it. Reading takes
 * it away in the same statement, so that of two requests with the same code only one gets anything.
 */
const isReadOnce = (model: string): boolean => model === 'AuthorizationCode' || model === 'Interaction';

/** Access tokens of our sites open nothing (those of information systems are signed and need no keeping): nobody looks them up. */
const UNKEPT: Adapter = {
  upsert: nothing,
  find: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
  findByUid: nothing,
  findByUserCode: nothing,
};

/** A grant says all about itself in its sealed id. */
const grantAdapter = (house: House): Adapter => ({ ...UNKEPT, find: async (id) => openGrant(house, id) });

/** Clients beyond our own two are information systems and signature applications; they are registered by us and not through the protocol. */
function clientAdapter(house: House): Adapter {
  const refuse = async (): Promise<void> => {
    throw new errors.AccessDenied('clients are not registered through the protocol');
  };
  return {
    find: async (clientId) =>
      (await informationSystemClient(house, clientId)) ?? signatureApplicationClient(house, clientId),
    upsert: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
    findByUid: nothing,
    findByUserCode: nothing,
  };
}
