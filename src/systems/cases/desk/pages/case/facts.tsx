import { countryName, ethnicGroup } from '../../../../../country/index.ts';
import { type Evidence, Fact, FactList } from '../../../../../design/index.ts';
import { civilDate, today } from '../../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../../kernel/text.ts';
import { placeName, unitOn } from '../../../../territories/index.ts';
import type { EvidenceSource, OfficerView, Parent } from '../../../services.ts';
import { type CaseWords, texts } from './texts.ts';

interface FactsProps {
  view: OfficerView;
  language: Language;
}

/** The seal of a fact: which register, when, which receipt. Nothing for what a person typed. */
function sealOf(source: EvidenceSource | null, words: CaseWords): { evidence?: Evidence } {
  if (!source) return {};
  const key = `register_${source.register}` as keyof CaseWords;
  const name = typeof words[key] === 'string' ? words[key] : source.register;
  return { evidence: { source: name, date: civilDate(new Date(source.at)), receipt: source.receipt } };
}

/** An address with the commune's name of today. */
function addressOf(
  { addressLine, communeCode }: Pick<Parent, 'addressLine' | 'communeCode'>,
  language: Language,
): string | undefined {
  if (!communeCode) return undefined;
  return [addressLine, placeName(communeCode, today(), language)].filter(Boolean).join(', ');
}

/** A place by its name on a day; by today's name when the code is younger than the day. */
const placeThen = (code: string, day: string, language: Language): string =>
  placeName(code, unitOn(code, day) ? day : today(), language);

/** The child as it will be entered: each fact with its seal, or without when the parents typed it. */
export function ChildFacts({ view, language }: FactsProps) {
  const words = texts[language];
  const { child, dossier } = view;
  const { mother } = dossier.evidence;
  const parents = { mother, father: dossier.father };
  const chosen = dossier.answers.child;
  const registered = dossier.results.find(({ stepKind }) => stepKind === 'birth');
  const sides = ['mother', 'father'] as const;
  const ethnicOf = chosen?.ethnicGroupOf ?? sides.find((side) => parents[side].ethnicGroup === child.ethnicGroup);
  const hometownOf = chosen?.hometownOf ?? sides.find((side) => parents[side].hometown === child.hometown);
  const ofParent = (value: string, of: 'mother' | 'father' | undefined, isShared: boolean) => ({
    value: of && !isShared ? fill(words[`of_${of}`], { value }) : value,
    ...(of && sealOf(parents[of].source, words)),
  });
  const { father } = dossier;
  return (
    <FactList title={words.child} headingLevel={2}>
      <Fact label={words.fullName} value={<strong>{child.fullName}</strong>} />
      {child.ethnicGroup && (
        <Fact
          label={words.ethnicGroup}
          {...ofParent(
            ethnicGroup(child.ethnicGroup)?.name ?? child.ethnicGroup,
            ethnicOf,
            mother.ethnicGroup === father.ethnicGroup,
          )}
        />
      )}
      {child.hometown && (
        <Fact label={words.hometown} {...ofParent(child.hometown, hometownOf, mother.hometown === father.hometown)} />
      )}
      <Fact label={words.nationality} value={countryName(child.nationality, language)} />
      {dossier.childNumber && registered && (
        <Fact
          label={words.childNumber}
          value={dossier.childNumber}
          evidence={{ source: words['register_civil-status'], date: civilDate(new Date(registered.issuedAt)) }}
        />
      )}
    </FactList>
  );
}

/** What the hospital notified: one source, told once above. */
export function BirthFacts({ view, language }: FactsProps) {
  const words = texts[language];
  const { birth } = view.dossier.evidence;
  const seal = sealOf(birth.source, words);
  const hospital = { ...seal, compact: true };
  return (
    <FactList title={words.birth} headingLevel={2} {...seal}>
      <Fact label={words.sex} value={words[birth.sex as 'male' | 'female']} {...hospital} />
      <Fact label={words.bornAt} value={formatInstant(birth.bornAt, language)} {...hospital} />
      <Fact label={words.placeName} value={birth.placeName} {...hospital} />
      <Fact label={words.birthOrder} value={birthOrder(birth, words)} {...hospital} />
      <Fact label={words.weight} value={`${formatNumber(birth.weight_grams, language)} g`} {...hospital} />
      <Fact label={words.notification} value={birth.number} {...hospital} />
    </FactList>
  );
}

function birthOrder(
  { birthOrder: order, birthCount: count }: { birthOrder: number; birthCount: number },
  words: CaseWords,
) {
  return count === 1 ? words.birthOrderOne : fill(words.birthOrderOf, { order, count });
}

