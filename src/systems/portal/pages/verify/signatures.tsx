import { Card, DataTable, Disclosure, Fact, FactList, KeyValue, Section, StatusTag } from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../kernel/text.ts';
import {
  type FileValidation,
  type SignatureValidation,
  type Validation,
  indicationOf,
  linesOf,
  sentenceOf,
  stampTexts,
} from '../../../trust/index.ts';
import { texts } from './texts.ts';

const LOOKS = {
  'TOTAL-PASSED': { tone: 'success', icon: 'badge-check' },
  INDETERMINATE: { tone: 'warning', icon: 'triangle-alert' },
  'TOTAL-FAILED': { tone: 'danger', icon: 'octagon-alert' },
} as const;

/** Every signature of the files that were checked: a sentence for people, its facts, and folded below every step that was gone through. */
export function Signatures({
  validation,
  language,
  isIssued = false,
}: {
  validation: Validation;
  language: Language;
  /** The document as it was issued, and no file that somebody gave. */
  isIssued?: boolean;
}) {
  const words = texts[language];
  return (
    <>
      {validation.files.map((file) => (
        <Section key={file.sha256} title={isIssued ? words.issuedSignatures : words.signatures}>
          {!isIssued && (
            <FactList>
              <Fact label={words.filename} value={file.filename} />
              <Fact label={words.fingerprint} value={<Fingerprint sha256={file.sha256} />} />
              <Fact label={words.checkedAt} value={formatInstant(validation.at, language)} />
            </FactList>
          )}
          {file.signatures.length === 0 && <p>{words.noSignature}</p>}
          <SignatureCards file={file} language={language} />
        </Section>
      ))}
    </>
  );
}

function SignatureCards({ file, language }: { file: FileValidation; language: Language }) {
  const words = texts[language];
  return (
    <>
      {file.signatures.map((signature) => {
        const { tone, icon } = LOOKS[signature.indication];
        const name = signature.signer?.organization || signature.signer?.name || words.unknownSigner;
        return (
          <Card
            key={signature.id}
            headingLevel={3}
            title={fill(words.signature, { name })}
            aside={
              <StatusTag tone={tone} icon={icon}>
                {indicationOf(signature, language)}
              </StatusTag>
            }
          >
            <p>
              <strong>{sentenceOf(signature, language)}</strong>
            </p>
            <KeyValue pairs={pairsOf(signature, language)} />
            <Disclosure label={words.detailed}>
              <p>
                <code>{[signature.indication, signature.sub].filter(Boolean).join(' · ')}</code>
              </p>
              <DataTable
                caption={words.detailed}
                captionHidden
                columns={[
                  { key: 'block', label: words.block },
                  { key: 'conclusion', label: words.conclusion },
                  { key: 'data', label: words.data },
                  { key: 'clause', label: words.clause },
                ]}
                rows={linesOf(signature, language).map((line, index) => ({
                  key: String(index),
                  cells: {
                    block: line.block,
                    conclusion: (
                      <>
                        <StatusTag {...LOOKS[line.look]}>{line.indication}</StatusTag>
                        {line.sub && (
                          <>
                            {' '}
                            <code>{line.sub}</code>
                          </>
                        )}
                      </>
                    ),
                    data: line.data.map((text, place) => (
                      <>
                        {place > 0 && <br />}
                        {text}
                      </>
                    )),
                    clause: line.clause,
                  },
                }))}
              />
            </Disclosure>
          </Card>
        );
      })}
    </>
  );
}

function pairsOf(signature: SignatureValidation, language: Language): { label: string; value: string }[] {
  const words = texts[language];
  const { signer, signedAt, coverage, claimed, revokedAt, holdsUntil, format, container, level } = signature;
  const laterWords = {
    evidence: words.laterEvidence,
    time_stamp: words.laterTimeStamp,
    signature: words.laterSignature,
    form: words.laterForm,
  };
  const later = [...new Set(coverage?.later.permitted)].map((kind) => laterWords[kind]);
  const stamps = signature.timeStamps.map(({ kind, at, by, holds }) => {
    const stamp = fill(words.stamp, {
      at: at ? formatInstant(at, language) : '–',
      kind: stampTexts[kind][language],
      by: by ?? '–',
    });
    return holds ? stamp : fill(words.stampBroken, { stamp });
  });
  // Names for programs are no roles to people.
  const roles = (claimed.roles ?? []).filter((role) => !role.startsWith('urn:'));
  const day = (at: Date) => formatDate(at.toISOString().slice(0, 10), language);
  return [
    signedAt.claimed && { label: words.claimedAt, value: formatInstant(signedAt.claimed, language) },
    coverage && {
      label: words.provenAt,
      value: signedAt.proven ? formatInstant(signedAt.proven, language) : words.noProof,
    },
    holdsUntil && { label: words.holdsUntil, value: day(holdsUntil) },
    roles.length > 0 && { label: words.signedAs, value: roles.join(', ') },
    signature.delegation && {
      label: words.delegation,
      value: signature.delegation.isHeld
        ? fill(words.delegationHeld, {
            grounds: signature.delegation.grounds!,
            on: formatDate(signature.delegation.groundsOn!, language),
          })
        : words.delegationNotHeld,
    },
    claimed.reason && { label: words.reason, value: claimed.reason },
    signer?.agencyCode && { label: words.agencyCode, value: signer.agencyCode },
    signer && {
      label: words.certificate,
      value: fill(words.certificateOf, { issuer: signer.issuer, until: day(signer.until) }),
    },
    revokedAt && { label: words.revokedAt, value: formatInstant(revokedAt, language) },
    coverage && {
      label: words.covers,
      value: coverage.whole ? words.coversWhole : fill(words.coversPart, { names: coverage.names.join(', ') }),
    },
    coverage &&
      !coverage.later.forbidden && {
        label: words.later,
        value: later.length > 0 ? later.join(', ') : words.laterNothing,
      },
    stamps.length > 0 && { label: words.stamps, value: stamps.join('; ') },
    { label: words.kind, value: [format, container, level].filter(Boolean).join(' · ') },
  ].filter((pair) => typeof pair === 'object');
}

/** In groups of eight, so that two people can compare them aloud; breaks where a line ends. */
export function Fingerprint({ sha256 }: { sha256: string }) {
  return <code>{sha256.match(/.{1,8}/g)?.join(' ')}</code>;
}
