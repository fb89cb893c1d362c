import {
  Breadcrumbs,
  Button,
  Card,
  Columns,
  DataTable,
  Disclosure,
  Drawing,
  Form,
  type Frame,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  TextField,
  Timeline,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../../kernel/text.ts';
import type { TransferAgreed } from '../../../dealings/rules.ts';
import { distance_mm } from '../../../geometry/polygon.ts';
import { administrativeSource, baUnit, landRight, responsibility, restriction, spatialUnit } from '../../../kinds.ts';
import { drawParcels } from '../../../map/drawing.ts';
import { polygonOf, unitOfParcel } from '../../../parcel/outline.ts';
import { amountText, areaText, landUseText } from '../../../pages/words.ts';
import type { ParcelFile } from '../../../reading/rules.ts';
import { shareText } from '../../../rights/shares.ts';
import { ACT_GROUPS, type ActName } from '../../acts.ts';
import { ACT_TITLES } from '../acts.ts';
import { courseOf } from './course.ts';
import { texts } from './texts.ts';

/** The plan of a parcel among its neighbours. */
export function ParcelPlan({ file, language }: { file: ParcelFile; language: Language }) {
  const { parcel, neighbours } = file;
  const around = neighbours.map((other) => ({
    code: other.code,
    number: other.number,
    landUse: other.landUse,
    polygon: polygonOf(other.rings),
    area_m2: 0,
  }));
  return (
    <Drawing
      svg={drawParcels({
        units: [...around, unitOfParcel(parcel)],
        title: fill(texts[language].drawing, { number: parcel.number, sheet: parcel.sheet }),
        language,
        chosen: new Set([parcel.code]),
        withLengths: true,
      })}
    />
  );
}

/** The whole file of a parcel: what is, what was, and what can be registered. */
export function filePage({
  language,
  path,
  frame,
  file,
  receipt,
  contractKeys,
  done,
}: {
  language: Language;
  path: string;
  frame: Frame;
  file: ParcelFile;
  receipt: string;
  /** A key for the form of each contract that waits. */
  contractKeys: readonly string[];
  done: ActName | 'survey' | 'contract' | undefined;
}): string {
  const words = texts[language];
  const { parcel, validUntil } = file;
  const title = fill(words.title, { number: parcel.number, sheet: parcel.sheet });
  const present = <Row extends { validUntil: string | null }>(rows: readonly Row[]) =>
    validUntil === null ? rows.filter((row) => row.validUntil === null) : [];
  const restrictions = present(file.restrictions);
  const seizure = restrictions.find(({ form }) => form === 'seizure');
  const isMortgaged = restrictions.some(({ form }) => form === 'mortgage');
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/land' },
          { label: title, href: `/desk/land/parcels/${parcel.code}` },
        ]}
      />
      {done && (
        <Notice tone="success" live title={fill(words.done, { what: ACT_TITLES[done][language] })}>
          <p>{words.doneLead}</p>
        </Notice>
      )}
      <PageTitle
        over={fill(words.over, { code: parcel.code })}
        title={title}
        lead={file.place[language]}
        aside={isMortgaged && <StatusTag tone="warning">{words.mortgaged}</StatusTag>}
      />
      {validUntil && <Notice tone="warning" title={fill(words.ended, { date: formatDate(validUntil, language) })} />}
      {seizure && (
        <Notice tone="danger" title={fill(words.seized, { by: seizure.partyName ?? seizure.content })}>
          <p>{words.seizedLead}</p>
        </Notice>
      )}
      {validUntil === null &&
        file.awaitingInheritance.map(({ right, holder, diedOn }) => (
          <Notice
            key={right}
            tone="warning"
            title={fill(words.awaiting, { holder, date: formatDate(diedOn, language) })}
          >
            <p>{words.awaitingLead}</p>
          </Notice>
        ))}
      {validUntil === null && <Acts file={file} language={language} />}
      {validUntil === null && file.contracts.length > 0 && (
        <Section title={words.contracts} lead={words.contractsLead}>
          <Contracts file={file} language={language} keys={contractKeys} />
        </Section>
      )}
      <Columns>
        <Section title={words.facts}>
          <KeyValue pairs={factsOf(file, language)} />
          <p>
            <a class="ds-link mc-touch" href={`/land/parcels/${parcel.code}`}>
              {words.public}
            </a>
          </p>
        </Section>
        <div>
          <ParcelPlan file={file} language={language} />
          <Disclosure label={words.corners}>
            <Corners file={file} language={language} />
          </Disclosure>
        </div>
      </Columns>
      <Section title={words.rights}>
        <DataTable
          caption={words.rights}
          captionHidden
          columns={[
            { key: 'holder', label: words.holder },
            { key: 'share', label: words.share },
            { key: 'origin', label: words.origin },
            { key: 'property', label: words.property },
            { key: 'term', label: words.term },
            { key: 'since', label: words.since },
          ]}
          rows={present(file.rights).map((right) => ({
            key: right.code,
            cells: {
              holder: right.partyName,
              share: shareText(right),
              origin: landRight.fields.origin.choices![right.origin]![language],
              property: landRight.fields.property.choices![right.property]![language],
              term: right.termUntil ? formatDate(right.termUntil, language) : words.longTerm,
              since: formatDate(right.validFrom, language),
            },
          }))}
          empty={words.noRights}
        />
      </Section>
      <Section title={words.burdens}>
        <Burdens restrictions={restrictions} responsibilities={present(file.responsibilities)} language={language} />
      </Section>
      <Section title={words.certificates}>
        <DataTable
          caption={words.certificates}
          captionHidden
          columns={[
            { key: 'serial', label: words.serial },
            { key: 'book', label: words.book },
            { key: 'since', label: words.since },
            { key: 'state', label: words.state },
          ]}
          rows={file.certificates.map(({ serial, bookNumber, issuedOn, invalidFrom }) => ({
            key: serial,
            href: `/desk/land/certificates/${serial}`,
            cells: {
              serial,
              book: bookNumber,
              since: formatDate(issuedOn, language),
              state: (
                <StatusTag tone={invalidFrom ? 'neutral' : 'success'}>
                  {invalidFrom ? fill(words.invalid, { date: formatDate(invalidFrom, language) }) : words.valid}
                </StatusTag>
              ),
            },
          }))}
          empty={words.noCertificates}
        />
      </Section>
      <Section title={words.course}>
        <Timeline label={words.course} entries={courseOf(file, language)} />
      </Section>
      <Disclosure label={words.sources}>
        <DataTable
          caption={words.sources}
          captionHidden
          columns={[
            { key: 'kind', label: words.sourceKind },
            { key: 'number', label: words.sourceNumber },
            { key: 'since', label: words.since },
            { key: 'issuer', label: words.issuer },
          ]}
          rows={file.sources.map(({ code, form, number, recordedOn, issuer }) => ({
            key: code,
            cells: {
              kind: administrativeSource.fields.form.choices![form]![language],
              number,
              since: formatDate(recordedOn, language),
              issuer: issuer ?? '',
            },
          }))}
        />
      </Disclosure>
      <Disclosure label={words.versions}>
        <Versions file={file} language={language} />
      </Disclosure>
      <p>{fill(words.receipt, { receipt })}</p>
    </Page>,
  );
}

