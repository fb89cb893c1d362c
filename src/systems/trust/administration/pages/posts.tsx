import { DataTable, EmptyState, Notice, Page, PageTitle, Section, renderPage } from '../../../../design/index.ts';
import { type Language, formatDate, formatInstant } from '../../../../kernel/text.ts';
import type { PostEnd, PostEnding } from '../../posts/actions.ts';
import { type DeskView, HERE, serialText } from './page-parts.tsx';
import { postTexts } from './post-texts.ts';
import { texts } from './texts.ts';

/** Certificates, each the way to its page. */
function Serials({ serials }: { serials: readonly string[] }) {
  return (
    <>
      {serials.map((serial) => (
        <p key={serial}>
          <a class="ds-link" href={`${HERE}/${serial}`}>
            {serialText(serial.slice(0, 8))} …
          </a>
        </p>
      ))}
    </>
  );
}

/** Posts whose end is known and has not come. */
export function ComingTable({ coming, language }: { coming: readonly PostEnding[]; language: Language }) {
  const words = postTexts[language];
  return (
    <DataTable
      caption={words.coming}
      captionHidden
      columns={[
        { key: 'on', label: words.on },
        { key: 'agency', label: words.agency },
        { key: 'certificates', label: words.certificates },
      ]}
      rows={coming.map(({ officialId, role, agencyCode, agencyName, endsOn, serials }) => ({
        key: `${officialId} ${role} ${agencyCode} ${endsOn}`,
        cells: {
          on: formatDate(endsOn, language),
          agency: agencyName,
          certificates: <Serials serials={serials} />,
        },
      }))}
    />
  );
}

/** Posts that ended with their certificates, and those that will. */
export function postsPage(view: DeskView & { ended: readonly PostEnd[]; coming: readonly PostEnding[] }): string {
  const { language, path, frame, ended, coming } = view;
  const words = postTexts[language];
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <PageTitle over={texts[language].desk} title={words.title} lead={words.lead} />
      <Notice tone="info" title={words.restored} />
      <Section title={words.coming} lead={words.comingLead}>
        {coming.length === 0 ? (
          <EmptyState title={words.noneComing} icon="calendar-days" headingLevel={3} />
        ) : (
          <ComingTable coming={coming} language={language} />
        )}
      </Section>
      <Section title={words.ended}>
        {ended.length === 0 ? (
          <EmptyState title={words.none} icon="info" headingLevel={3} />
        ) : (
          <DataTable
            caption={words.ended}
            captionHidden
            columns={[
              { key: 'at', label: words.at },
              { key: 'agency', label: words.agency },
              { key: 'reason', label: words.reason },
              { key: 'knownBy', label: words.knownBy },
              { key: 'certificates', label: words.certificates },
              { key: 'delegations', label: words.delegations },
            ]}
            rows={ended.map(({ id, at, agencyCode, isInService, knownBy, serials, delegations }) => ({
              key: id,
              cells: {
                at: formatInstant(at, language),
                agency: agencyCode,
                reason: isInService ? words.changed : words.left,
                knownBy: words.from[knownBy],
                certificates: <Serials serials={serials} />,
                delegations: String(delegations.length),
              },
            }))}
          />
        )}
      </Section>
    </Page>,
  );
}
