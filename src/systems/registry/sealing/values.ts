import { type KeyObject, createHmac, createSecretKey } from 'node:crypto';
import { Compile, type Validator } from 'typebox/compile';
import { type Queryable, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type RecordKind, columnOf, encryptedFields, valueMark } from '../kind/index.ts';
import { valueSchema } from '../kind/schema.ts';
import { type Keyring, type WrappedKey, decrypt, encrypt, keyringOf } from './keyring.ts';

/*
 * The one place where values are encrypted on their way into a table and opened on their way out. In the column stands
 *   version (1 byte) ‖ mark (16 bytes, only where records are found by this value) ‖ nonce ‖ tag ‖ ciphertext of the value as JSON,
 * bound to register, kind, key and field: moved to another record or field it does not open.
 */
const FORM = 1;
const MARK_BYTES = 16;

type Row = Record<string, unknown>;

const encryptedOf = new WeakMap<object, readonly string[]>();
function hiddenFields(kind: Pick<RecordKind, 'fields'>): readonly string[] {
  let fields = encryptedOf.get(kind);
  if (!fields) encryptedOf.set(kind, (fields = encryptedFields(kind)));
  return fields;
}

/**
 * The values of an act as the table keeps them: those of encrypted fields as bytes. Refuses `register.value_refused` where an
 * encrypted value is not as its field wants it, because PostgreSQL cannot see that.
 */
export async function sealedValues(db: Queryable, kind: RecordKind, key: object, values: object): Promise<object> {
  return (await sealedMany(db, kind, [{ key, values }]))[0]!;
}

/** The same for acts on many records, in their order. */
export async function sealedMany(
  db: Queryable,
  kind: RecordKind,
  acts: readonly { key: object; values: object }[],
): Promise<object[]> {
  const hidden = hiddenFields(kind);
  const wantedOf = (said: Row) => hidden.filter((name) => said[name] !== null && said[name] !== undefined);
  const sealing = acts.filter(({ values }) => hidden.length > 0 && wantedOf(values as Row).length > 0);
  if (sealing.length === 0) return acts.map(({ values }) => values);
  const keyring = keyringOf(db);
  const partsOf = ({ key }: { key: object }) => keyParts(kind, key as Row);
  const keys = await keysForWriting(db, keyring, kind, sealing.map(partsOf));
  return acts.map((act) => {
    const said = act.values as Row;
    const wanted = wantedOf(said);
    if (wanted.length === 0) return said;
    const parts = partsOf(act);
    const recordKey = keys.get(JSON.stringify(parts))!;
    const sealed = wanted.map((name) => {
      assertFits(kind, name, said[name]);
      return [name, sealOne(keyring, kind, recordKey, parts, name, said[name])];
    });
    return { ...said, ...Object.fromEntries(sealed) };
  });
}

/** Rows of a kind as `f_<field>`, with what is encrypted opened. Throws when a value was changed or moved. */
export async function openedRows<R extends Row>(db: Queryable, kind: RecordKind, rows: R[]): Promise<R[]> {
  const hidden = hiddenFields(kind);
  if (hidden.length === 0 || rows.length === 0) return rows;
  const keyring = keyringOf(db);
  const partsOf = (row: R) => kind.key.map((field) => String(row[`f_${field}`]));
  const sealed = rows.filter((row) => hidden.some((name) => row[`f_${name}`] !== null));
  if (sealed.length === 0) return rows;
  const keys = await keysOf(db, keyring, kind, sealed.map(partsOf));
  return rows.map((row) => {
    const opened: Row = { ...row };
    const parts = partsOf(row);
    const key = keys.get(JSON.stringify(parts));
    for (const name of hidden) {
      const bytes = row[`f_${name}`] as Buffer | null;
      if (bytes === null) continue;
      if (!key) throw new Error(`the key of ${kind.system}.${kind.name} ${parts.join('/')} is gone`);
      const from = 1 + (kind.fields[name]!.foundByValue ? MARK_BYTES : 0);
      opened[`f_${name}`] = JSON.parse(decrypt(key, bytes.subarray(from), aboutOf(kind, parts, name)).toString('utf8'));
    }
    return opened as R;
  });
}

const MOST_FOUND = 100;

