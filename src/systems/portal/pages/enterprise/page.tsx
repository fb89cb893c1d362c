import {
  Breadcrumbs,
  DataTable,
  EmptyState,
  Fact,
  FactList,
  LinkButton,
  Page,
  PageTitle,
  PersonRow,
  Section,
  StatusTag,
  renderPage,
} from '../../../../design/index.ts';
import { fill, formatDate, formatNumber } from '../../../../kernel/text.ts';
import { BRANCH_KINDS, LEGAL_FORMS, TITLES } from '../../../enterprises/index.ts';
import type { PublicEnterprise } from '../../enterprises/actions.ts';
import type { PageView } from '../../frame.ts';
import { BusinessStatus } from '../enterprises/page.tsx';
import { texts } from './texts.ts';

/** What everyone may know of an enterprise. */
export function enterprisePage(props: PageView & { code: string; enterprise: PublicEnterprise | undefined }): string {
  const { language, path, frame, code, enterprise } = props;
  const words = texts[language];
  const title = enterprise?.name ?? fill(words.none, { code });
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.lookUp, href: '/enterprises' },
          { label: code, href: `/enterprises/${code}` },
        ]}
      />
      {enterprise ? (
        <Known {...props} enterprise={enterprise} />
      ) : (
        <>
          <PageTitle title={title} />
          <EmptyState title={words.noneMore} icon="search">
            <LinkButton href="/enterprises" look="secondary">
              {words.lookUp}
            </LinkButton>
          </EmptyState>
        </>
      )}
    </Page>,
  );
}

function Known({ language, enterprise }: PageView & { enterprise: PublicEnterprise }) {
  const words = texts[language];
  const { representatives, industries, branches } = enterprise;
  return (
    <>
      <PageTitle
        over={fill(words.code, { code: enterprise.code })}
        title={enterprise.name}
        aside={<BusinessStatus status={enterprise.status} language={language} />}
      />
      <FactList>
        <Fact label={words.form} value={LEGAL_FORMS[enterprise.legalForm][language]} />
        <Fact label={words.address} value={enterprise.address} />
        <Fact label={words.capital} value={fill(words.vnd, { amount: formatNumber(enterprise.capital, language) })} />
        <Fact label={words.foundedOn} value={formatDate(enterprise.foundedOn, language)} />
        {enterprise.foreignName && <Fact label={words.foreignName} value={enterprise.foreignName} />}
        {enterprise.shortName && <Fact label={words.shortName} value={enterprise.shortName} />}
        {enterprise.suspendedUntil && (
          <Fact label={words.suspendedUntil} value={formatDate(enterprise.suspendedUntil, language)} />
        )}
      </FactList>
      <Section title={words.representatives}>
        {representatives.map(({ fullName, title }) => (
          <PersonRow key={fullName} name={fullName} detail={TITLES[title][language]} />
        ))}
      </Section>
      <Section title={words.industries}>
        <ul>
          {industries.map(({ code, title, isMain, conditional }) => (
            <li key={code}>
              {code} · {title[language]} {isMain && <StatusTag tone="info">{words.main}</StatusTag>}{' '}
              {conditional && <StatusTag tone="warning">{words.conditional}</StatusTag>}
            </li>
          ))}
        </ul>
      </Section>
      {branches.length > 0 && (
        <Section title={words.branches}>
          <DataTable
            caption={words.branches}
            captionHidden
            columns={[
              { key: 'name', label: words.name },
              { key: 'code', label: words.unitCode },
              { key: 'kind', label: words.kind },
              { key: 'address', label: words.unitAddress },
            ]}
            rows={branches.map(({ code, name, kind, address }) => ({
              key: code,
              cells: { name, code, kind: BRANCH_KINDS[kind][language], address },
            }))}
          />
        </Section>
      )}
      <p>{words.source}</p>
    </>
  );
}
