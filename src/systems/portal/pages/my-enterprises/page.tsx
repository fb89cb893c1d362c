import {
  Card,
  DataTable,
  EmptyState,
  Fact,
  FactList,
  Grid,
  Page,
  PageTitle,
  Section,
  renderPage,
} from '../../../../design/index.ts';
import { formatDate } from '../../../../kernel/text.ts';
import type { OwnEnterprises } from '../../enterprises/actions.ts';
import type { PageView } from '../../frame.ts';
import { BusinessStatus } from '../enterprises/page.tsx';
import { texts } from './texts.ts';

/** The enterprises in which a person has a part. */
export function myEnterprisesPage(props: PageView & { mine: OwnEnterprises }): string {
  const { language, path, frame, mine } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <PageTitle title={words.title} lead={words.lead} />
      {mine.enterprises.length === 0 ? (
        <EmptyState title={words.none} icon="briefcase-business">
          <p>{words.noneMore}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={words.title}
          captionHidden
          columns={[
            { key: 'name', label: words.name },
            { key: 'code', label: words.code },
            { key: 'as', label: words.as },
            { key: 'address', label: words.address },
            { key: 'status', label: words.status },
            { key: 'certificate', label: words.certificate },
          ]}
          rows={mine.enterprises.map((each) => ({
            key: each.code,
            href: `/enterprises/${each.code}`,
            cells: {
              name: each.name,
              code: each.code,
              as: each.as.map((role) => words.roles[role]).join(', '),
              address: each.address,
              status: <BusinessStatus status={each.status} language={language} />,
              certificate: (
                <a class="ds-link" href={`/my-enterprises/${each.code}/certificate`}>
                  {words.download}
                </a>
              ),
            },
          }))}
        />
      )}
      {mine.household && (
        <Section title={words.household}>
          <FactList>
            <Fact label={words.name} value={mine.household.name} />
            <Fact label={words.address} value={mine.household.address} />
            <Fact label={words.since} value={formatDate(mine.household.foundedOn, language)} />
            <Fact label={words.status} value={<BusinessStatus status={mine.household.status} language={language} />} />
          </FactList>
        </Section>
      )}
      <Grid>
        <Card headingLevel={2} icon="file-text" title={words.apply} href="/my-enterprises/applications">
          <p>{words.applyText}</p>
        </Card>
        <Card headingLevel={2} icon="users" title={words.insurance} href="/employer-insurance">
          <p>{words.insuranceText}</p>
        </Card>
        <Card headingLevel={2} icon="badge-check" title={words.checkName} href="/enterprises/name">
          <p>{words.checkNameText}</p>
        </Card>
      </Grid>
    </Page>,
  );
}
