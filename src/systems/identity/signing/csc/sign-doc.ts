import { type Static, Type } from 'typebox';
import { Refusal } from '../../../../kernel/refusal.ts';
import { signForApplication, type ByHashOrder, type DocumentOrder, type WholeOrder } from '../../../trust/index.ts';
import { SHA256_OID } from '../authorization/wanted.ts';
import { ECDSA_SHA256_OID } from './answers.ts';
import { isLater, operation, order } from './later.ts';
import { answerOf } from './sign-doc-answer.ts';
import { activationDataOf, CredentialId, method, spoken, Text } from './method.ts';

/** `signatures/signDoc` (§11.11): signatures in the formats of ETSI, over documents that are given whole or by hash. */

const MEBIBYTE = 1024 * 1024;
/** Largest document, all of a call together, and with them the JSON around their Base64. */
const LARGEST_DOCUMENT_BYTES = 10 * MEBIBYTE;
const MOST_TOGETHER_BYTES = 20 * MEBIBYTE;
const LARGEST_REQUEST_BYTES = 28 * MEBIBYTE;
const MOST_DOCUMENTS = 10;
const LONGEST_PROPERTY = 1_000;

/** Levels by their names there (§11.11): the baseline of today and that of before are the same to us. */
export const CONFORMANCE_LEVELS = {
  'Ades-B-B': 'B-B',
  'Ades-B-T': 'B-T',
  'Ades-B-LT': 'B-LT',
  'Ades-B-LTA': 'B-LTA',
} as const;

type Envelope = Pick<WholeOrder, 'packaging' | 'certifies'>;
type Letter = keyof typeof ENVELOPES;

/** How a signature stands to the document, by format; the first is meant where nothing is said. */
export const ENVELOPES = {
  C: { Attached: { packaging: 'attached' }, Detached: { packaging: 'detached' } },
  X: {
    Enveloped: { packaging: 'enveloped' },
    Enveloping: { packaging: 'attached' },
    Detached: { packaging: 'detached' },
  },
  P: { Certification: { packaging: 'enveloped', certifies: true }, Revision: { packaging: 'enveloped' } },
  J: { Attached: { packaging: 'attached' }, Detached: { packaging: 'detached' } },
} as const satisfies Record<string, Record<string, Envelope>>;

const FORMATS = { C: 'CAdES', X: 'XAdES', P: 'PAdES', J: 'JAdES' } as const;

/** What PDF tells beside the signature (EN 319 142-1 §5.3): texts in Base64. Others are refused by their names. */
const PDF_PROPERTIES = { Reason: 'reason', Location: 'location', ContactInfo: 'contact' } as const;

const How = {
  signature_format: Type.Union(Object.keys(ENVELOPES).map((letter) => Type.Literal(letter))),
  // Some write AdES, the specification Ades.
  conformance_level: Type.Optional(Type.String({ pattern: '^Ad[eE][sS]-B-(B|T|LT|LTA)$' })),
  signAlgo: Type.Literal(ECDSA_SHA256_OID),
  signed_envelope_property: Type.Optional(Text(20)),
  signed_props: Type.Optional(
    Type.Array(Type.Object({ attribute_name: Text(100), attribute_value: Type.Optional(Text(LONGEST_PROPERTY * 2)) }), {
      maxItems: 10,
    }),
  ),
};

const Hash = Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' });
const Digest = Type.Object({
  ...How,
  // An array by the specification's table, one text in its sample.
  hashes: Type.Union([Type.Array(Hash, { minItems: 1, maxItems: MOST_DOCUMENTS }), Hash]),
  hashAlgorithmOID: Type.Optional(Type.Literal(SHA256_OID)),
});
const Document = Type.Object({ ...How, document: Text(Math.ceil((LARGEST_DOCUMENT_BYTES * 4) / 3) + 4) });

const Input = Type.Object({
  ...spoken,
  credentialID: CredentialId,
  SAD: Type.Optional(Text(8_192)),
  documents: Type.Optional(Type.Array(Document, { maxItems: MOST_DOCUMENTS })),
  documentDigests: Type.Optional(Type.Array(Digest, { maxItems: MOST_DOCUMENTS })),
  ...operation,
  returnValidationInfo: Type.Optional(Type.Literal(false)),
});

/** What is asked for each document, and whether the signature comes alone. */
interface Ordered {
  order: DocumentOrder;
  isAlone: boolean;
}

