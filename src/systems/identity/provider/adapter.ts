import { createHash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import type { House } from '../../../kernel/system.ts';
import { informationSystemClient } from '../information-system/actions.ts';
import {
  consumeItem,
  deleteItem,
  deleteItemsOfGrant,
  findItem,
  findItemByUid,
  saveItem,
  type OidcRow,
} from './store.ts';

/** For models that never expire by themselves: the sweep takes them after a day. */
const LONGEST_LIFETIME_SECONDS = 24 * 3600;

/**
 * Keeps the items of the OpenID Provider in PostgreSQL, so that any web process can go on where another began. What a
 * browser or client holds is only there as its SHA-256, and the content is sealed: a copy of the table signs nobody in.
 */
export function openAdapter(house: House, model: string): Adapter {
  const db = house.db.as('identity');
  const purpose = `oidc-item-${model}`;
  const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();
  const open = (row: OidcRow | undefined): AdapterPayload | undefined => {
    if (!row) return undefined;
    const payload = JSON.parse(house.keys.openBytes(purpose, row.sealedPayload).toString('utf8')) as AdapterPayload;
    return row.consumedAt ? { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1000) } : payload;
  };
  if (model === 'Client') return clientAdapter(house);
  return {
    upsert: (id, payload, expiresIn) =>
      saveItem(db, {
        model,
        idHash: hashOf(id),
        sealedPayload: house.keys.sealBytes(purpose, Buffer.from(JSON.stringify(payload))),
        uid: payload.uid,
        grantId: payload.grantId,
        lifetimeSeconds: expiresIn ?? LONGEST_LIFETIME_SECONDS,
      }),
    find: async (id) => open(await findItem(db, model, hashOf(id))),
    findByUid: async (uid) => open(await findItemByUid(db, model, uid)),
    // The device flow is off.
    findByUserCode: async () => undefined,
    async consume(id) {
      if (!(await consumeItem(db, model, hashOf(id)))) throw new errors.InvalidGrant('it was used already');
    },
    destroy: (id) => deleteItem(db, model, hashOf(id)),
    revokeByGrantId: (grantId) => deleteItemsOfGrant(db, grantId),
  };
}

/** Clients beyond our own two are the information systems; they are registered by us and not through the protocol. */
function clientAdapter(house: House): Adapter {
  const refuse = async (): Promise<void> => {
    throw new errors.AccessDenied('clients are not registered through the protocol');
  };
  return {
    find: (clientId) => informationSystemClient(house, clientId),
    upsert: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}
