import { Kept } from '../../../kernel/kept.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { isDuplicate } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { hashPassword } from '../password.ts';
import type { AccountLevel } from '../rules.ts';
import { findActiveAccount, insertAccount } from '../store.ts';

/**
 * Gives a person an account, at level 1 or 2 of Decree 69/2024/NĐ-CP; whoever calls has checked the identity as that level
 * demands. Refuses `account.exists`.
 */
export async function createAccount(
  house: House,
  account: {
    personalNumber: string;
    name: string;
    level: AccountLevel;
    password: string;
    phone?: string;
    email?: string;
  },
): Promise<void> {
  const { password, phone, email, ...rest } = account;
  const passwordPhc = await hashPassword(password);
  await insertAccount(house.db.as('identity'), { ...rest, passwordPhc, phone, email }).catch((error: unknown) => {
    if (isDuplicate(error)) throw new Refusal('account.exists', 409);
    throw error;
  });
}

type Contact = { phone?: string; email?: string };

const MOST_CONTACTS_KEPT = 20_000;
const keptContacts = new WeakMap<House['db'], Kept<Contact | undefined>>();

/** Contacts hardly change, and each message asks for one. Changes are told by the last digits of the number. */
function contactsOf({ db }: Pick<House, 'db'>): Kept<Contact | undefined> {
  let kept = keptContacts.get(db);
  if (!kept) {
    kept = new Kept(db, 'identity.account', { most: MOST_CONTACTS_KEPT, whichOf: (number) => number.slice(-3) });
    keptContacts.set(db, kept);
  }
  return kept;
}

/** Where a person is reached, as they told the e-identity; undefined when they have no account. */
export function contactOf(house: Pick<House, 'db'>, personalNumber: string): Promise<Contact | undefined> {
  return contactsOf(house).get(personalNumber, async () => {
    const account = await findActiveAccount(house.db.as('identity'), personalNumber);
    if (!account) return undefined;
    const { phone, email } = account;
    return { ...(phone ? { phone } : {}), ...(email ? { email } : {}) };
  });
}
