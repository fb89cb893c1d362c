import { keyWithParameters, type Certificate } from '../certificate/certificate.ts';
import { KEY_USAGE, type PathProblem } from '../rules.ts';
import { isSignatureRight, type SigningKey } from '../certificate/signature-scheme.ts';
import { fullNames, type DistributionPoint } from './distribution-point.ts';
import { shareName, type GeneralName } from './general-name.ts';
import { isSameName } from './name.ts';
import { findRevocation, REMOVED_FROM_LIST, type Revocation, type RevocationList } from './revocation-list.ts';
import type { PathRules, ValidPath } from './validation.ts';

/** Whether the certificates of a path were revoked, by lists (RFC 5280 §6.3). */

/** Bits of ReasonFlags: everything a list may tell of (§4.2.1.13). */
const ALL_REASONS = 0b1_1111_1110;

/** Signers of lists that are looked at one below the other: a list's signer has a list of its own, and so on. */
const MOST_LEVELS = 4;
/** Lists whose signature is checked for one path, in all. */
const MOST_LIST_CHECKS = 256;
/** Bytes of lists that are hashed or looked through, in all; looking through an entry costs several times its hashing. */
const MOST_LIST_BYTES_READ = 512 * 1024 * 1024;
const LOOKING_THROUGH = 4;

export interface RevocationRequest {
  lists: readonly RevocationList[];
  rules: PathRules;
  /** Valid paths of certificates that may sign lists under this name, best first. */
  findSigners(list: RevocationList, known: ReadonlySet<Certificate>): Iterable<ValidPath>;
}

/** Looks at a valid path, from the anchor down; answers the first problem. */
export function findRevocationProblem(path: ValidPath, request: RevocationRequest): PathProblem | undefined {
  return new Check(request).ofPath(path, new Set(), MOST_LEVELS);
}

/** What one full list says of one certificate, whenever the list was signed. */
export interface ListWord {
  list: RevocationList;
  /** Whether it tells of every reason. */
  isWhole: boolean;
  revoked: Revocation | undefined;
}

/** What lists say of the certificates of paths, one after another under one limit of work. */
export class ListReader {
  private readonly check: Check;
  constructor(request: RevocationRequest) {
    this.check = new Check(request);
  }

  /** The word of every list that speaks of the certificate at this place of a path and was signed by somebody who may. */
  wordsOf(path: ValidPath, place: number): ListWord[] {
    return this.check.wordsOf(path, place);
  }
}

/** The certificate of a path that a list is asked about, and where the list was found. */
interface Asked {
  path: ValidPath;
  place: number;
  point: DistributionPoint;
  /** Certificates that are being looked at and so cannot sign the list that clears them. */
  known: ReadonlySet<Certificate>;
  levels: number;
}

class Check {
  private readonly request: RevocationRequest;
  private checksLeft = MOST_LIST_CHECKS;
  private bytesLeft = MOST_LIST_BYTES_READ;

  constructor(request: RevocationRequest) {
    this.request = request;
  }

  ofPath(path: ValidPath, above: ReadonlySet<Certificate>, levels: number): PathProblem | undefined {
    const known = new Set([...above, ...path.certificates]);
    for (let i = 0; i < path.certificates.length; i++) {
      const problem = this.ofOne(path, i, known, levels);
      if (problem) return problem;
    }
    return undefined;
  }

  private ofOne(
    path: ValidPath,
    place: number,
    known: ReadonlySet<Certificate>,
    levels: number,
  ): PathProblem | undefined {
    const certificate = path.certificates[place]!;
    let covered = 0;
    for (const point of pointsOf(certificate)) {
      for (const list of this.request.lists) {
        if (covered === ALL_REASONS) return undefined;
        const reasons = reasonsOf(list, point, certificate);
        if (list.baseNumber !== undefined || (reasons & ~covered) === 0) continue;
        if (!this.isCurrent(list)) continue;
        const signer = this.findSigner(list, { path, place, point, known, levels });
        if (!signer) continue;
        const told = this.lookUp(list, signer, certificate);
        if (told === 'unusable') continue;
        if (told) return 'certificate_revoked';
        covered |= reasons;
      }
    }
    return covered === ALL_REASONS ? undefined : 'revocation_unknown';
  }

  wordsOf(path: ValidPath, place: number): ListWord[] {
    const certificate = path.certificates[place]!;
    const known = new Set(path.certificates);
    const words = new Map<RevocationList, ListWord>();
    for (const point of pointsOf(certificate)) {
      for (const list of this.request.lists) {
        const reasons = reasonsOf(list, point, certificate);
        if (words.has(list) || list.baseNumber !== undefined || reasons === 0 || list.hasUnknownCritical) continue;
        const signer = this.findSigner(list, { path, place, point, known, levels: MOST_LEVELS });
        const revoked = signer ? this.find(list, certificate) : 'unusable';
        if (revoked !== 'unusable') words.set(list, { list, isWhole: reasons === ALL_REASONS, revoked });
      }
    }
    return [...words.values()];
  }

  /** Looks for a certificate in a list, while the limit of work allows. */
  private find(list: RevocationList, certificate: Certificate): Revocation | 'unusable' | undefined {
    this.bytesLeft -= LOOKING_THROUGH * list.der.length;
    return this.bytesLeft < 0 ? 'unusable' : findRevocation(list, certificate);
  }

