import { Section, Timeline } from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../kernel/text.ts';
import type { MergeProposal } from '../../duplicates/review.ts';
import type { RecordKind } from '../../kind/index.ts';
import type { Proposal } from '../../proposing.ts';
import type { Grounds } from '../../time/acts.ts';
import { texts as registerTexts } from '../texts.ts';
import { texts } from './texts.ts';

/** By which post and agency something was done. */
export function officialOf({ actor, agencyName }: Grounds['by'], language: Language): string {
  return fill(texts[language].officialOf, { title: actor.title?.[language] ?? actor.kind, agency: agencyName });
}

/** What a steward proposed, why, and by the right of what. */
export function ProposalText({
  proposal,
  kind,
  language,
}: {
  proposal: MergeProposal;
  kind: RecordKind;
  language: Language;
}) {
  const words = texts[language];
  const taken = proposal.taken.map((field) => kind.fields[field]?.title[language] ?? field);
  return (
    <>
      <p>{fill(words.proposalText, { into: proposal.into.join(' '), from: proposal.from.join(' ') })}</p>
      <p>{taken.length > 0 ? fill(words.takenText, { fields: taken.join(', ') }) : words.takenNothing}</p>
      {proposal.bothSay === 'survivor-stands' && <p>{words.survivorStands}</p>}
      <p>
        {words.reason}: {proposal.reason} (
        {registerTexts[language].sourceKinds[proposal.source.kind] ?? proposal.source.kind} {proposal.source.number})
      </p>
      <p>
        {fill(words.proposedBy, { by: officialOf(proposal.proposedBy, language) })},{' '}
        {formatInstant(proposal.proposedAt, language)}
      </p>
    </>
  );
}

/** What stewards said, when it was said, in the words of a history. */
interface HistoryEntry {
  at: Date;
  title: string;
  detail: string;
}

/** What became of proposals, as lines of a history. */
export function entriesOf(
  proposals: readonly Proposal[],
  { title, language }: { title: string; language: Language },
): HistoryEntry[] {
  const words = texts[language];
  return proposals.flatMap((proposal) => [
    {
      at: proposal.proposedAt,
      title,
      detail: `${proposal.reason} (${officialOf(proposal.proposedBy, language)})`,
    },
    ...(proposal.decidedAt && proposal.decidedBy
      ? [
          {
            at: proposal.decidedAt,
            title: fill(words.decidedBy[proposal.state === 'refused' ? 'refused' : 'confirmed']!, {
              by: officialOf(proposal.decidedBy, language),
            }),
            detail: proposal.decidedReason ?? '',
          },
        ]
      : []),
    ...(proposal.undoneAt && proposal.undoneBy
      ? [
          {
            at: proposal.undoneAt,
            title: fill(words.undoneBy, { by: officialOf(proposal.undoneBy, language) }),
            detail: proposal.undoneReason ?? '',
          },
        ]
      : []),
  ]);
}

/** Everything that stewards said, the newest first; nothing when nobody said anything. */
export function History({ entries, language }: { entries: readonly HistoryEntry[]; language: Language }) {
  const words = texts[language];
  const told = entries.toSorted((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime());
  if (told.length === 0) return null;
  return (
    <Section title={words.history}>
      <Timeline
        label={words.history}
        entries={told.map(({ at, title, detail }) => ({
          when: formatDate(civilDate(new Date(at)), language),
          dateTime: new Date(at).toISOString(),
          title,
          detail,
        }))}
      />
    </Section>
  );
}
