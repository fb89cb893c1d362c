import {
  Breadcrumbs,
  Button,
  Buttons,
  DataTable,
  DateField,
  Disclosure,
  Fact,
  FactList,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  Timeline,
  renderPage,
} from '../../../../../design/index.ts';
import { INDUSTRY_CLASSES } from '../../../../../country/index.ts';
import { civilDate } from '../../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../../kernel/text.ts';
import type { Bilingual } from '../../../../../kernel/text.ts';
import {
  BRANCH_KINDS,
  CONTROL_GROUNDS,
  HOLDING_ROLES,
  LEGAL_FORMS,
  STATUSES,
  TITLES,
} from '../../../enterprise-codes.ts';
import { fraction, minus, ONE, compare, percentText, plus, ZERO } from '../../../share.ts';
import type { ActName, EnterpriseFile } from '../../actions.ts';
import { type DeskPage, EnterpriseStatus, periodText, vnd } from '../page-parts.tsx';
import { texts } from '../texts.ts';

export interface FilePage extends DeskPage {
  code: string;
  file: EnterpriseFile;
  receipt: string;
  at: { date: string; known?: string | undefined };
  today: string;
  acts: readonly ActName[];
  done: 'registered' | 'filed' | undefined;
  idempotencyKey: string;
  faultTitles: Readonly<Record<string, Bilingual>>;
  addressOf(place: { addressLine: string; communeCode: string }): string;
}

/** The file of an enterprise at any moment, with everything that was filed and every version of its record. */
export function filePage(props: FilePage): string {
  const { language, path, frame, code, file, at, done } = props;
  const words = texts[language];
  const { version } = file;
  const newest = file.versions.filter(({ replacedAt }) => replacedAt === null).at(-1) ?? file.versions.at(-1)!;
  const { name } = (version ?? newest).values;
  const moment = { date: formatDate(at.date, language), known: at.known ? formatDate(at.known, language) : '' };
  return renderPage(
    <Page language={language} title={name} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.enterprises, href: '/desk/enterprises' },
          { label: name, href: `/desk/enterprises/${code}` },
        ]}
      />
      <PageTitle
        over={`${words.code} ${code}`}
        title={name}
        aside={version && <EnterpriseStatus status={version.values.status} language={language} />}
      />
      {done && (
        <Notice tone="success" title={done === 'registered' ? words.registered : words.done} live>
          <p>{words.doneMore}</p>
        </Notice>
      )}
      {file.filings.some(({ changeNumber }) => changeNumber !== null) && (
        <Form
          action={`/desk/enterprises/${code}/certificate`}
          idempotencyKey={props.idempotencyKey}
          label={words.certificate}
        >
          <Button look="secondary" icon="download">
            {words.getCertificate}
          </Button>
        </Form>
      )}
      {props.acts.length > 0 && (
        <Disclosure label={words.acts}>
          <Buttons>
            {props.acts.map((act) => (
              <LinkButton key={act} href={`/desk/enterprises/${code}/acts/${act}`} look="secondary">
                {words.act[act]}
              </LinkButton>
            ))}
          </Buttons>
        </Disclosure>
      )}
      <Section title={at.known ? fill(words.onDateKnown, moment) : fill(words.onDate, moment)}>
        {version ? <Said {...props} version={version} /> : <p>{words.nothingThen}</p>}
        <Disclosure label={words.otherMoment} open={at.known !== undefined || !version}>
          <Form
            action={`/desk/enterprises/${code}`}
            method="get"
            label={words.show}
            values={{ date: at.date, known: at.known ?? '' }}
          >
            <DateField name="date" label={words.asOf} />
            <DateField name="known" label={words.knownAt} hint={words.knownHint} optional />
            <Button look="secondary">{words.show}</Button>
          </Form>
        </Disclosure>
      </Section>
      {version && (
        <>
          <Holders {...props} capital={version.values.capital} />
          <People {...props} />
          <Lines file={file} language={language} />
        </>
      )}
      <Filings {...props} />
      <Versions {...props} />
      <p>{fill(words.receipt, { receipt: props.receipt })}</p>
    </Page>,
  );
}

