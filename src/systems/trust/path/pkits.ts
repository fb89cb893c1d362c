import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Check } from 'typebox/value';
import { readCertificate } from '../certificate/certificate.ts';
import { MalformedDer } from '../asn1/der.ts';
import type { SignatureScheme } from '../certificate/signature-scheme.ts';
import { findPath } from './building.ts';
import { ANY_POLICY } from './policy-graph.ts';
import { readRevocationList } from './revocation-list.ts';

/**
 * The Public Key Interoperability Test Suite of NIST: paths with a published verdict, run through our validation. A folder
 * holds `pkits.json` (its cases), `certs/` and `crls/`.
 */

const Case = Type.Object({
  id: Type.String(),
  name: Type.String(),
  cert: Type.String(),
  other_certs: Type.Optional(Type.Array(Type.String())),
  crls: Type.Optional(Type.Array(Type.String())),
  params: Type.Optional(
    Type.Object({
      user_initial_policy_set: Type.Optional(Type.Array(Type.String())),
      initial_explicit_policy: Type.Optional(Type.Boolean()),
      initial_policy_mapping_inhibit: Type.Optional(Type.Boolean()),
      initial_any_policy_inhibit: Type.Optional(Type.Boolean()),
    }),
  ),
  /** Present when the path is not valid. */
  error: Type.Optional(Type.Unknown()),
});

const Suite = Type.Array(Case, { maxItems: 1000 });

/** A day on which the certificates of the suite are valid. */
const ON = new Date('2020-01-01T00:00:00Z');
const SCHEMES: ReadonlySet<SignatureScheme> = new Set(['rsa-sha256', 'dsa-sha1']);

export interface PkitsVerdict {
  id: string;
  name: string;
  /** The published verdict. */
  shouldBeValid: boolean;
  /** Ours: what is wrong, or undefined when nothing is. */
  problem: string | undefined;
  passed: boolean;
}

/** Runs every case of a folder, revocation always checked. */
export async function runPkits(folder: string): Promise<PkitsVerdict[]> {
  const cases: unknown = JSON.parse(await readFile(join(folder, 'pkits.json'), 'utf8'));
  if (!Check(Suite, cases)) throw new Error(`${folder} holds no pkits.json that we can read`);
  const anchor = readCertificate(await readFile(join(folder, 'certs', 'TrustAnchorRootCertificate.crt')));
  const anchorList = 'TrustAnchorRootCRL.crl';
  const verdicts: PkitsVerdict[] = [];
  for (const each of cases) {
    const problem = await problemOf(folder, each, { anchor, anchorList });
    const shouldBeValid = each.error === undefined;
    verdicts.push({
      id: each.id,
      name: each.name,
      shouldBeValid,
      problem,
      passed: shouldBeValid === (problem === undefined),
    });
  }
  return verdicts;
}

async function problemOf(
  folder: string,
  each: Static<typeof Case>,
  { anchor, anchorList }: { anchor: ReturnType<typeof readCertificate>; anchorList: string },
): Promise<string | undefined> {
  const read = async (kind: 'certs' | 'crls', names: readonly string[]) =>
    Promise.all(names.map((name) => readFile(join(folder, kind, name))));
  try {
    const [leaf] = (await read('certs', [each.cert])).map(readCertificate);
    const path = findPath({
      leaf: leaf!,
      others: (await read('certs', each.other_certs ?? [])).map(readCertificate),
      lists: (await read('crls', [anchorList, ...(each.crls ?? [])])).map(readRevocationList),
      anchor,
      rules: {
        at: ON,
        schemes: SCHEMES,
        demands: {
          wanted: new Set(each.params?.user_initial_policy_set ?? [ANY_POLICY]),
          explicit: each.params?.initial_explicit_policy ?? false,
          inhibitMapping: each.params?.initial_policy_mapping_inhibit ?? false,
          inhibitAny: each.params?.initial_any_policy_inhibit ?? false,
        },
      },
    });
    return typeof path === 'string' ? path : undefined;
  } catch (error) {
    if (error instanceof MalformedDer) return error.message;
    throw error;
  }
}
