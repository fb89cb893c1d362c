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
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { placeLine } from '../../../residence/shown/wish-pairs.ts';
import type { Foreigner } from '../../actions.ts';
import { FOREIGNER_ACTS } from '../../acts.ts';
import { OFFICE_FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** A foreigner now and over time, and what the office can do. */
export function foreignerPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  versions: readonly [Foreigner, ...Foreigner[]];
  receipt: string;
  today: string;
  isDone: boolean;
}): string {
  const { language, path, frame, versions, receipt, today, isDone } = props;
  const [now] = versions;
  const words = texts[language];
  const here = `/desk/foreigners/${now.id}`;
  const day = (date: string | undefined) => (date ? formatDate(date, language) : words.unknown);
  const passportOf = ({ passportNumber, passportExpiresOn }: Foreigner) =>
    passportExpiresOn
      ? fill(words.passportUntil, { number: passportNumber, date: day(passportExpiresOn) })
      : passportNumber;
  const cardOf = ({ cardKind, cardNumber, cardExpiresOn }: Foreigner) =>
    cardKind ? fill(words[cardKind], { number: cardNumber ?? '', date: day(cardExpiresOn) }) : words.noResidenceCard;
  const acts = FOREIGNER_ACTS.filter((act) =>
    act === 'end-card' ? now.cardKind : act !== 'naturalise' || !now.personNumber,
  );
  return renderPage(
    <Page language={language} title={now.fullName} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.foreigners, href: '/desk/foreigners' },
          { label: now.fullName, href: here },
        ]}
      />
      <PageTitle over={words.foreignerFile} title={now.fullName} />
      {isDone && <Notice tone="success" live title={words.done} />}
      {now.personNumber && (
        <Notice tone="info" title={fill(words.naturalised, { number: now.personNumber })}>
          <p>{words.naturalisedLead}</p>
        </Notice>
      )}
      <FactList evidence={{ source: words.register, date: today, receipt }}>
        <Fact label={words.code} value={now.id} />
        <Fact label={words.bornOn} value={day(now.bornOn)} />
        <Fact label={words.nationality} value={countryName(now.nationality, language)} />
        <Fact label={words.passport} value={passportOf(now)} />
        <Fact label={words.residenceCard} value={cardOf(now)} />
        <Fact
          label={words.home}
          value={
            now.communeCode && now.addressLine
              ? placeLine({ communeCode: now.communeCode, addressLine: now.addressLine }, { on: today, language })
              : words.unknown
          }
        />
      </FactList>
      <Section title={words.acts}>
        <Buttons>
          {acts.map((act) => (
            <LinkButton key={act} href={`${here}/${act}`} look="secondary">
              {OFFICE_FORMS[act].title[language]}
            </LinkButton>
          ))}
          {now.personNumber && (
            <LinkButton href={`/desk/identity/${now.personNumber}`} look="tertiary" icon="id-card">
              {words.personFile}
            </LinkButton>
          )}
        </Buttons>
      </Section>
      <Section title={words.history}>
        <DataTable
          caption={words.history}
          captionHidden
          columns={[
            { key: 'from', label: words.from },
            { key: 'until', label: words.until },
            { key: 'passport', label: words.passport },
            { key: 'card', label: words.residenceCard },
            { key: 'source', label: words.source },
          ]}
          rows={versions.map((one) => ({
            key: one.from,
            cells: {
              from: day(one.from),
              until: one.until ? day(one.until) : words.now,
              passport: passportOf(one),
              card: cardOf(one),
              source: one.source,
            },
          }))}
        />
      </Section>
    </Page>,
  );
}