function Said({
  language,
  version,
  faultTitles,
  addressOf,
}: FilePage & { version: NonNullable<EnterpriseFile['version']> }) {
  const words = texts[language];
  const { values, faults } = version;
  return (
    <>
      <FactList>
        <Fact label={words.form} value={LEGAL_FORMS[values.legalForm][language]} />
        <Fact label={words.address} value={addressOf(values)} />
        <Fact label={words.capital} value={vnd(values.capital, language)} />
        <Fact label={words.foundedOn} value={formatDate(values.foundedOn, language)} />
        {values.foreignName && <Fact label={words.foreignName} value={values.foreignName} />}
        {values.shortName && <Fact label={words.shortName} value={values.shortName} />}
        {values.suspendedUntil && (
          <Fact label={words.suspendedUntil} value={formatDate(values.suspendedUntil, language)} />
        )}
        <Fact label={words.valid} value={periodText(version, language)} />
      </FactList>
      {faults.length > 0 && (
        <Notice tone="warning" title={fill(words.faults, { count: faults.length })} headingLevel={3}>
          <ul>
            {faults.map((fault) => (
              <li key={fault}>{faultTitles[fault]?.[language] ?? fault}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}

function Holders({ file, language, capital, today }: FilePage & { capital: number }) {
  const words = texts[language];
  const shareOf = (contribution: number) => fraction(contribution, Math.max(capital, 1));
  const untaken = minus(
    ONE,
    file.holders.reduce((sum, { contribution }) => plus(sum, shareOf(contribution)), ZERO),
  );
  return (
    <Section title={words.holders}>
      <DataTable
        caption={words.holders}
        captionHidden
        columns={[
          { key: 'name', label: words.holderName },
          { key: 'holder', label: words.holder },
          { key: 'role', label: words.role },
          { key: 'contribution', label: words.contribution, numeric: true },
          { key: 'share', label: words.share, numeric: true },
          { key: 'paidIn', label: words.paidIn, numeric: true },
          { key: 'due', label: words.dueOn },
        ]}
        rows={file.holders.map((holder) => ({
          key: holder.holder,
          ...(holder.holder.length === 10 ? { href: `/desk/enterprises/${holder.holder}` } : {}),
          cells: {
            name: holder.holderName,
            holder: holder.holder,
            role: HOLDING_ROLES[holder.role][language],
            contribution: formatNumber(holder.contribution, language),
            share: percentText(shareOf(holder.contribution), language),
            paidIn: formatNumber(holder.paidIn, language),
            due:
              holder.paidIn < holder.contribution && holder.dueOn < today ? (
                <StatusTag tone="danger">
                  {words.overdue} {formatDate(holder.dueOn, language)}
                </StatusTag>
              ) : holder.paidIn < holder.contribution ? (
                formatDate(holder.dueOn, language)
              ) : (
                ''
              ),
          },
        }))}
      />
      {compare(untaken, ZERO) > 0 && <p>{fill(words.untaken, { share: percentText(untaken, language) })}</p>}
    </Section>
  );
}

function People({ file, language, addressOf }: FilePage) {
  const words = texts[language];
  return (
    <>
      <Section title={words.representatives}>
        <DataTable
          caption={words.representatives}
          captionHidden
          columns={[
            { key: 'name', label: words.holderName },
            { key: 'title', label: words.title },
            { key: 'person', label: words.person },
            { key: 'since', label: words.since },
          ]}
          rows={file.representatives.map(({ personNumber, fullName, title, since }) => ({
            key: personNumber,
            cells: {
              name: fullName,
              title: TITLES[title][language],
              person: personNumber,
              since: formatDate(since, language),
            },
          }))}
        />
      </Section>
      <Section title={words.declaredOwners}>
        {file.declaredOwners.length === 0 ? (
          <p>{words.noOwners}</p>
        ) : (
          <DataTable
            caption={words.declaredOwners}
            captionHidden
            columns={[
              { key: 'name', label: words.holderName },
              { key: 'ground', label: words.ground },
              { key: 'details', label: words.details },
              { key: 'since', label: words.since },
            ]}
            rows={file.declaredOwners.map(({ personNumber, fullName, ground, details, since }) => ({
              key: personNumber,
              cells: {
                name: fullName,
                ground: CONTROL_GROUNDS[ground][language],
                details: details ?? '',
                since: formatDate(since, language),
              },
            }))}
          />
        )}
      </Section>
      <Section title={words.branches}>
        {file.branches.length === 0 ? (
          <p>{words.noBranches}</p>
        ) : (
          <DataTable
            caption={words.branches}
            captionHidden
            columns={[
              { key: 'name', label: words.name },
              { key: 'code', label: words.code },
              { key: 'kind', label: words.kind },
              { key: 'address', label: words.address },
              { key: 'head', label: words.head },
            ]}
            rows={file.branches.map((unit) => ({
              key: unit.code,
              cells: {
                name: unit.name,
                code: unit.code,
                kind: BRANCH_KINDS[unit.kind][language],
                address: addressOf(unit),
                head: unit.headName ?? '',
              },
            }))}
          />
        )}
      </Section>
    </>
  );
}

function Lines({ file, language }: { file: EnterpriseFile; language: Language }) {
  const words = texts[language];
  return (
    <Section title={words.industries}>
      <ul>
        {file.industries.map(({ vsicCode, isMain }) => {
          const known = INDUSTRY_CLASSES.get(vsicCode);
          return (
            <li key={vsicCode}>
              {vsicCode} · {known?.title[language] ?? ''} {isMain && <StatusTag tone="info">{words.main}</StatusTag>}{' '}
              {known?.conditional && <StatusTag tone="warning">{words.conditional}</StatusTag>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Filings({ file, language }: FilePage) {
  const words = texts[language];
  return (
    <Section title={words.filings} lead={words.filingsLead}>
      {file.filings.length === 0 ? (
        <p>{words.noFilings}</p>
      ) : (
        <DataTable
          caption={words.filings}
          captionHidden
          columns={[
            { key: 'kind', label: words.kind },
            { key: 'number', label: words.filingNumber },
            { key: 'effective', label: words.effectiveOn },
            { key: 'filed', label: words.filedAt },
            { key: 'agency', label: words.agency },
            { key: 'certificate', label: words.certificate },
          ]}
          rows={file.filings.map((filing) => ({
            key: filing.id,
            cells: {
              kind: words.filed[filing.kind] ?? words.act[filing.kind as ActName] ?? filing.kind,
              number: filing.number,
              effective: formatDate(filing.effectiveOn, language),
              filed: formatInstant(filing.filedAt, language),
              agency: filing.agencyName,
              certificate:
                filing.changeNumber === null
                  ? ''
                  : filing.changeNumber === 0
                    ? words.first
                    : fill(words.change, { number: filing.changeNumber }),
            },
          }))}
        />
      )}
    </Section>
  );
}

function Versions({ file, language, addressOf }: FilePage) {
  const words = texts[language];
  const entries = file.versions.map((version) => ({
    when: formatDate(civilDate(version.recordedAt), language),
    dateTime: new Date(version.recordedAt).toISOString(),
    title: (
      <>
        {STATUSES[version.values.status][language]} · {periodText(version, language)}{' '}
        {version.replacedAt === null && <StatusTag tone="success">{words.heldNow}</StatusTag>}
      </>
    ),
    detail: (
      <>
        <p>
          {version.values.name} · {vnd(version.values.capital, language)} · {addressOf(version.values)}
        </p>
        {version.told && (
          <p>
            {version.told.reason} · {version.told.source.number} · {version.told.by.agencyName}
          </p>
        )}
        {version.replacedAt && <p>{fill(words.replaced, { at: formatInstant(version.replacedAt, language) })}</p>}
      </>
    ),
  }));
  return (
    <Section title={words.versions} lead={words.versionsLead}>
      <Timeline label={words.versions} entries={entries.toReversed()} />
    </Section>
  );
}
