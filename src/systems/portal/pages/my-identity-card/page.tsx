import { addDays } from '../../../../country/index.ts';
import {
  DataTable,
  EmptyState,
  Fact,
  FactList,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import { CARD_STATE_TITLES } from '../../../population/index.ts';
import type { PageView } from '../../frame.ts';
import type { MyCards } from '../../population/actions.ts';
import { texts } from './texts.ts';

const TONES = { issued: 'success', lost: 'warning', withheld: 'warning', revoked: 'danger' } as const;
/** A card is renewed within two years before it runs out (Law on Identity 26/2023/QH15 art. 21.2). */
const RENEWED_EARLY_DAYS = 730;

/** A person's own identity card, now and before. */
export function myIdentityCardPage(props: PageView & { mine: MyCards; today: string }): string {
  const { language, mine, today } = props;
  const { cards, person, receipt } = mine;
  const words = texts[language];
  const day = (date: string) => formatDate(date, language);
  const [now, ...before] = cards;
  const isGood = now?.state === 'issued';
  const isOver = isGood && now.expiresOn !== undefined && now.expiresOn < today;
  const isSoon =
    isGood && !isOver && now.expiresOn !== undefined && addDays(now.expiresOn, -RENEWED_EARLY_DAYS) <= today;
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      {!now ? (
        <EmptyState icon="id-card" title={words.none}>
          <p>{words.noneHint}</p>
        </EmptyState>
      ) : (
        <>
          {isOver && (
            <Notice tone="danger" title={words.expired}>
              <p>{words.expiredLead}</p>
            </Notice>
          )}
          {isSoon && (
            <Notice tone="info" title={fill(words.soon, { date: day(now.expiresOn!) })}>
              <p>{words.soonLead}</p>
            </Notice>
          )}
          {now.state !== 'issued' && <Notice tone="warning" title={words[now.state]} />}
          <FactList evidence={{ source: words.register, date: today, receipt }}>
            <Fact label={words.form} value={words[now.form]} />
            <Fact label={words.number} value={person?.number ?? ''} />
            <Fact label={words.serial} value={now.serial} />
            <Fact label={words.issuedOn} value={day(now.issuedOn)} />
            <Fact label={words.expiresOn} value={now.expiresOn ? day(now.expiresOn) : words.withoutEnd} />
            <Fact
              label={words.state}
              value={
                <StatusTag tone={isOver ? 'danger' : TONES[now.state]}>
                  {isOver ? words.expired : CARD_STATE_TITLES[now.state][language]}
                </StatusTag>
              }
            />
          </FactList>
        </>
      )}
      {before.length > 0 && (
        <Section title={words.history}>
          <DataTable
            caption={words.history}
            captionHidden
            columns={[
              { key: 'serial', label: words.serial },
              { key: 'state', label: words.state },
              { key: 'from', label: words.from },
              { key: 'until', label: words.until },
            ]}
            rows={before.map((one) => ({
              key: one.from,
              cells: {
                serial: one.serial,
                state: CARD_STATE_TITLES[one.state][language],
                from: day(one.from),
                until: one.until ? day(one.until) : words.now,
              },
            }))}
          />
        </Section>
      )}
    </Page>,
  );
}
