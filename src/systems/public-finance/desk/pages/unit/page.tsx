import {
  Breadcrumbs,
  DataTable,
  Fact,
  FactList,
  LinkButton,
  PageTitle,
  Pager,
  Section,
  StatusTag,
} from '../../../../../design/index.ts';
import { BUDGET_LEVELS, chapterName } from '../../../../../country/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { ASSET_CLASSES, ASSET_USES, UNIT_KINDS } from '../../../choices.ts';
import { formatMillions } from '../../../money.ts';
import { register } from '../../../register.ts';
import type { AssetsOf, UnitFile } from '../../actions.ts';
import { ActLinks, type DeskView, OnDay, deskPage, until } from '../page-parts.tsx';
import { texts } from '../texts.ts';
import { UnitTable } from '../units/page.tsx';

/** A unit on a day: what it is, what is below it, what it has, and how it came to be so. */
export function unitPage(
  props: DeskView & {
    file: UnitFile;
    on: string;
    page: number;
    pages: number;
    isDone: boolean;
    lastYear: number;
  },
): string {
  const { language, path, file, on, page, pages, isDone, lastYear } = props;
  const { unit, above, below, assets, versions, isActive, agency, place, receipt } = file;
  const words = texts[language];
  const here = `/desk/finance/units/${unit.code}`;
  const superior = above.at(-1);
  const chapter = chapterName(unit.chapter);
  return deskPage(props, {
    title: unit.name,
    isDone,
    children: (
      <>
        <Breadcrumbs
          crumbs={[
            { label: words.units, href: '/desk/finance/units' },
            ...above.map(({ code, name }) => ({ label: name, href: `/desk/finance/units/${code}` })),
            { label: unit.name, href: here },
          ]}
        />
        <PageTitle
          over={`${words.code} ${unit.code}`}
          title={unit.name}
          aside={
            <StatusTag tone={isActive ? 'success' : 'neutral'}>{isActive ? words.active : words.closed}</StatusTag>
          }
        />
        <FactList evidence={{ source: register.title[language], date: on, receipt }}>
          <Fact label={words.kind} value={UNIT_KINDS[unit.kind][language]} />
          <Fact label={words.level} value={fill(words.levelOf, { level: unit.level })} />
          <Fact label={words.budget} value={BUDGET_LEVELS[unit.budgetLevel][language]} />
          <Fact label={words.chapter} value={chapter ? `${unit.chapter} · ${chapter[language]}` : unit.chapter} />
          <Fact
            label={words.above}
            value={superior ? <a href={`/desk/finance/units/${superior.code}`}>{superior.name}</a> : words.none}
          />
          <Fact
            label={words.agency}
            value={unit.agencyCode ? `${agency?.name[language] ?? ''} (${unit.agencyCode})` : words.none}
          />
          {place && <Fact label={words.place} value={place[language]} />}
        </FactList>
        <OnDay language={language} action={here} on={on} />
        <Section title={words.results}>
          <LinkButton
            href={`/desk/finance/results/${unit.code}/${lastYear}/${below.units.length > 0 ? 'consolidated' : 'own'}`}
            look="secondary"
            icon="file-text"
          >
            {fill(words.toResults, { year: lastYear })}
          </LinkButton>
        </Section>
        <Section title={words.below}>
          {below.units.length === 0 ? (
            <p>{words.noBelow}</p>
          ) : (
            <UnitTable language={language} units={below.units} caption={words.below} />
          )}
        </Section>
        <Section title={words.assets}>
          <Assets language={language} assets={assets} />
          <Pager page={page} pages={pages} path={path} />
        </Section>
        <Section title={words.history}>
          <DataTable
            caption={words.history}
            captionHidden
            columns={[
              { key: 'since', label: words.since },
              { key: 'until', label: words.until },
              { key: 'name', label: words.name },
              { key: 'what', label: words.chapter },
              { key: 'decision', label: words.decision },
            ]}
            rows={versions.map((version) => ({
              key: version.from,
              cells: {
                since: formatDate(version.from, language),
                until: until(language, version.until),
                name: version.name,
                what: `${version.chapter} · ${fill(words.levelOf, { level: version.level })}`,
                decision: version.decision,
              },
            }))}
          />
        </Section>
        {isActive && (
          <Section title={words.actions}>
            <ActLinks
              language={language}
              acts={(['change-unit', 'asset', 'close-unit'] as const).map((act) => ({ act, href: `${here}/${act}` }))}
            />
          </Section>
        )}
      </>
    ),
  });
}

function Assets({ language, assets }: { language: Language; assets: AssetsOf }) {
  const words = texts[language];
  if (assets.count === 0) return <p>{words.noAssets}</p>;
  return (
    <>
      <p>
        {fill(words.assetsOf, {
          count: assets.count,
          price: formatMillions(assets.originalPrice, language),
          worth: formatMillions(assets.remainingValue, language),
        })}
      </p>
      <DataTable
        caption={words.assets}
        captionHidden
        columns={[
          { key: 'name', label: words.asset },
          { key: 'class', label: words.class },
          { key: 'use', label: words.use },
          { key: 'price', label: `${words.price} (${words.millions})`, numeric: true },
          { key: 'worth', label: `${words.worth} (${words.millions})`, numeric: true },
        ]}
        rows={assets.assets.map((asset) => ({
          key: asset.code,
          href: `/desk/finance/assets/${asset.code}`,
          cells: {
            name: asset.name,
            class: ASSET_CLASSES[asset.assetClass][language],
            use: ASSET_USES[asset.use][language],
            price: formatMillions(asset.originalPrice, language),
            worth: formatMillions(asset.remainingValue, language),
          },
        }))}
      />
    </>
  );
}
