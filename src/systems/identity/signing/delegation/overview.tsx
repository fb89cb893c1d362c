import {
  BackLink,
  Buttons,
  DataTable,
  LinkButton,
  Page,
  PageTitle,
  Section,
  StatusTag,
  frameOf,
  renderPage,
  type Tone,
} from '../../../../design/index.ts';
import { today } from '../../../../kernel/clock.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { type Language, fill, formatDate, formatNumber } from '../../../../kernel/text.ts';
import {
  delegationStanding,
  DOCUMENT_KINDS,
  isDocumentKind,
  MARKS,
  type Delegation,
  type DelegationStanding,
} from '../../../trust/index.ts';
import { DELEGATIONS_PATH, SIGNING_PATHS } from '../paths.ts';
import { texts as signingTexts } from '../pages/texts.ts';
import { texts } from './texts.ts';

const TONES: Record<DelegationStanding, Tone> = {
  offered: 'info',
  coming: 'info',
  'in-force': 'success',
  over: 'neutral',
  declined: 'neutral',
  ended: 'warning',
};

/** How a delegation stands today, in a word. */
export function DelegationTag({ delegation, language }: { delegation: Delegation; language: Language }) {
  const standing = delegationStanding(delegation, today());
  return <StatusTag tone={TONES[standing]}>{texts[language][standing]}</StatusTag>;
}

/** What kinds of documents are called. */
export const kindNames = (kinds: readonly string[], language: Language): string[] =>
  kinds.filter(isDocumentKind).map((kind) => DOCUMENT_KINDS[kind][language]);

/** From when until when. */
export function periodOf({ fromOn, untilOn }: Delegation, language: Language): string {
  const words = texts[language];
  const from = formatDate(fromOn, language);
  return untilOn ? fill(words.fromTo, { from, until: formatDate(untilOn, language) }) : fill(words.fromOnly, { from });
}

/** Delegations as a table: who is the other, and what it is about. */
export function DelegationTable(props: {
  caption: string;
  delegations: readonly Delegation[];
  side: 'from' | 'to';
  language: Language;
}) {
  const { caption, delegations, side, language } = props;
  const words = texts[language];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'who', label: words.who },
        { key: 'as', label: words.as },
        { key: 'kinds', label: words.kinds },
        { key: 'period', label: words.period },
        { key: 'standing', label: words.standing },
      ]}
      rows={delegations.map((delegation) => {
        const [first = '', ...more] = kindNames(delegation.kinds, language);
        return {
          key: delegation.id,
          href: `${DELEGATIONS_PATH}/${delegation.id}`,
          cells: {
            who: delegation[side].name,
            as: `${MARKS[delegation.capacity]} ${delegation.from.title}`,
            kinds:
              more.length > 0 ? fill(words.moreKinds, { first, count: formatNumber(more.length, language) }) : first,
            period: periodOf(delegation, language),
            standing: <DelegationTag delegation={delegation} language={language} />,
          },
        };
      })}
    />
  );
}

/** What an official was given to sign, and what he or she gave. */
export function delegationsPage(
  asked: Asked<unknown, unknown, unknown>,
  view: { officialId: string; delegations: readonly Delegation[]; mayOffer: boolean },
): string {
  const { language } = asked;
  const { officialId, delegations, mayOffer } = view;
  const words = texts[language];
  const received = delegations.filter(({ to }) => to.officialId === officialId);
  const given = delegations.filter(({ from }) => from.officialId === officialId);
  return renderPage(
    <Page language={language} title={words.title} path={asked.path} frame={frameOf(asked, 'desk')}>
      <BackLink href={SIGNING_PATHS.desk} label={signingTexts[language].back} />
      <PageTitle title={words.title} lead={words.lead} />
      <Section title={words.received}>
        {received.length === 0 ? (
          <p>{words.nothingReceived}</p>
        ) : (
          <DelegationTable caption={words.received} delegations={received} side="from" language={language} />
        )}
      </Section>
      {(mayOffer || given.length > 0) && (
        <Section title={words.given}>
          {given.length === 0 ? (
            <p>{words.nothingGiven}</p>
          ) : (
            <DelegationTable caption={words.given} delegations={given} side="to" language={language} />
          )}
          {mayOffer && (
            <Buttons>
              <LinkButton href={`${DELEGATIONS_PATH}/new`}>{words.offer}</LinkButton>
            </Buttons>
          )}
        </Section>
      )}
    </Page>,
  );
}