function Acts({ file, language }: { file: ParcelFile; language: Language }) {
  const words = texts[language];
  const hrefOf = (act: ActName) => `/desk/land/parcels/${file.parcel.code}/${act}`;
  if (file.parcel.baUnit === null) return <LinkButton href={hrefOf('first')}>{ACT_TITLES.first[language]}</LinkButton>;
  return (
    <nav aria-label={words.acts} class="mc-land-acts">
      {Object.entries(ACT_GROUPS).map(([group, acts]) => (
        <div key={group}>
          <p id={`acts-${group}`}>{words.actGroups[group as keyof typeof ACT_GROUPS]}</p>
          <ul aria-labelledby={`acts-${group}`}>
            {acts.map((act) => (
              <li key={act}>
                <a class="ds-link mc-touch" href={hrefOf(act)}>
                  {ACT_TITLES[act][language]}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** Contracts that notaries filed: what they say is registered as it stands, with one press. */
function Contracts({ file, language, keys }: { file: ParcelFile; language: Language; keys: readonly string[] }) {
  const words = texts[language];
  const isMortgaged = file.restrictions.some(({ form, validUntil }) => form === 'mortgage' && validUntil === null);
  return (
    <>
      {file.contracts.map(({ id, number, signedOn, notaryName, signers, transfer, mortgage }, i) => (
        <Card
          key={id}
          title={fill(transfer ? words.contractTransfer : words.contractMortgage, { number })}
          headingLevel={3}
        >
          <KeyValue
            pairs={[
              { label: words.notary, value: `${notaryName}, ${formatDate(signedOn, language)}` },
              { label: words.signers, value: signers.join(', ') },
              ...(transfer
                ? [{ label: words.receivers, value: transfer.to.map((each) => receiverText(each)).join('; ') }]
                : []),
              ...(mortgage
                ? [
                    {
                      label: words.mortgagee,
                      value: `${mortgage.mortgagee.name}, ${amountText(mortgage.amount_vnd, language)}`,
                    },
                  ]
                : []),
            ]}
          />
          <Form action="/desk/land/contracts" idempotencyKey={keys[i]!} values={{ contract: id }} messages={{}}>
            <input type="hidden" name="contract" value={id} />
            {isMortgaged && (
              <TextField
                name="mortgageeConsent"
                optional
                label={words.mortgageeConsent}
                autocomplete="off"
                maxlength={100}
              />
            )}
            <Button>{transfer ? words.registerTransfer : words.registerMortgage}</Button>
          </Form>
        </Card>
      ))}
    </>
  );
}

function receiverText({ party, numerator, denominator }: TransferAgreed['to'][number]): string {
  const who = 'number' in party ? party.number : 'numbers' in party ? party.numbers.join(' + ') : party.name;
  return numerator === denominator ? who : `${who}: ${numerator}/${denominator}`;
}

function factsOf({ parcel, place }: ParcelFile, language: Language) {
  const words = texts[language];
  const faults = parcel.faults.map(
    (fault) => [...spatialUnit.rules, ...baUnit.rules].find(({ name }) => name === fault)?.title[language] ?? fault,
  );
  const degrees = `${Math.floor(parcel.meridian_minutes / 60)}°${String(parcel.meridian_minutes % 60).padStart(2, '0')}′`;
  return [
    { label: words.place, value: place[language] },
    { label: words.landUse, value: landUseText(parcel.landUse, language) },
    { label: words.legal, value: areaText(parcel.areaLegal_dm2 / 100, language) },
    { label: words.measured, value: areaText(parcel.areaMeasured_dm2 / 100, language) },
    { label: words.unit, value: parcel.baUnit ? <code>{parcel.baUnit}</code> : words.unregistered },
    { label: words.meridian, value: degrees },
    {
      label: words.faults,
      value:
        faults.length === 0 ? (
          <StatusTag tone="success">{words.clean}</StatusTag>
        ) : (
          <StatusTag tone="warning">{faults.join('; ')}</StatusTag>
        ),
    },
  ];
}

function Corners({ file, language }: { file: ParcelFile; language: Language }) {
  const words = texts[language];
  const metres = (mm: number, digits: number) => (mm / 1000).toFixed(digits);
  return (
    <DataTable
      caption={words.corners}
      captionHidden
      columns={[
        { key: 'corner', label: words.corner },
        { key: 'x', label: words.x, numeric: true },
        { key: 'y', label: words.y, numeric: true },
        { key: 'edge', label: words.edge, numeric: true },
      ]}
      rows={file.parcel.rings.flatMap((ring, r) =>
        ring.map(([east, north], i) => {
          const [nextEast, nextNorth] = ring[(i + 1) % ring.length]!;
          return {
            key: `${r} ${i}`,
            cells: {
              corner: r === 0 ? String(i + 1) : `${r}.${i + 1}`,
              x: metres(north, 3),
              y: metres(east, 3),
              edge: metres(distance_mm({ east, north }, { east: nextEast, north: nextNorth }), 2),
            },
          };
        }),
      )}
    />
  );
}

function Burdens({
  restrictions,
  responsibilities,
  language,
}: {
  restrictions: ParcelFile['restrictions'];
  responsibilities: ParcelFile['responsibilities'];
  language: Language;
}) {
  const words = texts[language];
  const rows = [
    ...restrictions.map((each) => ({
      ...each,
      kind: restriction.fields.form.choices![each.form]![language],
      by: each.partyName ?? '',
    })),
    ...responsibilities.map((each) => ({
      ...each,
      kind: responsibility.fields.form.choices![each.form]![language],
      by: '',
    })),
  ];
  return (
    <DataTable
      caption={words.burdens}
      captionHidden
      columns={[
        { key: 'kind', label: words.kind },
        { key: 'content', label: words.content },
        { key: 'by', label: words.inFavour },
        { key: 'amount', label: words.amount, numeric: true },
        { key: 'since', label: words.since },
      ]}
      rows={rows.map((row) => ({
        key: row.code,
        cells: {
          kind: row.kind,
          content: row.content,
          by: row.by,
          amount: row.amount_vnd === null ? '' : amountText(row.amount_vnd, language),
          since: formatDate(row.validFrom, language),
        },
      }))}
      empty={words.noBurdens}
    />
  );
}

function Versions({ file, language }: { file: ParcelFile; language: Language }) {
  const words = texts[language];
  return (
    <DataTable
      caption={words.versions}
      captionHidden
      columns={[
        { key: 'valid', label: words.validFor },
        { key: 'held', label: words.held },
        { key: 'landUse', label: words.landUse },
        { key: 'area', label: words.legal, numeric: true },
        { key: 'why', label: words.why },
      ]}
      rows={file.versions.map((version, i) => ({
        key: String(i),
        cells: {
          valid: `${formatDate(version.validFrom, language)} – ${version.validUntil ? formatDate(version.validUntil, language) : '…'}`,
          held: `${formatInstant(version.recordedAt, language)} – ${version.replacedAt ? formatInstant(version.replacedAt, language) : '…'}`,
          landUse: version.landUse,
          area: areaText(version.areaLegal_dm2 / 100, language),
          why: [version.reason, version.sourceNumber, version.agencyName].filter(Boolean).join(' · '),
        },
      }))}
    />
  );
}
