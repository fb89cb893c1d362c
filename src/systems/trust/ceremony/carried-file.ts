import { Type, type Static, type TSchema } from 'typebox';
import { Check } from 'typebox/value';
import { Refusal } from '../../../kernel/refusal.ts';
import { MalformedDer } from '../asn1/der.ts';
import { Told } from './minutes.ts';

/** What is carried between a house and the machine of the ceremony: a request there, an answer back. Nothing in them is secret. */

/** Largest file that is carried: 1 MiB. */
export const MOST_CARRIED_BYTES = 1024 * 1024;
const MOST_AUTHORITIES = 32;
const Pem = Type.String({ maxLength: 65_536 });
const Profile = Type.String({ pattern: '^[a-z][a-z-]{1,40}(\\.[1-9][0-9]?)?$' });

const CarriedRequest = Type.Object({
  kind: Type.Literal('mot-cua ceremony request 1'),
  /** The address of the house, under which the lists are to be found. */
  baseUrl: Type.String({ maxLength: 200, pattern: '^https?://[A-Za-z0-9.:\\[\\]-]+$' }),
  /** What the authority of machines is limited to. */
  machineNames: Type.Array(Type.String({ maxLength: 255 }), { maxItems: 100 }),
  requests: Type.Array(Type.Object({ profile: Profile, request: Pem }), { maxItems: MOST_AUTHORITIES }),
  /** How the authorities stand that the root is to tell of, and the number of the last list that the house has. */
  told: Type.Array(Told, { maxItems: MOST_AUTHORITIES }),
  listNumber: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
});
export type CarriedRequest = Static<typeof CarriedRequest>;

const CarriedAnswer = Type.Object({
  kind: Type.Literal('mot-cua ceremony answer 1'),
  root: Pem,
  certificates: Type.Array(Type.Object({ profile: Profile, certificate: Pem }), { maxItems: MOST_AUTHORITIES }),
  list: Type.String({ maxLength: MOST_CARRIED_BYTES }),
});
export type CarriedAnswer = Static<typeof CarriedAnswer>;

/** Reads a request as it was carried. Refuses `trust.carried_file_unreadable`. */
export const readCarriedRequest = (text: string): CarriedRequest => read(CarriedRequest, text);
/** Reads an answer as it was carried. Refuses `trust.carried_file_unreadable`. */
export const readCarriedAnswer = (text: string): CarriedAnswer => read(CarriedAnswer, text);

function read<Schema extends TSchema>(schema: Schema, text: string): Static<Schema> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Refusal('trust.carried_file_unreadable', 422);
  }
  if (text.length > MOST_CARRIED_BYTES || !Check(schema, file)) throw new Refusal('trust.carried_file_unreadable', 422);
  return file;
}

type PemLabel = 'CERTIFICATE' | 'CERTIFICATE REQUEST' | 'X509 CRL';

/** Bytes in PEM (RFC 7468). */
export function writePem(label: PemLabel, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** The bytes of one thing in PEM, and nothing around it. Refuses `trust.carried_file_unreadable`. */
export function readPem(label: PemLabel, text: string): Buffer {
  const [, inside] =
    new RegExp(`^-----BEGIN ${label}-----\\n([A-Za-z0-9+/=\\n]+)\\n-----END ${label}-----\\n$`).exec(text) ?? [];
  if (inside === undefined) throw new Refusal('trust.carried_file_unreadable', 422);
  return Buffer.from(inside, 'base64');
}

/** What `work` answers; where what it read is no DER, refuses `trust.carried_file_unreadable`. */
export function readingCarried<Answer>(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof MalformedDer) throw new Refusal('trust.carried_file_unreadable', 422);
    throw error;
  }
}