/** One parent: from the population register with seals, or as the applicant named a foreigner, without. */
export function ParentFacts({ view, language, side }: FactsProps & { side: 'mother' | 'father' }) {
  const words = texts[language];
  const parent = side === 'mother' ? view.dossier.evidence.mother : view.dossier.father;
  if (parent.kind === 'unknown') {
    return (
      <FactList title={words[side]} headingLevel={2}>
        <Fact label={words.fullName} value={side === 'mother' ? words.motherUnknown : words.fatherUnknown} />
      </FactList>
    );
  }
  const seal = sealOf(parent.source, words);
  const known = { ...seal, compact: true };
  const address = addressOf(parent, language);
  return (
    <FactList title={words[side]} headingLevel={2} {...seal}>
      <Fact label={words.fullName} value={parent.fullName} {...known} />
      {parent.number && <Fact label={words.personalNumber} value={parent.number} {...known} />}
      {parent.passportNumber && <Fact label={words.passport} value={parent.passportNumber} {...known} />}
      {parent.bornOn && <Fact label={words.bornOn} value={formatDate(parent.bornOn, language)} {...known} />}
      {parent.ethnicGroup && (
        <Fact
          label={words.ethnicGroup}
          value={ethnicGroup(parent.ethnicGroup)?.name ?? parent.ethnicGroup}
          {...known}
        />
      )}
      {parent.hometown && <Fact label={words.hometown} value={parent.hometown} {...known} />}
      <Fact label={words.nationality} value={countryName(parent.nationality, language)} {...known} />
      {address && <Fact label={words.residence} value={address} {...sealOf(parent.residenceSource, words)} />}
    </FactList>
  );
}

/** Whether the parents are married, and where the child is to live. */
export function FamilyFacts({ view, language }: FactsProps) {
  const words = texts[language];
  const { marriage } = view.dossier.evidence;
  const { residenceWith } = view.child;
  const parent = residenceWith === 'mother' ? view.dossier.evidence.mother : view.dossier.father;
  const address = addressOf(view.child, language);
  return (
    <>
      <FactList title={words.marriage} headingLevel={2}>
        {marriage ? (
          <Fact
            label={words.married}
            value={fill(words.marriedValue, {
              date: formatDate(marriage.registeredOn, language),
              entry: marriage.entryNumber,
              place: placeThen(marriage.communeCode, marriage.registeredOn, language),
            })}
            {...sealOf(marriage.source, words)}
          />
        ) : (
          <Fact label={words.married} value={words.notMarried} />
        )}
      </FactList>
      <FactList title={words.childResidence} headingLevel={2}>
        <Fact
          label={words[`residesWith_${residenceWith}`]}
          value={address ?? words.noResidence}
          {...sealOf(address ? parent.residenceSource : null, words)}
        />
      </FactList>
    </>
  );
}

/** What the other parent agreed to, when, with which receipt. */
export function ConsentFacts({ view, language }: FactsProps) {
  const words = texts[language];
  const { consent, dossier } = view;
  const inWords = (reasons: OfficerView['dossier']['consent']['reasons']) =>
    reasons.map((reason) => words.reasons[reason]).join(', ');
  const { way, state, reasons } = dossier.consent;
  return (
    <FactList title={words.consent} headingLevel={2}>
      {way === 'none' && <Fact label={words.consentTo} value={words.consentNotNeeded} />}
      {way === 'paper' && (
        <>
          <Fact label={words.consentTo} value={inWords(reasons)} />
          <Fact label={words.consentReceipt} value={words.consentPaper} />
        </>
      )}
      {way === 'online' && state === 'given' && consent && (
        <>
          <Fact label={words.consentTo} value={inWords(consent.reasons)} />
          {consent.answeredAt && <Fact label={words.consentAt} value={formatInstant(consent.answeredAt, language)} />}
          {consent.receipt && <Fact label={words.consentReceipt} value={consent.receipt} />}
        </>
      )}
      {way === 'online' && state !== 'given' && (
        <Fact label={words.consentTo} value={fill(words.consentMissing, { reasons: inWords(reasons) })} />
      )}
    </FactList>
  );
}

/** The files that came with the dossier, each with its own address under this step. */
export function Files({ view, language }: FactsProps) {
  const words = texts[language];
  if (view.attachments.length === 0) return <p>{words.noFiles}</p>;
  return (
    <ul>
      {view.attachments.map(({ fileId, filename, addedAt }) => (
        <li key={fileId}>
          <a class="ds-link" href={`/desk/steps/${view.step.id}/files/${fileId}`}>
            {filename}
          </a>
          {addedAt && `, ${fill(words.addedAt, { at: formatInstant(addedAt, language) })}`}
        </li>
      ))}
    </ul>
  );
}