/** Reads what is to be signed and how. Refuses, by the words of the specification, what is not to be had. */
function orderedIn({ documents = [], documentDigests = [] }: Static<typeof Input>): Ordered[] {
  if (documents.length > 0 && documentDigests.length > 0) throw new Refusal('csc.both_given', 422);
  const whole = documents.map((each): Ordered => {
    const bytes = bytesOf(each.document);
    const envelope = envelopeOf(each as How);
    const order = { ...levelAndFormat(each as How), ...envelope, ...propertiesOf(each as How), bytes };
    return { order, isAlone: envelope.packaging === 'detached' };
  });
  const digests = documentDigests.flatMap((each): Ordered[] => {
    const { format, level } = levelAndFormat(each as How);
    if (format !== 'CAdES' && format !== 'PAdES') throw new Refusal('csc.format_impossible', 422);
    // The place in the PDF, and what it says there, are for whoever has the PDF.
    if ((each.signed_props?.length ?? 0) > 0)
      throw wrongProperties(each.signed_props!.map((one) => one.attribute_name));
    if (format === 'CAdES' && (each.signed_envelope_property ?? 'Detached') !== 'Detached')
      throw new Refusal('csc.envelope_impossible', 422);
    const hashes = [each.hashes].flat() as string[];
    return hashes.map((hash) => {
      const order: ByHashOrder = { format, level, sha256: Buffer.from(hash, 'base64') };
      return { order, isAlone: true };
    });
  });
  const all = [...whole, ...digests];
  if (all.length === 0) throw new Refusal('csc.none_given', 422);
  const size = whole.reduce((sum, { order }) => sum + ('bytes' in order ? order.bytes.length : 0), 0);
  if (size > MOST_TOGETHER_BYTES || all.length > MOST_DOCUMENTS) throw new Refusal('trust.document_too_large', 413);
  return all;
}

type How = {
  signature_format: Letter;
  conformance_level?: string;
  signed_envelope_property?: string;
  signed_props?: { attribute_name: string; attribute_value?: string }[];
};

function levelAndFormat({
  signature_format,
  conformance_level = 'Ades-B-B',
}: How): Pick<WholeOrder, 'format' | 'level'> {
  const name = `Ades${conformance_level.slice('Ades'.length)}` as keyof typeof CONFORMANCE_LEVELS;
  return { format: FORMATS[signature_format], level: CONFORMANCE_LEVELS[name] };
}

function envelopeOf({ signature_format, signed_envelope_property }: How): Envelope {
  const known: Readonly<Record<string, Envelope>> = ENVELOPES[signature_format];
  const name = signed_envelope_property ?? Object.keys(known)[0]!;
  const envelope = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!envelope) throw new Refusal('csc.envelope_impossible', 422);
  return envelope;
}

function propertiesOf({
  signature_format,
  signed_props = [],
}: How): Pick<WholeOrder, 'reason' | 'location' | 'contact'> {
  const isKnown = (name: string): name is keyof typeof PDF_PROPERTIES => Object.hasOwn(PDF_PROPERTIES, name);
  const wrong = signed_props.filter(
    (one) => signature_format !== 'P' || !isKnown(one.attribute_name) || !one.attribute_value,
  );
  if (wrong.length > 0) throw wrongProperties(wrong.map((one) => one.attribute_name));
  const pairs = signed_props.map(({ attribute_name, attribute_value }) => {
    const text = Buffer.from(attribute_value!, 'base64').toString('utf8');
    if (text.length > LONGEST_PROPERTY || /[\p{Cc}\uFFFD]/u.test(text)) throw wrongProperties([attribute_name]);
    return [PDF_PROPERTIES[attribute_name as keyof typeof PDF_PROPERTIES], text];
  });
  return Object.fromEntries(pairs) as Pick<WholeOrder, 'reason' | 'location' | 'contact'>;
}

const wrongProperties = (names: readonly string[]): Refusal =>
  new Refusal('csc.properties_wrong', 422, { values: { names: names.map((name) => name.slice(0, 100)).join(', ') } });

function bytesOf(document: string): Buffer {
  if (document.length === 0 || document.length % 4 !== 0 || /[^A-Za-z0-9+/=]/.test(document))
    throw new Refusal('csc.document_not_base64', 422);
  return Buffer.from(document, 'base64');
}

export const signDoc = method(
  'signatures/signDoc',
  Input,
  async (asked, token, given) => {
    const ordered = orderedIn(given);
    const use = await activationDataOf(asked, token, given as { credentialID: string; SAD?: string });
    const orders = ordered.map((each) => each.order);
    const isAlone = ordered.map((each) => each.isAlone);
    if (isLater(given as object)) return order(asked, token, { use, work: { orders }, memo: { isAlone }, given });
    return answerOf(isAlone, await signForApplication(asked.house, { ...use, orders }));
  },
  LARGEST_REQUEST_BYTES,
);
