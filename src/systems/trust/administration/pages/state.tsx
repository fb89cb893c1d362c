import {
  Columns,
  DataTable,
  EmptyState,
  Fact,
  FactList,
  Notice,
  Page,
  PageTitle,
  Section,
  Timeline,
  renderPage,
} from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { AuthorityState, TrustState } from '../state/actions.ts';
import { alarmText, type DeskView, HERE, StandingTag, profileText } from './page-parts.tsx';
import { texts } from './texts.ts';

/** The trust services as a whole: alarms, authorities with the root, lists, log, what was issued, and who does what. */
export function statePage(view: DeskView & { state: TrustState }): string {
  const { language, path, frame, state } = view;
  const words = texts[language];
  const { awaitsRoot, isRootElsewhere, authorities, counts, log, raised, ended } = state;
  const root = authorities.find(({ issuer }) => issuer === undefined);
  return renderPage(
    <Page language={language} title={words.state} path={path} frame={frame}>
      <PageTitle over={words.desk} title={words.state} lead={words.stateLead} />
      {awaitsRoot && (
        <Notice tone="danger" title={words.rootAwaited}>
          <p>{words.rootAwaitedLead}</p>
          <p>{words.rootAwaitedNext}</p>
        </Notice>
      )}
      <Section title={words.alarms} id="alarms">
        {raised.length === 0 ? (
          <EmptyState title={words.noAlarms} icon="circle-check" headingLevel={3}>
            <p>{words.noAlarmsLead}</p>
          </EmptyState>
        ) : (
          raised.map((alarm) => {
            const { title, detail, next } = alarmText(alarm, language);
            return (
              <Notice key={alarm.id} tone="danger" title={title} headingLevel={3}>
                <p>
                  {detail} ({fill(words.since, { at: formatInstant(alarm.raisedAt, language) })})
                </p>
                <p>{next}</p>
              </Notice>
            );
          })
        )}
      </Section>
      {!awaitsRoot && (
        <Section title={words.authorities}>
          <DataTable
            caption={words.authorities}
            captionHidden
            columns={[
              { key: 'name', label: words.profile },
              { key: 'standing', label: words.standing },
              { key: 'until', label: words.until },
              { key: 'list', label: words.list },
            ]}
            rows={authorities.map((authority) => ({
              key: authority.name,
              href: `${HERE}/${authority.serial}`,
              cells: {
                name: profileText(authority.name, language),
                standing: <StandingTag standing={authority.standing} language={language} />,
                until: formatDate(civilDate(authority.until), language),
                list: listText(authority, language),
              },
            }))}
          />
        </Section>
      )}
      {root && (
        <Section title={words.root} lead={isRootElsewhere ? words.rootElsewhereLead : words.rootLead}>
          <FactList>
            <Fact label={words.from} value={formatInstant(root.from, language)} />
            <Fact label={words.until} value={formatInstant(root.until, language)} />
            <Fact label={words.list} value={listText(root, language)} />
            {isRootElsewhere && root.list && (
              <Fact label={words.listUntil} value={formatInstant(root.list.nextUpdate, language)} />
            )}
            <Fact
              label={words.certificate}
              value={
                <a class="ds-link" href="/verify/root.pem">
                  root.pem
                </a>
              }
            />
          </FactList>
        </Section>
      )}
      <Section title={words.publicLog} more={{ href: '/log', label: log.origin }}>
        <p>
          {fill(words.logFacts, {
            size: formatNumber(log.size, language),
            at: formatInstant(log.publishedAt, language),
          })}
        </p>
      </Section>
      <Section title={words.counts}>
        <DataTable
          caption={words.counts}
          captionHidden
          columns={[
            { key: 'profile', label: words.profile },
            { key: 'issued', label: words.issuedCount, numeric: true },
            { key: 'suspended', label: words.suspendedCount, numeric: true },
            { key: 'revoked', label: words.revokedCount, numeric: true },
          ]}
          rows={counts.map(({ profile, issued, suspended, revoked }) => ({
            key: profile,
            href: `${HERE}?profile=${profile}`,
            cells: {
              profile: profileText(profile, language),
              issued: formatNumber(issued, language),
              suspended: formatNumber(suspended, language),
              revoked: formatNumber(revoked, language),
            },
          }))}
        />
      </Section>
      <Section title={words.hands}>
        <Columns>
          <div>
            <h3>{words.automatic}</h3>
            <ul>
              {words.automaticList.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
          <div>
            <h3>{words.fourEyes}</h3>
            <ul>
              {words.fourEyesList.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        </Columns>
        <p>{words.emergency}</p>
      </Section>
      {ended.length > 0 && (
        <Section title={words.pastAlarms}>
          <Timeline
            label={words.pastAlarms}
            entries={ended.map((alarm) => {
              const { title, detail } = alarmText(alarm, language);
              return {
                when: fill(words.fromUntil, {
                  from: formatInstant(alarm.raisedAt, language),
                  until: formatInstant(alarm.endedAt!, language),
                }),
                dateTime: alarm.raisedAt.toISOString(),
                title,
                detail: <p>{detail}</p>,
              };
            })}
          />
        </Section>
      )}
    </Page>,
  );
}

function listText({ list }: AuthorityState, language: Language): string {
  const words = texts[language];
  if (!list) return words.noList;
  return fill(words.listFacts, {
    number: formatNumber(list.number, language),
    at: formatInstant(list.thisUpdate, language),
    kilobytes: formatNumber(Math.ceil(list.bytes / 1000), language),
  });
}
