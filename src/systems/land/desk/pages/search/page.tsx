import {
  Button,
  Buttons,
  Columns,
  DataTable,
  EmptyState,
  ErrorSummary,
  type FieldMessages,
  Form,
  type Frame,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { areaText, landUseText } from '../../../pages/words.ts';
import type { FoundParcel } from '../../../reading/rules.ts';
import { REGISTRATIONS, type RegistrationForm } from '../../../registration/forms.ts';
import { texts } from './texts.ts';

/** The first page of the desk: find a parcel; what the office registered last. */
export function searchPage({
  language,
  path,
  frame,
  agencyName,
  query,
  result,
  latest,
  refused,
}: {
  language: Language;
  path: string;
  frame: Frame;
  agencyName: string;
  query: { words?: string; place?: string; sheet?: number; number?: number };
  result: { found: FoundParcel[]; hasMore: boolean; receipt: string } | undefined;
  latest: readonly { id: string; form: string; registeredOn: string; parcels: string[] }[];
  refused: { typed: Record<string, string | readonly string[] | undefined>; messages: FieldMessages } | undefined;
}): string {
  const words = texts[language];
  const typed = refused?.typed ?? {
    words: query.words,
    place: query.place,
    sheet: query.sheet?.toString(),
    number: query.number?.toString(),
  };
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame} refused={refused !== undefined}>
      <PageTitle over={words.desk} title={words.title} lead={agencyName} />
      <ErrorSummary messages={refused?.messages ?? {}} />
      <Form action="/desk/land" method="get" label={words.search} values={typed} messages={refused?.messages ?? {}}>
        <TextField
          name="words"
          type="search"
          optional
          label={words.words}
          hint={words.wordsHint}
          autocomplete="off"
          maxlength={200}
        />
        <Columns ratio="wide-first">
          <TextField
            name="place"
            optional
            label={words.place}
            hint={words.placeHint}
            autocomplete="off"
            maxlength={200}
          />
          <Columns>
            <TextField name="sheet" optional label={words.sheet} inputmode="numeric" length={6} maxlength={4} />
            <TextField name="number" optional label={words.number} inputmode="numeric" length={6} maxlength={6} />
          </Columns>
        </Columns>
        <Buttons>
          <Button icon="search">{words.search}</Button>
          <LinkButton href="/land" look="secondary" icon="map-pin">
            {words.map}
          </LinkButton>
          <LinkButton href="/desk/land/survey" look="tertiary" icon="plus">
            {words.survey}
          </LinkButton>
        </Buttons>
      </Form>
      {result && (
        <Section title={words.found}>
          {result.found.length === 0 ? (
            <EmptyState icon="search" title={words.none} headingLevel={3}>
              <p>{words.noneHint}</p>
            </EmptyState>
          ) : (
            <DataTable
              caption={words.found}
              captionHidden
              columns={[
                { key: 'parcel', label: words.parcel },
                { key: 'at', label: words.at },
                { key: 'landUse', label: words.landUse },
                { key: 'area', label: words.area, numeric: true },
                { key: 'holders', label: words.holders },
              ]}
              rows={result.found.map((parcel) => ({
                key: parcel.code,
                href: `/desk/land/parcels/${parcel.code}`,
                cells: {
                  parcel: `${parcel.sheet} – ${parcel.number}`,
                  at: parcel.place,
                  landUse: landUseText(parcel.landUse, language),
                  area: areaText(parcel.area_m2, language),
                  holders: parcel.holders || words.unregistered,
                },
              }))}
            />
          )}
          {result.hasMore && (
            <Notice tone="info">
              <p>{words.more}</p>
            </Notice>
          )}
          <p>{fill(words.receipt, { receipt: result.receipt })}</p>
        </Section>
      )}
      <Section title={words.latest}>
        {latest.length === 0 ? (
          <EmptyState title={words.nothingYet} headingLevel={3}>
            <p>{words.nothingYetLead}</p>
          </EmptyState>
        ) : (
          <DataTable
            caption={words.latest}
            captionHidden
            columns={[
              { key: 'what', label: words.what },
              { key: 'day', label: words.day },
              { key: 'parcels', label: words.parcels },
            ]}
            rows={latest.map(({ id, form, registeredOn, parcels }) => ({
              key: id,
              ...(parcels[0] ? { href: `/desk/land/parcels/${parcels[0]}` } : {}),
              cells: {
                what: REGISTRATIONS[form as RegistrationForm][language],
                day: formatDate(registeredOn, language),
                parcels: parcels.join(', '),
              },
            }))}
          />
        )}
      </Section>
    </Page>,
  );
}
