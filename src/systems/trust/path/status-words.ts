import { createHash } from 'node:crypto';
import { keyBits, keyWithParameters, type Certificate } from '../certificate/certificate.ts';
import { isSignatureRight, schemeOf, type SignatureScheme, type SigningKey } from '../certificate/signature-scheme.ts';
import { OCSP_SIGNING } from '../rules.ts';
import { signersIn } from './building.ts';
import { findTold, type OcspAnswer } from './ocsp-answer.ts';
import { ListReader } from './revocation.ts';
import type { Revocation, RevocationList } from './revocation-list.ts';
import type { PathRules, ValidPath } from './validation.ts';

/** Everything that lists and answers, of any time, say of a certificate: which word counts when is for whoever judges a signature. */

export interface StatusWord {
  kind: 'list' | 'answer';
  /** The list or answer, whose existence may be proven. */
  der: Buffer;
  issuedAt: Date;
  /** Until when it may be relied upon as new; undefined when it does not say. */
  until: Date | undefined;
  /** Certificates that ended after this are still told of. */
  tellsOfEndedSince: Date | undefined;
  revoked: Revocation | undefined;
  scheme: SignatureScheme | undefined;
}

export interface StatusSources {
  lists: readonly RevocationList[];
  answers: readonly OcspAnswer[];
  /** Certificates that may have signed them. */
  others: readonly Certificate[];
  schemes: ReadonlySet<SignatureScheme>;
}

/** Answers whose signature is checked, in all. */
const MOST_ANSWER_CHECKS = 512;

/** Asks the same sources about certificate after certificate, each once, under one limit of work. */
export class StatusWords {
  private readonly sources: StatusSources;
  private readonly readers = new Map<Certificate, ListReader>();
  private readonly known = new Map<Certificate, readonly StatusWord[]>();
  private checksLeft = MOST_ANSWER_CHECKS;

  constructor(sources: StatusSources) {
    this.sources = sources;
  }

  /** What is said of the certificate at a place of a path, the newest word first. */
  of(path: ValidPath, place: number): readonly StatusWord[] {
    const certificate = path.certificates[place]!;
    let words = this.known.get(certificate);
    if (!words) {
      words = [...this.fromLists(path, place), ...this.fromAnswers(path, place)].toSorted(
        (a, b) => b.issuedAt.getTime() - a.issuedAt.getTime(),
      );
      this.known.set(certificate, words);
    }
    return words;
  }

  private fromLists(path: ValidPath, place: number): StatusWord[] {
    const { anchor } = path;
    const { lists, others, schemes } = this.sources;
    let reader = this.readers.get(anchor);
    if (!reader) {
      const rules: PathRules = { schemes };
      reader = new ListReader({ lists, rules, findSigners: signersIn({ others, anchor, rules }) });
      this.readers.set(anchor, reader);
    }
    const issuer = issuerOf(path, place).key;
    // A list that tells of some reasons only can say that a certificate was revoked, never that it was not.
    return reader
      .wordsOf(path, place)
      .filter(({ isWhole, revoked }) => isWhole || revoked)
      .map(({ list, revoked }) => ({
        kind: 'list',
        der: list.der,
        issuedAt: list.thisUpdate,
        until: list.nextUpdate,
        tellsOfEndedSince: list.tellsOfEndedSince,
        revoked,
        scheme: schemeOf(list.signatureAlgorithm, issuer.key),
      }));
  }

  private fromAnswers(path: ValidPath, place: number): StatusWord[] {
    const certificate = path.certificates[place]!;
    const { certificate: issuer, key } = issuerOf(path, place);
    return this.sources.answers.flatMap((answer): StatusWord[] => {
      const told = findTold(answer, certificate, issuer);
      if (!told || told.status === 'unknown' || this.checksLeft === 0) return [];
      this.checksLeft--;
      const signer = this.findResponder(answer, issuer, key);
      if (!signer) return [];
      return [
        {
          kind: 'answer',
          der: answer.der,
          issuedAt: told.thisUpdate,
          until: told.nextUpdate,
          tellsOfEndedSince: told.archiveCutoff,
          revoked: told.status === 'good' ? undefined : told.status,
          scheme: schemeOf(answer.signatureAlgorithm, signer.key),
        },
      ];
    });
  }

  /**
   * The key that signed an answer: of the issuer itself, or of a responder that it issued for that and that nobody need ask about
   * (RFC 6960 §4.2.2.2). Other responders would have to be asked about in turn, and are not believed.
   */
  private findResponder(answer: OcspAnswer, issuer: Certificate, issuerKey: SigningKey): SigningKey | undefined {
    const { schemes } = this.sources;
    const accepted = { accepted: schemes, remember: true };
    if (isNamed(answer, issuer)) return isSignatureRight(answer, issuerKey, accepted) ? issuerKey : undefined;
    for (const one of answer.certificates) {
      if (!isNamed(answer, one) || !one.isNotAskedAbout || !one.extendedKeyUsage?.includes(OCSP_SIGNING)) continue;
      if (answer.producedAt < one.from || answer.producedAt > one.until || !one.issuer.equals(issuer.subject)) continue;
      const key = keyWithParameters(one, issuerKey.info);
      if (key && isSignatureRight(one, issuerKey, accepted) && isSignatureRight(answer, key, accepted)) return key;
    }
    return undefined;
  }
}

function issuerOf(path: ValidPath, place: number): { certificate: Certificate; key: SigningKey } {
  if (place > 0) return { certificate: path.certificates[place - 1]!, key: path.keys[place - 1]! };
  const { anchor } = path;
  return { certificate: anchor, key: keyWithParameters(anchor, anchor.keyInfo)! };
}

function isNamed({ responder }: OcspAnswer, certificate: Certificate): boolean {
  if ('name' in responder) return responder.name.equals(certificate.subject);
  return createHash('sha1').update(keyBits(certificate.keyInfo)).digest().equals(responder.keyHash);
}
