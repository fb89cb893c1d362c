import { randomInt } from 'node:crypto';
import type pg from 'pg';
import type { Keys } from '../../../kernel/keys.ts';
import { hashPassword } from '../password.ts';

/** A synthetic person who gets an account. */
export interface ExamplePerson {
  number: string;
  fullName: string;
  phone?: string;
  email?: string;
}

/** A synthetic account that the sign-in page offers in demonstration mode. */
export interface ShownAccount {
  number: string;
  label: { vi: string; en: string };
  group: 'people' | 'officials';
  area: 'portal' | 'desk';
}

const ROWS_AT_ONCE = 10_000;
const PASSWORD_LETTERS = 'abcdefghjkmnpqrstuvwxyz';

/** Three groups of four letters that are not easily confused: 54 bits, and still typed without trouble. */
function newDemonstrationPassword(): string {
  const group = () => Array.from({ length: 4 }, () => PASSWORD_LETTERS[randomInt(PASSWORD_LETTERS.length)]).join('');
  return [group(), group(), group()].join('-');
}

/**
 * Gives every synthetic person an account at level 2, all with one random password that is made here and kept sealed, and
 * says which of them the sign-in page offers. `owner` is a client with the owner's rights, inside or outside a transaction.
 * Resolves to the number of accounts.
 */
export async function loadExampleAccounts(
  owner: pg.Client,
  example: { keys: Keys; people: Iterable<ExamplePerson>; shown: readonly ShownAccount[] },
): Promise<number> {
  const password = newDemonstrationPassword();
  const phc = await hashPassword(password);
  await owner.query(
    `INSERT INTO identity.demonstration_password (sealed_password) VALUES ($1)
     ON CONFLICT (only_row) DO UPDATE SET sealed_password = excluded.sealed_password`,
    [example.keys.sealBytes('demonstration-password', Buffer.from(password))],
  );
  let count = 0;
  let rows: ExamplePerson[] = [];
  const save = async (): Promise<void> => {
    await owner.query(
      `INSERT INTO identity.account (personal_number, name, level, password_phc, phone, email)
       SELECT number, name, 2, $5, phone, email FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
         AS person (number, name, phone, email)`,
      [
        rows.map((person) => person.number),
        rows.map((person) => person.fullName),
        rows.map((person) => person.phone ?? null),
        rows.map((person) => person.email ?? null),
        phc,
      ],
    );
    count += rows.length;
    rows = [];
  };
  for (const person of example.people) {
    rows.push(person);
    if (rows.length === ROWS_AT_ONCE) await save();
  }
  if (rows.length > 0) await save();
  // Someone may be named for two reasons; one button is enough.
  const shown = [...new Map(example.shown.map((account) => [account.number, account])).values()];
  await owner.query(
    `INSERT INTO identity.demonstration_account (personal_number, label_vi, label_en, shown_under, area, place)
     SELECT number, label_vi, label_en, shown_under, area, place
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         WITH ORDINALITY AS shown (number, label_vi, label_en, shown_under, area, place)
     ON CONFLICT (personal_number) DO UPDATE SET label_vi = excluded.label_vi, label_en = excluded.label_en,
       shown_under = excluded.shown_under, area = excluded.area, place = excluded.place`,
    [
      shown.map((account) => account.number),
      shown.map((account) => account.label.vi),
      shown.map((account) => account.label.en),
      shown.map((account) => account.group),
      shown.map((account) => account.area),
    ],
  );
  return count;
}
