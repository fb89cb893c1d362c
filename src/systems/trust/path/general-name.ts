import { isIP } from 'node:net';
import { expectTag, MalformedDer, readMembers, readOnly, TAG, type DerElement } from '../asn1/der.ts';
import { isSameName, isWithin, readComparableName, type ComparableName } from './name.ts';

/** The many ways a certificate names its holder (RFC 5280 §4.2.1.6), and the constraints on them (§4.2.1.10). */
export type GeneralName =
  | { kind: 'email' | 'dns' | 'uri'; text: string }
  | { kind: 'directory'; name: ComparableName }
  | { kind: 'address'; bytes: Buffer }
  /** A form that we do not compare, by its number in GeneralName. */
  | { kind: 'other'; form: number; whole: Buffer };

export interface NameConstraints {
  permitted: readonly GeneralName[];
  excluded: readonly GeneralName[];
}

const MOST_NAMES = 1024;
/** Comparisons of names with constraints that one path may cost. */
const MOST_COMPARISONS = 200_000;

/** Reads GeneralNames, whatever their tag outside. */
export function readGeneralNames(names: DerElement): GeneralName[] {
  return readMembers(names, MOST_NAMES).map(readGeneralName);
}

function readGeneralName({ tag, contents, whole }: DerElement): GeneralName {
  const form = tag & 0x1f;
  if ((tag & 0xc0) !== 0x80) throw new MalformedDer('general name');
  switch (form) {
    case 1:
      return { kind: 'email', text: ia5(contents) };
    case 2:
      return { kind: 'dns', text: ia5(contents) };
    case 4:
      return { kind: 'directory', name: readComparableName(readOnly(contents, TAG.sequence)) };
    case 6:
      return { kind: 'uri', text: ia5(contents) };
    case 7:
      return { kind: 'address', bytes: contents };
    default:
      return { kind: 'other', form, whole };
  }
}

function ia5(bytes: Buffer): string {
  // A zero byte, or one beyond ASCII, means something else to every reader.
  if (bytes.some((byte) => byte === 0 || byte > 0x7f)) throw new MalformedDer('IA5 text');
  return bytes.toString('latin1');
}

/** Reads a nameConstraints extension. A minimum or maximum distance, which RFC 5280 forbids, is refused. */
export function readNameConstraints(value: Buffer): NameConstraints {
  const read: { permitted: GeneralName[]; excluded: GeneralName[] } = { permitted: [], excluded: [] };
  const parts = readMembers(readOnly(value, TAG.sequence), 2);
  if (parts.length === 0) throw new MalformedDer('empty name constraints');
  for (const part of parts) {
    if (part.tag !== 0xa0 && part.tag !== 0xa1) throw new MalformedDer('name constraints');
    for (const subtree of readMembers(part, MOST_NAMES)) {
      const [base, ...distances] = readMembers(expectTag(subtree, TAG.sequence));
      const isPlain = distances.every(
        ({ tag, contents }) => tag === 0x80 && contents.length === 1 && contents[0] === 0,
      );
      if (!base || distances.length > 1 || !isPlain) throw new MalformedDer('subtree');
      (part.tag === 0xa0 ? read.permitted : read.excluded).push(readGeneralName(base));
    }
  }
  return read;
}

const formOf = (name: GeneralName): string => (name.kind === 'other' ? `other ${name.form}` : name.kind);

/**
 * The constraints of all authorities above, together (RFC 5280 §6.1.4 g): a name must lie in a permitted subtree of each
 * that permits any of its form, and in no excluded one.
 */
export class NameSpace {
  private readonly permitted: GeneralName[][] = [];
  private readonly excluded: GeneralName[] = [];
  private comparisons = 0;

  constrain({ permitted, excluded }: NameConstraints): void {
    const byForm = new Map<string, GeneralName[]>();
    for (const name of permitted) {
      const named = byForm.get(formOf(name));
      if (named) named.push(name);
      else byForm.set(formOf(name), [name]);
    }
    this.permitted.push(...byForm.values());
    this.excluded.push(...excluded);
  }

