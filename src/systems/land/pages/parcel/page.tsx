import {
  Breadcrumbs,
  Columns,
  Drawing,
  type Frame,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import { drawParcels } from '../../map/drawing.ts';
import { unitOfParcel } from '../../parcel/outline.ts';
import type { MapView } from '../../map/actions.ts';
import type { PublicParcel } from '../../reading/rules.ts';
import { areaText, landUseText } from '../words.ts';
import { texts } from './texts.ts';

/** What anybody may know of a parcel, with its place among its neighbours. */
export function parcelPage({
  language,
  path,
  frame,
  parcel,
  around,
}: {
  language: Language;
  path: string;
  frame: Frame;
  parcel: PublicParcel;
  around: MapView;
}): string {
  const words = texts[language];
  const numbers = { number: parcel.number, sheet: parcel.sheet };
  const title = fill(words.title, numbers);
  const { west, south, east, north } = around.window;
  const window = [west, south, east, north].map((mm) => Math.round(mm / 1000)).join(',');
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.map, href: '/land' },
          { label: title, href: `/land/parcels/${parcel.code}` },
        ]}
      />
      <PageTitle over={words.over} title={title} lead={parcel.place[language]} />
      {parcel.validUntil && (
        <Notice tone="warning" title={fill(words.ended, { date: formatDate(parcel.validUntil, language) })}>
          <p>{words.endedLead}</p>
        </Notice>
      )}
      <Columns>
        <Section title={words.facts}>
          <KeyValue
            pairs={[
              { label: words.code, value: <code>{parcel.code}</code> },
              { label: words.place, value: parcel.place[language] },
              { label: words.area, value: areaText(parcel.area_m2, language) },
              { label: words.landUse, value: landUseText(parcel.landUse, language) },
              {
                label: words.registered,
                value: (
                  <StatusTag tone={parcel.isRegistered ? 'success' : 'neutral'}>
                    {parcel.isRegistered ? words.yes : words.no}
                  </StatusTag>
                ),
              },
              {
                label: words.certificate,
                value: parcel.hasCertificate ? words.hasCertificate : words.noCertificate,
              },
              ...(parcel.planning.length > 0 ? [{ label: words.planning, value: parcel.planning.join('; ') }] : []),
              { label: words.since, value: formatDate(parcel.validFrom, language) },
            ]}
          />
        </Section>
        <div>
          <Drawing
            svg={drawParcels({
              units: around.parcels.map((each) =>
                unitOfParcel({
                  ...each,
                  communeCode: parcel.communeCode,
                  address: null,
                  baUnit: null,
                  validFrom: '',
                  faults: [],
                }),
              ),
              title: fill(words.drawing, numbers),
              language,
              chosen: new Set([parcel.code]),
              withLengths: true,
            })}
          />
          <p>
            <a class="ds-link mc-touch" href={`/land?commune=${parcel.communeCode}&on=${around.on}&window=${window}`}>
              {words.onMap}
            </a>
          </p>
        </div>
      </Columns>
      {parcel.lineage.length > 0 && (
        <Section title={words.lineage}>
          <ul class="ds-list">
            {parcel.lineage.map(({ parent, child, on, area_m2 }) => {
              const other = parent === parcel.code ? child : parent;
              return (
                <li key={`${parent} ${child}`}>
                  <a class="ds-link mc-touch" href={`/land/parcels/${other}`}>
                    {fill(parent === parcel.code ? words.into : words.from, {
                      date: formatDate(on, language),
                      code: other,
                      area: areaText(area_m2, language),
                    })}
                  </a>
                </li>
              );
            })}
          </ul>
        </Section>
      )}
      <Section title={words.holder} lead={words.holderLead}>
        <LinkButton href="/my-land" look="secondary">
          {words.mine}
        </LinkButton>
      </Section>
    </Page>,
  );
}
