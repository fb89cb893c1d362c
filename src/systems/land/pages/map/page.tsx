import {
  Button,
  Columns,
  DataTable,
  DateField,
  Drawing,
  EmptyState,
  ErrorSummary,
  type FieldMessages,
  Form,
  type Frame,
  Notice,
  Page,
  PageTitle,
  Pager,
  Section,
  SelectField,
  TextField,
  renderPage,
  withQuery,
} from '../../../../design/index.ts';
import { type Language, fill, formatDate, formatNumber } from '../../../../kernel/text.ts';
import type { GridBounds } from '../../geometry/polygon.ts';
import { drawParcels } from '../../map/drawing.ts';
import { unitOfParcel } from '../../parcel/outline.ts';
import type { MapView } from '../../map/actions.ts';
import { areaText, landUseText } from '../words.ts';
import { texts } from './texts.ts';

const LISTED = 25;

/** A map of a commune by date, with a list of the parcels beside it. */
export function mapPage({
  language,
  path,
  frame,
  communes,
  view,
  most,
  page,
  typed = {},
  messages = {},
}: {
  language: Language;
  path: string;
  frame: Frame;
  communes: readonly { code: string; parcels: number; name: { vi: string; en: string } }[];
  /** Undefined when no commune has a map. */
  view: MapView | undefined;
  /** How many parcels are drawn at most. */
  most: number;
  page: number;
  typed?: Record<string, string | undefined>;
  messages?: FieldMessages;
}): string {
  const words = texts[language];
  const place = communes.find(({ code }) => code === view?.communeCode)?.name[language] ?? '';
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame} refused={Object.keys(messages).length > 0}>
      <PageTitle over={words.over} title={words.title} lead={words.lead} />
      <ErrorSummary messages={messages} />
      {!view ? (
        <EmptyState icon="map-pin" title={words.noMap}>
          <p>{words.noMapLead}</p>
        </EmptyState>
      ) : (
        <>
          <div class="mc-map-bar">
            <Form
              action="/land"
              method="get"
              label={words.show}
              values={{ commune: view.communeCode, on: view.on, ...typed }}
              messages={messages}
            >
              <SelectField
                name="commune"
                label={words.commune}
                placeholder={null}
                choices={communes.map(({ code, name, parcels }) => ({
                  value: code,
                  label: `${name[language]} (${formatNumber(parcels, language)})`,
                }))}
              />
              <DateField name="on" label={words.on} />
              <Button look="secondary">{words.show}</Button>
            </Form>
            <Form action="/land/parcels" method="get" label={words.find} values={typed} messages={messages}>
              <TextField name="code" label={words.find} autocomplete="off" length={14} maxlength={20} />
              <Button look="secondary" icon="search">
                {words.findButton}
              </Button>
            </Form>
          </div>
          <Section title={fill(words.mapTitle, { place, date: formatDate(view.on, language) })}>
            <MapPart language={language} view={view} place={place} most={most} page={page} />
          </Section>
          {view.changes.length > 1 && (
            <Section title={words.changes}>
              <ul class="ds-list">
                {view.changes.map(({ day, parcels }) => (
                  <li key={day}>
                    <a
                      class="ds-link mc-touch"
                      href={mapHref(view, { on: day })}
                      aria-current={day === view.on ? 'true' : undefined}
                    >
                      {fill(words.change, {
                        date: formatDate(day, language),
                        parcels: formatNumber(parcels, language),
                      })}
                    </a>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </>
      )}
    </Page>,
  );
}

function MapPart({
  language,
  view,
  place,
  most,
  page,
}: {
  language: Language;
  view: MapView;
  place: string;
  most: number;
  page: number;
}) {
  const words = texts[language];
  const units = view.parcels.map((parcel) =>
    unitOfParcel({ ...parcel, communeCode: view.communeCode, address: null, baUnit: null, validFrom: '', faults: [] }),
  );
  const pages = Math.ceil(view.parcels.length / LISTED);
  const shown = view.parcels.slice((page - 1) * LISTED, page * LISTED);
  return (
    <>
      {view.hasMore && (
        <Notice tone="info">
          <p>{fill(words.more, { most })}</p>
        </Notice>
      )}
      {units.length === 0 ? (
        <EmptyState icon="map-pin" title={words.noParcels}>
          <p>{words.noParcelsLead}</p>
        </EmptyState>
      ) : (
        <Columns ratio="wide-first">
          <div>
            <Drawing
              svg={drawParcels({
                units,
                title: fill(words.mapTitle, { place, date: formatDate(view.on, language) }),
                language,
                hrefOf: ({ code }) => `/land/parcels/${code}`,
              })}
            >
              {fill(words.shown, {
                shown: formatNumber(view.parcels.length, language),
                all: formatNumber(view.parcelsInCommune, language),
              })}
            </Drawing>
            <nav aria-label={words.move}>
              <ul class="mc-map-moves">
                {movesOf(view).map(({ to, window }) => (
                  <li key={to}>
                    <a class="ds-button" data-variant="tertiary" href={mapHref(view, { window })}>
                      {words[to]}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
          <div>
            <DataTable
              caption={words.list}
              columns={[
                { key: 'number', label: words.number },
                { key: 'landUse', label: words.landUse },
                { key: 'area', label: words.area, numeric: true },
              ]}
              rows={shown.map((parcel) => ({
                key: parcel.code,
                href: `/land/parcels/${parcel.code}`,
                cells: {
                  number: `${parcel.sheet} – ${parcel.number}`,
                  landUse: landUseText(parcel.landUse, language),
                  area: areaText(parcel.areaLegal_dm2 / 100, language),
                },
              }))}
            />
            <Pager page={page} pages={pages} path={mapHref(view, { page })} />
          </div>
        </Columns>
      )}
    </>
  );
}

type Move = 'closer' | 'wider' | 'north' | 'south' | 'west' | 'east' | 'whole';

/** The windows to which one can go from here: half a window aside, half and twice as wide. */
function movesOf({ window, extent }: MapView): { to: Move; window: GridBounds | undefined }[] {
  const { west, south, east, north } = window;
  const [wide, tall] = [(east - west) / 2, (north - south) / 2];
  const by = (x: number, y: number): GridBounds => ({
    west: west + x * wide,
    south: south + y * tall,
    east: east + x * wide,
    north: north + y * tall,
  });
  const about = (factor: number): GridBounds => ({
    west: (west + east) / 2 - wide * factor,
    south: (south + north) / 2 - tall * factor,
    east: (west + east) / 2 + wide * factor,
    north: (south + north) / 2 + tall * factor,
  });
  return [
    { to: 'closer', window: about(0.5) },
    { to: 'wider', window: about(2) },
    { to: 'north', window: by(0, 1) },
    { to: 'south', window: by(0, -1) },
    { to: 'west', window: by(-1, 0) },
    { to: 'east', window: by(1, 0) },
    ...(extent ? [{ to: 'whole' as const, window: undefined }] : []),
  ];
}

/** The address of the map with something changed. The window is in whole metres: west, south, east, north. */
function mapHref(view: MapView, change: { on?: string; window?: GridBounds | undefined; page?: number }): string {
  const window = 'window' in change ? change.window : isWhole(view) ? undefined : view.window;
  return withQuery('/land', {
    commune: view.communeCode,
    on: change.on ?? view.on,
    window:
      window && [window.west, window.south, window.east, window.north].map((mm) => Math.round(mm / 1000)).join(','),
    page: change.page === undefined || change.page === 1 ? undefined : String(change.page),
  });
}

const isWhole = ({ window, extent }: MapView): boolean =>
  extent !== undefined && (['west', 'south', 'east', 'north'] as const).every((side) => window[side] === extent[side]);