  /** Whether all of these names are allowed. What would cost too many comparisons is not. */
  allows(names: readonly GeneralName[]): boolean {
    return names.every((name) => {
      this.comparisons += this.excluded.length + this.permitted.reduce((sum, { length }) => sum + length, 0);
      if (this.comparisons > MOST_COMPARISONS) return false;
      return (
        !this.excluded.some((subtree) => formOf(subtree) === formOf(name) && isInSubtree(name, subtree, true)) &&
        this.permitted.every(
          (subtrees) =>
            formOf(subtrees[0]!) !== formOf(name) || subtrees.some((subtree) => isInSubtree(name, subtree, false)),
        )
      );
    });
  }
}

/** Whether a name lies in a subtree of its form. A form we cannot compare is answered so that the name is refused. */
function isInSubtree(name: GeneralName, subtree: GeneralName, whenUnknown: boolean): boolean {
  if (name.kind === 'directory' && subtree.kind === 'directory') return isWithin(name.name, subtree.name);
  if (name.kind === 'address' && subtree.kind === 'address') {
    return isInNetwork(name.bytes, subtree.bytes) ?? whenUnknown;
  }
  if (name.kind === 'email' && subtree.kind === 'email') return isInMail(name.text, subtree.text) ?? whenUnknown;
  if (name.kind === 'dns' && subtree.kind === 'dns') return isInDomain(name.text, subtree.text);
  if (name.kind === 'uri' && subtree.kind === 'uri') {
    const host = hostOf(name.text);
    return host === undefined ? whenUnknown : isHost(host, subtree.text);
  }
  return whenUnknown;
}

/** `example.vn` holds itself and everything to its left; the empty constraint holds everything. */
function isInDomain(name: string, constraint: string): boolean {
  const lower = name.toLowerCase().replace(/\.$/, '');
  const base = constraint.toLowerCase().replace(/^\./, '').replace(/\.$/, '');
  return base === '' || lower === base || lower.endsWith(`.${base}`);
}

/** With a point in front only what lies below; without, exactly this host (RFC 5280 §4.2.1.10 for URIs and mail). */
function isHost(host: string, constraint: string): boolean {
  const lower = host.toLowerCase();
  const base = constraint.toLowerCase();
  return base === '' || (base.startsWith('.') ? lower.endsWith(base) && lower.length > base.length : lower === base);
}

function isInMail(address: string, constraint: string): boolean | undefined {
  const at = address.lastIndexOf('@');
  if (at < 1) return undefined;
  const host = address.slice(at + 1);
  const constrainedAt = constraint.lastIndexOf('@');
  if (constrainedAt < 0) return isHost(host, constraint);
  return (
    address.slice(0, at) === constraint.slice(0, constrainedAt) &&
    host.toLowerCase() === constraint.slice(constrainedAt + 1).toLowerCase()
  );
}

/** The host of a URI; undefined when it has none or an address, which cannot be constrained and so must be refused. */
function hostOf(uri: string): string | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(uri)?.[1];
  const host = authority?.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return !host || host.startsWith('[') || isIP(host) !== 0 ? undefined : host;
}

function isInNetwork(address: Buffer, network: Buffer): boolean | undefined {
  if (address.length !== 4 && address.length !== 16) return undefined;
  if (network.length !== 8 && network.length !== 32) return undefined;
  if (network.length !== address.length * 2) return false;
  return address.every((byte, i) => {
    const mask = network[address.length + i]!;
    return (byte & mask) === (network[i]! & mask);
  });
}

/** Whether two lists of names have one in common, for distribution points. */
export function shareName(some: readonly GeneralName[], others: readonly GeneralName[]): boolean {
  return some.some((one) => others.some((other) => isSameGeneralName(one, other)));
}

function isSameGeneralName(one: GeneralName, other: GeneralName): boolean {
  if (one.kind === 'directory' && other.kind === 'directory') return isSameName(one.name, other.name);
  if (one.kind === 'address' && other.kind === 'address') return one.bytes.equals(other.bytes);
  if (one.kind === 'other' && other.kind === 'other') return one.whole.equals(other.whole);
  return one.kind === other.kind && 'text' in one && 'text' in other && one.text === other.text;
}
