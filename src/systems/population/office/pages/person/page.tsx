import { countryName } from '../../../../../country/index.ts';
import {
  Breadcrumbs,
  Buttons,
  DataTable,
  Fact,
  FactList,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { CARD_MOVES, CARD_STATE_TITLES } from '../../../document/card-moves.ts';
import type { CardFile } from '../../actions.ts';
import type { PersonAct } from '../../acts.ts';
import { OFFICE_FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

const TONES = { issued: 'success', lost: 'warning', withheld: 'warning', revoked: 'danger' } as const;

/** A person's identity card now and over time, and what the identity office can do. */
export function cardPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  file: CardFile & { person: NonNullable<CardFile['person']> };
  receipt: string;
  today: string;
  isDone: boolean;
}): string {
  const { language, path, frame, file, receipt, today, isDone } = props;
  const { person, cards, missingSince, foreignerId } = file;
  const words = texts[language];
  const here = `/desk/identity/${person.number}`;
  const day = (date: string) => formatDate(date, language);
  const [card] = cards;
  const now = card && card.until === undefined ? card : undefined;
  const isCitizen = person.nationality === 'VN';
  const acts: PersonAct[] = person.diedOn
    ? []
    : [
        ...(isCitizen && !missingSince ? (['issue'] as const) : []),
        ...(now && CARD_MOVES[now.state].length > 0 ? (['state'] as const) : []),
        missingSince ? 'end-missing' : 'missing',
        isCitizen ? 'lose-nationality' : 'regain-nationality',
      ];
  return renderPage(
    <Page language={language} title={person.fullName} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.identity, href: '/desk/identity' },
          { label: person.fullName, href: here },
        ]}
      />
      <PageTitle over={words.identity} title={person.fullName} />
      {isDone && <Notice tone="success" live title={words.done} />}
      {person.diedOn && <Notice tone="warning" title={fill(words.dead, { date: day(person.diedOn) })} />}
      {missingSince && <Notice tone="warning" title={fill(words.missing, { date: day(missingSince) })} />}
      <FactList evidence={{ source: words.register, date: today, receipt }}>
        <Fact label={words.number} value={person.number} />
        <Fact label={words.bornOn} value={day(person.bornOn)} />
        <Fact label={words.nationality} value={countryName(person.nationality, language)} />
      </FactList>
      <Section title={words.card}>
        {now ? (
          <FactList>
            <Fact label={words.form} value={words[now.form]} />
            <Fact label={words.serial} value={now.serial} />
            <Fact label={words.issuedOn} value={day(now.issuedOn)} />
            <Fact label={words.expiresOn} value={now.expiresOn ? day(now.expiresOn) : words.withoutEnd} />
            <Fact
              label={words.state}
              value={
                now.state === 'issued' && now.expiresOn && now.expiresOn < today ? (
                  <StatusTag tone="danger">{words.expired}</StatusTag>
                ) : (
                  <StatusTag tone={TONES[now.state]}>{CARD_STATE_TITLES[now.state][language]}</StatusTag>
                )
              }
            />
          </FactList>
        ) : (
          <p>{words.noCard}</p>
        )}
      </Section>
      {(acts.length > 0 || foreignerId) && (
        <Section title={words.acts}>
          <Buttons>
            {acts.map((act) => (
              <LinkButton key={act} href={`${here}/${act}`} look="secondary">
                {OFFICE_FORMS[act].title[language]}
              </LinkButton>
            ))}
            {foreignerId && (
              <LinkButton href={`/desk/foreigners/${foreignerId}`} look="tertiary" icon="globe">
                {words.foreignerFile}
              </LinkButton>
            )}
          </Buttons>
        </Section>
      )}
      {cards.length > 0 && (
        <Section title={words.history}>
          <DataTable
            caption={words.history}
            captionHidden
            columns={[
              { key: 'serial', label: words.serial },
              { key: 'state', label: words.state },
              { key: 'from', label: words.from },
              { key: 'until', label: words.until },
              { key: 'source', label: words.source },
            ]}
            rows={cards.map((one) => ({
              key: one.from,
              cells: {
                serial: one.serial,
                state: CARD_STATE_TITLES[one.state][language],
                from: day(one.from),
                until: one.until ? day(one.until) : words.now,
                source: one.source,
              },
            }))}
          />
        </Section>
      )}
    </Page>,
  );
}
