import { now } from '../../kernel/clock.ts';
import type { Certificate } from './certificate/certificate.ts';
import {
  AUTHORITIES,
  lastsLongEnough,
  POST_QUANTUM_AUTHORITIES,
  PROFILES,
  type AuthorityKind,
  type AuthorityName,
} from './rules.ts';

/** Names of authorities: the first of its kind bears the kind's name, the one that succeeds it `.2`, and so on. */

const ALL = [...AUTHORITIES, ...POST_QUANTUM_AUTHORITIES];
const rowOf = (name: AuthorityName) => ALL.find(({ profile }) => profile === kindOf(name))!;

/** Who signs its certificate; undefined for a root. */
export const issuerNameOf = (name: AuthorityName): AuthorityName | undefined => rowOf(name).issuer;

/** What kind of authority it is, by its name. */
export const kindOf = (name: AuthorityName): AuthorityKind => name.split('.')[0] as AuthorityKind;

/** Which of its kind it is, counted from 1. */
export const generationOf = (name: AuthorityName): number => Number(name.split('.')[1] ?? 1);

/** What the one is called that comes after it. */
export const successorOf = (name: AuthorityName): AuthorityName => `${kindOf(name)}.${generationOf(name) + 1}`;

/** The name in its certificate; no two are of one name, so that each is asked about and told of by itself. */
export function commonNameOf(name: AuthorityName): string {
  const { commonName } = rowOf(name);
  const generation = generationOf(name);
  return generation === 1 ? commonName : `${commonName} ${generation}`;
}

const order = (name: AuthorityName): number => ALL.indexOf(rowOf(name)) * 1_000 + generationOf(name);

/** By kinds as the table has them, the older first. */
export const byNames = (one: AuthorityName, other: AuthorityName): number => order(one) - order(other);

/** All of a kind, the newest first. */
export const ofKind = (names: Iterable<AuthorityName>, kind: AuthorityKind): AuthorityName[] =>
  [...names].filter((name) => kindOf(name) === kind).toSorted((one, other) => byNames(other, one));

/** What an authority is called that another has succeeded, or the newest of its kind: whether it is that. */
export const isNewest = (name: AuthorityName, names: readonly AuthorityName[]): boolean =>
  ofKind(names, kindOf(name))[0] === name;

const YEAR_MS = 366 * 86_400_000;

/**
 * Whether an authority is to be succeeded: what it issues would end before its time. Not when nothing is won by it, because the root
 * above ends too.
 */
export function isSuccessorDue(name: AuthorityName, until: Date, root: Pick<Certificate, 'until'>): boolean {
  const kind = kindOf(name);
  return (
    PROFILES[kind].replacedBefore_days !== undefined &&
    !lastsLongEnough(kind, until, now()) &&
    root.until.getTime() - until.getTime() > YEAR_MS
  );
}