  private isCurrent({ thisUpdate, nextUpdate, hasUnknownCritical }: RevocationList): boolean {
    const { at } = this.request.rules;
    if (hasUnknownCritical || nextUpdate === undefined) return false;
    return !at || (thisUpdate <= at && at <= nextUpdate);
  }

  /** What a full list says of a certificate, together with the newest list of changes to it. */
  private lookUp(list: RevocationList, key: SigningKey, certificate: Certificate): Revocation | 'unusable' | undefined {
    const full = this.find(list, certificate);
    if (full === 'unusable') return full;
    const changes = this.request.lists
      .filter((one) => this.isChangeTo(list, one) && this.isCurrent(one) && this.isSignedBy(one, key))
      .toSorted((a, b) => (a.number! < b.number! ? 1 : -1))[0];
    const changed = changes && this.find(changes, certificate);
    if (changed === 'unusable') return full;
    if (changed?.reason === REMOVED_FROM_LIST) return undefined;
    return changed ?? full;
  }

  /** §5.2.4: same issuer, same scope, same key, based on this list or an older one, and newer than it. */
  private isChangeTo(list: RevocationList, changes: RevocationList): boolean {
    const { number } = list;
    return (
      changes.baseNumber !== undefined &&
      changes.number !== undefined &&
      number !== undefined &&
      isSameName(list.issuerName, changes.issuerName) &&
      isSameBytes(list.scopeBytes, changes.scopeBytes) &&
      isSameBytes(list.issuerKeyId, changes.issuerKeyId) &&
      changes.baseNumber <= number &&
      number < changes.number
    );
  }

  private isSignedBy(list: RevocationList, key: SigningKey): boolean {
    this.bytesLeft -= list.der.length;
    if (this.checksLeft === 0 || this.bytesLeft < 0) return false;
    this.checksLeft--;
    return isSignatureRight(list, key, { accepted: this.request.rules.schemes, remember: true });
  }

  /**
   * The key that signed a list, when it belongs to somebody who may: an authority above on the path itself, another with a
   * path to the anchor, or, where the certificate's issuer named it as signer of its own list, the certificate itself.
   */
  private findSigner(list: RevocationList, asked: Asked): SigningKey | undefined {
    const { path, place, point, known, levels } = asked;
    const isSignedBy = (signer: Certificate, key: SigningKey | undefined) =>
      key !== undefined &&
      isSameName(signer.subjectName, list.issuerName) &&
      maySignLists(signer) &&
      this.isSignedBy(list, key);
    const lowest = point.listIssuer ? place : place - 1;
    for (let i = lowest; i >= 0; i--) {
      if (isSignedBy(path.certificates[i]!, path.keys[i])) return path.keys[i];
    }
    const anchorKey = keyWithParameters(path.anchor, path.anchor.keyInfo);
    if (isSignedBy(path.anchor, anchorKey)) return anchorKey;
    if (levels === 0) return undefined;
    for (const signer of this.request.findSigners(list, known)) {
      const key = signer.keys.at(-1);
      if (!isSignedBy(signer.certificates.at(-1)!, key)) continue;
      if (this.ofPath(signer, known, levels - 1) === undefined) return key;
    }
    return undefined;
  }
}

/** Where a certificate's revocation is told: where it says, and by its issuer (§6.3.3). */
const pointsOf = ({ distributionPoints = [], issuerName }: Certificate): DistributionPoint[] => [
  ...distributionPoints,
  { name: { names: [{ kind: 'directory', name: issuerName }] } },
];

const maySignLists = ({ keyUsage }: Certificate): boolean => !keyUsage || keyUsage.has(KEY_USAGE.cRLSign);

const isSameBytes = (one: Buffer | undefined, other: Buffer | undefined): boolean =>
  one === undefined || other === undefined ? one === other : one.equals(other);

/** The reasons for which a list speaks of a certificate at a distribution point (§6.3.3 b, d); 0 when it does not at all. */
function reasonsOf(list: RevocationList, point: DistributionPoint, certificate: Certificate): number {
  const { scope } = list;
  if (point.listIssuer) {
    const issuers: readonly GeneralName[] = [{ kind: 'directory', name: list.issuerName }];
    if (!scope?.indirect || !shareName(point.listIssuer, issuers)) return 0;
  } else if (!isSameName(list.issuerName, certificate.issuerName)) return 0;
  if (scope) {
    if (scope.onlyAttributes) return 0;
    if (scope.onlyHolders && certificate.authority) return 0;
    if (scope.onlyAuthorities && !certificate.authority) return 0;
    if (scope.name) {
      const names = point.name ? fullNames(point.name, nameForRelative(point, certificate)) : (point.listIssuer ?? []);
      if (!shareName(fullNames(scope.name, list.issuerName), names)) return 0;
    }
  }
  return bitsOf(scope?.reasons) & bitsOf(point.reasons);
}

/** What a relative name in a point is relative to: the list's issuer when one is named, else the certificate's (§4.2.1.13). */
function nameForRelative({ listIssuer }: DistributionPoint, certificate: Certificate): readonly string[] {
  const named = listIssuer?.find((name) => name.kind === 'directory');
  return named?.kind === 'directory' ? named.name : certificate.issuerName;
}

function bitsOf(reasons: ReadonlySet<number> | undefined): number {
  if (!reasons) return ALL_REASONS;
  let bits = 0;
  for (const reason of reasons) bits |= 1 << reason;
  return bits & ALL_REASONS;
}
