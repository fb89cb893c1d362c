import { countryName, ethnicGroup } from '../../../../country/index.ts';
import { type Evidence, Fact, FactList } from '../../../../design/index.ts';
import { civilDate, today } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import { registerOf } from '../../../registry/index.ts';
import { placeName, unitOn } from '../../../territories/index.ts';
import type { DossierView, Parent } from '../../actions.ts';
import { texts } from './texts.ts';

type Source = DossierView['evidence']['birth']['source'];

type Side = 'mother' | 'father';

/** Which parent looks at the dossier. */
export function viewerOf({ role, applicantName, evidence }: DossierView): Side {
  const applicant = applicantName === evidence.mother.fullName ? 'mother' : 'father';
  return role === 'applicant' ? applicant : applicant === 'mother' ? 'father' : 'mother';
}

/**
 * The seal of a fact: the register by its title, the day, and the receipt. The receipt leads into the data log when the
 * fact is about the person who looks: a log is open only to those whom it is about.
 */
export function evidenceOf(source: Source | null, language: Language, isOwn: boolean): Evidence | undefined {
  if (!source) return undefined;
  return {
    source: registerOf(source.register)?.title[language] ?? source.register,
    date: civilDate(new Date(source.at)),
    receipt: source.receipt,
    ...(isOwn ? { href: `/data-log/${encodeURIComponent(source.receipt)}` } : {}),
  };
}

/** A commune within its province, by its code; the bare code when no unit bears it today. */
export function communeText(code: string, language: Language): string {
  return unitOn(code, today()) ? placeName(code, today(), language) : code;
}

/** An address in one line. */
export const addressText = (line: string | null, code: string | null, language: Language): string =>
  [line, code && communeText(code, language)].filter(Boolean).join(', ');

/** The name of an ethnic group by its code. */
export const ethnicGroupText = (code: string): string => ethnicGroup(code)?.name ?? code;

interface FactsProps {
  language: Language;
  dossier: DossierView;
}

/** What the hospital reported. */
export function BirthFacts({ language, dossier }: FactsProps) {
  const words = texts[language];
  const { birth } = dossier.evidence;
  const wasNamed = birth.fatherDeclaredNumber !== null && birth.fatherDeclaredNumber === dossier.father.number;
  const evidence = evidenceOf(birth.source, language, viewerOf(dossier) === 'mother' || wasNamed);
  return (
    <FactList title={words.birth} {...(evidence ? { evidence } : {})}>
      <Fact label={words.bornAt} value={formatInstant(birth.bornAt, language)} />
      <Fact label={words.sex} value={words[birth.sex]} />
      <Fact label={words.weight} value={fill(words.grams, { weight: formatNumber(birth.weight_grams, language) })} />
      {birth.birthCount > 1 && (
        <Fact label={words.order} value={fill(words.orderOf, { order: birth.birthOrder, count: birth.birthCount })} />
      )}
      <Fact label={words.birthPlace} value={birth.placeName} />
    </FactList>
  );
}

/** One parent, with the seals of what registers know of them; what the applicant typed has none. */
export function ParentFacts({ language, dossier, side }: FactsProps & { side: Side }) {
  const words = texts[language];
  const parent: Parent = side === 'mother' ? dossier.evidence.mother : dossier.father;
  const isOwn = viewerOf(dossier) === side;
  if (parent.kind === 'unknown') {
    return (
      <FactList title={words[side]}>
        <Fact label={words.fullName} value={words.fatherUnknown} />
      </FactList>
    );
  }
  const evidence = evidenceOf(parent.source, language, isOwn);
  const residence = evidenceOf(parent.residenceSource, language, isOwn);
  const isHidden = parent.kind === 'person' && !parent.source;
  return (
    <FactList title={words[side]} {...(evidence ? { evidence } : {})}>
      <Fact label={words.fullName} value={parent.fullName} />
      {isHidden && <Fact label={words.otherFacts} value={words.fatherHidden} />}
      {parent.bornOn && <Fact label={words.bornOn} value={formatDate(parent.bornOn, language)} />}
      {parent.kind === 'foreigner' && (
        <Fact label={words.nationality} value={countryName(parent.nationality, language)} />
      )}
      {parent.passportNumber && <Fact label={words.passport} value={parent.passportNumber} />}
      {parent.ethnicGroup && <Fact label={words.ethnicGroup} value={ethnicGroupText(parent.ethnicGroup)} />}
      {parent.hometown && <Fact label={words.hometown} value={parent.hometown} />}
      {parent.communeCode && (
        <Fact
          label={words.residence}
          value={addressText(parent.addressLine, parent.communeCode, language)}
          {...(residence ? { evidence: residence } : {})}
        />
      )}
    </FactList>
  );
}

/** The parents' marriage, when there is one. */
export function MarriageFacts({ language, dossier }: FactsProps) {
  const words = texts[language];
  const { marriage } = dossier.evidence;
  if (!marriage) return null;
  const evidence = evidenceOf(marriage.source, language, true);
  return (
    <FactList title={words.marriage} {...(evidence ? { evidence } : {})}>
      <Fact label={words.marriedOn} value={formatDate(marriage.registeredOn, language)} />
      <Fact label={words.marriedAt} value={communeText(marriage.communeCode, language)} />
      <Fact label={words.marriageNumber} value={marriage.entryNumber} />
    </FactList>
  );
}
