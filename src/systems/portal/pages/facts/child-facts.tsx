import { countryName } from '../../../../country/index.ts';
import { Fact } from '../../../../design/index.ts';
import { type Language } from '../../../../kernel/text.ts';
import type { DossierView } from '../../actions.ts';
import { addressText, ethnicGroupText, evidenceOf, viewerOf } from './facts.tsx';
import { texts } from './texts.ts';

interface ChildFactsProps {
  language: Language;
  dossier: DossierView;
  /** Whether what the parent chose can be changed from here. */
  canChange: boolean;
}

/**
 * What will be entered for the child beside the name: chosen where there was a choice, following from the parents' own
 * entries where there was none. What follows carries the seal of the parent's register; what was chosen does not.
 */
export function ChildFacts({ language, dossier, canChange }: ChildFactsProps) {
  const words = texts[language];
  const { choices, answers, evidence } = dossier;
  const ethnicGroup = pick(choices.ethnicGroups, answers.child?.ethnicGroupOf, ({ of }) => of);
  const hometown = pick(choices.hometowns, answers.child?.hometownOf, ({ of }) => of);
  const home = pick(choices.residences, answers.residence?.with, (each) => each.with);
  const parentOf = (side: 'mother' | 'father') => (side === 'mother' ? evidence.mother : dossier.father);
  const about = (section: 'child' | 'residence', wasAsked: boolean, side: 'mother' | 'father') => {
    if (wasAsked) return canChange ? { changeHref: `/dossiers/${dossier.id}/${section}` } : {};
    const parent = parentOf(side);
    const source = section === 'residence' ? parent.residenceSource : parent.source;
    const sealed = evidenceOf(source, language, viewerOf(dossier) === side);
    return sealed ? { evidence: sealed } : {};
  };
  const nationality =
    answers.child?.nationality === 'foreign'
      ? (dossier.father.kind === 'foreigner' ? dossier.father : evidence.mother).nationality
      : 'VN';
  return (
    <>
      <Fact
        label={words.childNationality}
        value={countryName(nationality, language)}
        {...(choices.needsNationality && canChange ? { changeHref: `/dossiers/${dossier.id}/child` } : {})}
      />
      {ethnicGroup && (
        <Fact
          label={words.childEthnicGroup}
          value={ethnicGroup.code ? ethnicGroupText(ethnicGroup.code) : words.hiddenUntilConsent}
          {...about('child', choices.ethnicGroups.length > 1, ethnicGroup.of)}
        />
      )}
      {hometown && (
        <Fact
          label={words.childHometown}
          value={hometown.text || words.hiddenUntilConsent}
          {...about('child', choices.hometowns.length > 1, hometown.of)}
        />
      )}
      {home && (
        <Fact
          label={words.childResidence}
          value={addressText(home.addressLine, home.communeCode, language)}
          {...about('residence', choices.residences.length > 1, home.with)}
        />
      )}
    </>
  );
}

/** The choice that stands: the only one there is, or the one that was made. */
function pick<Choice>(open: readonly Choice[], side: string | undefined, sideOf: (choice: Choice) => string) {
  return open.length > 1 ? open.find((choice) => sideOf(choice) === side) : open[0];
}
