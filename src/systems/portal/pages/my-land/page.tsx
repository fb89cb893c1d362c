import {
  Buttons,
  Columns,
  DocumentCard,
  Drawing,
  EmptyState,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatNumber } from '../../../../kernel/text.ts';
import { drawOwnParcel, landUseText } from '../../../land/index.ts';
import type { OwnLand } from '../../actions.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** A person's own land: each unit with its parcels, rights, what lies on it, and its certificate to download. */
export function myLandPage(props: PageView & { land: readonly OwnLand[] }): string {
  const { language, land } = props;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={words.lead} />
      <Buttons>
        <LinkButton href="/land" look="secondary" icon="map-pin">
          {words.map}
        </LinkButton>
        <LinkButton href="/data-log?register=land" look="tertiary" icon="eye">
          {words.log}
        </LinkButton>
      </Buttons>
      {land.length === 0 ? (
        <EmptyState icon="map-pin" title={words.none}>
          <p>{words.noneLead}</p>
        </EmptyState>
      ) : (
        land.map((unit) => <Unit key={unit.baUnit} unit={unit} language={language} />)
      )}
    </Page>,
  );
}

function Unit({ unit, language }: { unit: OwnLand; language: Language }) {
  const words = texts[language];
  const [parcel] = unit.parcels;
  const mortgage = unit.restrictions.find(({ form }) => form === 'mortgage');
  const seizure = unit.restrictions.find(({ form }) => form === 'seizure');
  const others = [
    ...unit.restrictions.filter(({ form }) => form === 'easement' || form === 'planning').map(({ content }) => content),
    ...unit.responsibilities.map(({ content, amount_vnd }) =>
      amount_vnd === null ? content : fill(words.amount, { content, amount: formatNumber(amount_vnd, language) }),
    ),
  ];
  const name = parcel ? fill(words.parcel, { number: parcel.number, sheet: parcel.sheet }) : unit.baUnit;
  return (
    <Section title={`${name} · ${parcel?.place[language] ?? ''}`}>
      {seizure && (
        <Notice
          tone="danger"
          headingLevel={3}
          title={fill(words.seizure, {
            by: seizure.partyName ?? '',
            date: formatDate(seizure.since, language),
          })}
        >
          <p>{words.seizureLead}</p>
        </Notice>
      )}
      <Columns>
        <div>
          {unit.parcels.map((each) => (
            <KeyValue
              key={each.code}
              pairs={[
                { label: words.area, value: `${formatNumber(each.area_m2, language)} m²` },
                { label: words.landUse, value: landUseText(each.landUse, language) },
                {
                  label: words.code,
                  value: (
                    <a class="ds-link" href={`/land/parcels/${each.code}`}>
                      {each.code}
                    </a>
                  ),
                },
              ]}
            />
          ))}
          <KeyValue
            pairs={[
              {
                label: words.holders,
                value: unit.rights
                  .map(({ partyName, share }) =>
                    share === '1' ? partyName : fill(words.share, { name: partyName, share }),
                  )
                  .join('; '),
              },
              { label: words.since, value: formatDate(unit.rights[0]!.since, language) },
              {
                label: words.term,
                value: unit.rights[0]!.termUntil ? formatDate(unit.rights[0]!.termUntil, language) : words.longTerm,
              },
              ...(mortgage
                ? [
                    {
                      label: words.mortgage,
                      value: fill(words.mortgageBy, {
                        by: mortgage.partyName ?? '',
                        date: formatDate(mortgage.since, language),
                      }),
                    },
                  ]
                : []),
              ...(others.length > 0 ? [{ label: words.burdens, value: others.join('; ') }] : []),
            ]}
          />
        </div>
        <div>
          {parcel && (
            <Drawing
              svg={drawOwnParcel(parcel, {
                title: fill(words.drawing, { number: parcel.number, sheet: parcel.sheet }),
                language,
              })}
            />
          )}
        </div>
      </Columns>
      {unit.certificate ? (
        <DocumentCard
          title={words.certificate}
          number={unit.certificate.serial}
          issuedBy={unit.certificate.issuer}
          issuedOn={unit.certificate.issuedOn}
          signed
          downloadHref={`/my-land/certificates/${unit.certificate.serial}`}
          downloadDetail="PDF/A"
          verifyHref={`/verify/${unit.certificate.verificationCode}`}
        />
      ) : (
        <p>{words.noCertificate}</p>
      )}
    </Section>
  );
}
