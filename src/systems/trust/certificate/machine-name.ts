import { isIPv4, isIPv6 } from 'node:net';
import { contextTag, element, sequence } from '../asn1/der.ts';

/** A name that a machine answers under: a DNS name in small ASCII letters, or an address. */
export interface MachineName {
  kind: 'dns' | 'ip';
  text: string;
}

const LONGEST_DNS_NAME = 253;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Whether this is a DNS name as certificates have it: letters, digits and hyphens in labels of at most 63, no wildcard, no point
 * at the end, and no number last, because that would be an address (RFC 5280 §4.2.1.6, RFC 1123 §2.1).
 */
export function isDnsName(text: string): boolean {
  const labels = text.split('.');
  return text.length <= LONGEST_DNS_NAME && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1)!);
}

/** The name that is meant, in the form in which names are compared; undefined when it is neither a DNS name nor an address. */
export function readMachineName(text: string): MachineName | undefined {
  const bytes = addressBytes(text);
  if (bytes) return { kind: 'ip', text: addressText(bytes) };
  const small = text.toLowerCase();
  return isDnsName(small) ? { kind: 'dns', text: small } : undefined;
}

/** The 4 or 16 bytes of an address; undefined for what is none. A zone (`%eth0`) is none of ours. */
export function addressBytes(text: string): Buffer | undefined {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number));
  if (!isIPv6(text) || text.includes('%')) return undefined;
  // The last 32 bits may be written as an IPv4 address (RFC 4291 §2.2).
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a, b, c, d] = parts.slice(0, 4).map(Number) as [number, number, number, number];
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [before, after] = plain.split('::').map((half) => (half ? half.split(':') : []));
  const groups = after
    ? [...before!, ...Array<string>(8 - before!.length - after.length).fill('0'), ...after]
    : before!;
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

/** An address from its bytes: IPv6 as RFC 5952 §4 writes it. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const hex = Buffer.from(bytes).toString('hex').match(/.{4}/g)!;
  return new URL(`http://[${hex.join(':')}]`).hostname.slice(1, -1);
}

/** GeneralNames of machines (RFC 5280 §4.2.1.6). */
export const writeNames = (names: readonly MachineName[]): Buffer =>
  sequence(
    ...names.map(({ kind, text }) =>
      kind === 'dns'
        ? element(contextTag(2, 'primitive'), Buffer.from(text, 'ascii'))
        : element(contextTag(7, 'primitive'), addressBytes(text)!),
    ),
  );

/** A range of addresses, `10.0.0.0/8`, as address and mask (RFC 5280 §4.2.1.10); undefined for what is none. */
export function networkBytes(text: string): Buffer | undefined {
  const [address = '', bits, ...more] = text.split('/');
  const bytes = addressBytes(address);
  if (!bytes || more.length > 0) return undefined;
  const ones = bits === undefined ? bytes.length * 8 : Number(bits);
  if ((bits !== undefined && !/^\d{1,3}$/.test(bits)) || ones > bytes.length * 8) return undefined;
  const mask = Buffer.from(bytes.map((_, i) => (0xff00 >> Math.min(8, Math.max(0, ones - i * 8))) & 0xff));
  return Buffer.concat([Buffer.from(bytes.map((byte, i) => byte & mask[i]!)), mask]);
}

/**
 * nameConstraints (RFC 5280 §4.2.1.10) that permit names at and below these domains, and these ranges of addresses. A form of
 * name of which none is permitted is excluded altogether: otherwise it would not be constrained.
 */
export function writeNameConstraints(permitted: readonly string[]): Buffer {
  const networks = permitted.flatMap((text) => networkBytes(text) ?? []);
  const domains = permitted.filter((text) => !networkBytes(text));
  const subtree = (form: number, bytes: Uint8Array) => sequence(element(contextTag(form, 'primitive'), bytes));
  const all = (length: number) => (networks.some((network) => network.length === length) ? [] : [Buffer.alloc(length)]);
  const excluded = [
    ...(domains.length > 0 ? [] : [subtree(2, Buffer.alloc(0))]),
    ...[...all(8), ...all(32)].map((network) => subtree(7, network)),
  ];
  return sequence(
    element(
      contextTag(0),
      ...domains.map((domain) => subtree(2, Buffer.from(domain.replace(/^\./, ''), 'ascii'))),
      ...networks.map((network) => subtree(7, network)),
    ),
    ...(excluded.length > 0 ? [element(contextTag(1), ...excluded)] : []),
  );
}
