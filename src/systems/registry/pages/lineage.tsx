import { Notice, Section, StatusTag, Timeline } from '../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../kernel/text.ts';
import { civilDate } from '../../../kernel/clock.ts';
import type { RecordKind } from '../kind/index.ts';
import type { LineageStep } from '../merge/index.ts';
import { texts } from './texts.ts';
import { recordPath } from './values.ts';

/** Where a record came from and what became of it, with the way there; nothing when it was never merged or split. */
export function Lineage({
  kind,
  recordKey,
  lineage,
  language,
}: {
  kind: RecordKind;
  recordKey: readonly string[];
  lineage: readonly LineageStep[];
  language: Language;
}) {
  const words = texts[language];
  if (lineage.length === 0) return null;
  const isThis = (key: readonly string[]) => key.join('\n') === recordKey.join('\n');
  const merged = lineage.find(({ how, from, undoneBy }) => how === 'merge' && undoneBy === null && isThis(from));
  return (
    <Section title={words.lineage}>
      {merged && (
        <Notice tone="info" title={fill(words.leadsTo, { to: merged.to.join(' ') })} headingLevel={3}>
          <p>
            {words.leadsToText}{' '}
            <a class="ds-link" href={recordPath(kind, merged.to)}>
              {merged.to.join(' ')}
            </a>
          </p>
        </Notice>
      )}
      <Timeline
        label={words.lineage}
        entries={lineage.map((step) => ({
          when: formatDate(step.since ?? civilDate(new Date(step.at)), language),
          dateTime: step.since ?? new Date(step.at).toISOString(),
          href: recordPath(kind, isThis(step.from) ? step.to : step.from),
          title: fill(step.how === 'merge' ? words.lineageMerge : words.lineageSplit, {
            from: step.from.join(' '),
            to: step.to.join(' '),
          }),
          detail: (
            <>
              {step.undoneBy !== null && <StatusTag tone="neutral">{words.lineageUndone}</StatusTag>}
              <p>
                {step.since === null && `${step.how === 'merge' ? words.lineageAlways : words.lineageAlwaysTwo}. `}
                {words.because}: {step.reason}. {words.basis}: {words.sourceKinds[step.source.kind] ?? step.source.kind}{' '}
                {step.source.number}
              </p>
            </>
          ),
        }))}
      />
    </Section>
  );
}
