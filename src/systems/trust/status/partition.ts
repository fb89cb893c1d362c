import type { AuthorityName } from '../rules.ts';

/**
 * Into how many parts the revoked certificates of an authority fall (RFC 5280 §5.2.5): each certificate says where its part is
 * told, so that whoever checks one fetches a hundredth of what was revoked. Never changed: certificates that were issued
 * name their part for as long as they last.
 */
export const PARTITIONS = 128;

/** The part that a certificate belongs to, by its serial number, whose last octets are random. */
export const partitionOf = (serialBytes: Buffer): number => serialBytes.at(-1)! % PARTITIONS;

/** A list of an authority: the full one, or one part. */
export interface ListName {
  authority: AuthorityName;
  partition?: number | undefined;
}

/** The list that tells of a certificate. What the root issued is told in its full list: it issues too little to part it. */
export const listOf = (authority: AuthorityName, serialBytes: Buffer): ListName =>
  authority === 'root' ? { authority } : { authority, partition: partitionOf(serialBytes) };

/** What a list is called in its address, without its ending: `agency-seal-authority`, `agency-seal-authority-17`, `agency-seal-authority.2-17`. */
export const listFileName = ({ authority, partition }: ListName): string =>
  partition === undefined ? authority : `${authority}-${partition}`;

/** The list of that name among those of the authorities given; undefined when there is none. */
export function readListName(name: string, authorities: readonly AuthorityName[]): ListName | undefined {
  const [, first = '', digits] = /^([a-z][a-z-]*?(?:\.[1-9]\d?)?)(?:-(0|[1-9]\d{0,2}))?$/.exec(name) ?? [];
  const authority = authorities.find((one) => one === first);
  if (!authority) return undefined;
  if (digits === undefined) return { authority };
  const partition = Number(digits);
  return partition < PARTITIONS && authority !== 'root' ? { authority, partition } : undefined;
}