/** The keys of the records that have a value in an encrypted field on a date; at most 100. The field must be `foundByValue`. */
export async function keysWithValue<Values, Key extends keyof Values & string>(
  db: Queryable,
  kind: RecordKind<Values, Key>,
  asked: { field: keyof Values & string; value: unknown; on: string },
): Promise<Pick<Values, Key>[]> {
  const plain = kind as unknown as RecordKind;
  if (!plain.fields[asked.field]?.foundByValue) throw new Error(`${asked.field} is not found by its value`);
  const mark = markOf(keyringOf(db), plain, asked.field, asked.value);
  return db.rows<Pick<Values, Key>>({
    text: `SELECT ${kind.key.map((field) => `${columnOf(field)} AS "${field}"`).join(', ')} FROM ${kind.name}
      WHERE ${valueMark(columnOf(asked.field))} = $1 AND valid_during @> $2::date
      ORDER BY ${kind.key.map(columnOf).join(', ')} LIMIT ${MOST_FOUND}`,
    values: [mark, asked.on],
  });
}

function sealOne(
  keyring: Keyring,
  kind: RecordKind,
  key: KeyObject,
  parts: string[],
  name: string,
  value: unknown,
): Buffer {
  const sealed = encrypt(key, Buffer.from(JSON.stringify(value)), aboutOf(kind, parts, name));
  const mark = kind.fields[name]!.foundByValue ? [markOf(keyring, kind, name, value)] : [];
  return Buffer.concat([Buffer.of(FORM), ...mark, sealed]);
}

const keyParts = (kind: RecordKind, key: Row): string[] => kind.key.map((field) => String(key[field]));

const aboutOf = (kind: RecordKind, parts: readonly string[], field: string): Buffer =>
  Buffer.from(JSON.stringify([kind.system, kind.name, parts, field]));

/** An HMAC of the value: equal for equal values of one field, and nothing to anybody without the key of the house. */
function markOf(keyring: Keyring, kind: RecordKind, field: string, value: unknown): Buffer {
  return createHmac('sha256', keyring.markKey())
    .update(JSON.stringify([kind.name, field, value]))
    .digest()
    .subarray(0, MARK_BYTES);
}

/** The keys of records, made for those that have none. */
async function keysForWriting(
  db: Queryable,
  keyring: Keyring,
  kind: RecordKind,
  wanted: string[][],
): Promise<Map<string, KeyObject>> {
  const known = await keysOf(db, keyring, kind, wanted);
  const lacking = new Map(wanted.map((parts) => [JSON.stringify(parts), parts] as const));
  for (const id of known.keys()) lacking.delete(id);
  if (lacking.size === 0) return known;
  const rows: { key: string[]; generation: number; wrapped: string }[] = [];
  for (const key of lacking.values()) {
    const { generation, wrapped } = await keyring.newKey();
    rows.push({ key, generation, wrapped: wrapped.toString('hex') });
  }
  await db.run(sql`INSERT INTO record_key (kind, key, generation, wrapped)
    SELECT ${kind.name}, key, generation, decode(wrapped, 'hex')
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made(key text[], generation integer, wrapped text)
    ON CONFLICT (kind, key) DO NOTHING`);
  // Another may have been quicker: then theirs is the record's key.
  const found = await keysOf(db, keyring, kind, [...lacking.values()]);
  return new Map([...known, ...found]);
}

/** The keys of records, by their key as JSON. */
async function keysOf(
  db: Queryable,
  keyring: Keyring,
  kind: RecordKind,
  wanted: string[][],
): Promise<Map<string, KeyObject>> {
  const rows = await db.rows<WrappedKey & { key: string[] }>(sql`SELECT key, generation, wrapped FROM record_key
    WHERE kind = ${kind.name} AND key IN (
      SELECT ARRAY(SELECT jsonb_array_elements_text(one)) FROM jsonb_array_elements(${JSON.stringify(wanted)}::jsonb) AS one)`);
  const keys = new Map<string, KeyObject>();
  for (const { key, ...wrapped } of rows) keys.set(JSON.stringify(key), createSecretKey(await keyring.unwrap(wrapped)));
  return keys;
}

const validators = new WeakMap<object, Validator>();

function assertFits(kind: RecordKind, name: string, value: unknown): void {
  const field = kind.fields[name]!;
  let validator = validators.get(field);
  if (!validator) validators.set(field, (validator = Compile(valueSchema(field)) as Validator));
  if (!validator.Check(value)) throw new Refusal('register.value_refused', 422, { values: { check: name } });
}
