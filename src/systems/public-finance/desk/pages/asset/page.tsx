import { Breadcrumbs, DataTable, Fact, FactList, Notice, PageTitle, Section } from '../../../../../design/index.ts';
import { fill, formatDate, formatNumber } from '../../../../../kernel/text.ts';
import { ASSET_CLASSES, ASSET_USES, DISPOSALS } from '../../../choices.ts';
import { formatDecimal } from '../../../money.ts';
import { register } from '../../../register.ts';
import type { Asset, AssetFile } from '../../actions.ts';
import { ActLinks, type DeskView, OnDay, deskPage, until } from '../page-parts.tsx';
import { texts } from '../texts.ts';

/** A public asset on a day, and through whose hands it went. */
export function assetPage(
  props: DeskView & { file: AssetFile & { asset: Asset; receipt: string }; on: string; isDone: boolean },
): string {
  const { language, file, on, isDone } = props;
  const { asset, isHeld, holders, disposals, receipt } = file;
  const words = texts[language];
  const here = `/desk/finance/assets/${asset.code}`;
  const unitLink = (code: string) => <a href={`/desk/finance/units/${code}`}>{code}</a>;
  const dong = (amount: number) => fill(words.dong, { amount: formatNumber(amount, language) });
  return deskPage(props, {
    title: asset.name,
    isDone,
    children: (
      <>
        <Breadcrumbs
          crumbs={[
            { label: words.units, href: '/desk/finance/units' },
            { label: asset.holderCode, href: `/desk/finance/units/${asset.holderCode}` },
            { label: asset.name, href: here },
          ]}
        />
        <PageTitle over={asset.code} title={asset.name} />
        {!isHeld && <Notice tone="info" title={words.gone} />}
        <FactList evidence={{ source: register.title[language], date: on, receipt }}>
          <Fact label={words.class} value={ASSET_CLASSES[asset.assetClass][language]} />
          <Fact label={words.holder} value={unitLink(asset.holderCode)} />
          <Fact label={words.use} value={isHeld ? ASSET_USES[asset.use][language] : words.goneOn} />
          <Fact label={words.price} value={dong(asset.originalPrice)} />
          <Fact label={words.worth} value={dong(asset.remainingValue)} />
          <Fact
            label={words.years}
            value={asset.life_years ? fill(words.yearsOf, { years: asset.life_years }) : words.noYears}
          />
          <Fact label={words.inUse} value={formatDate(asset.inUseSince, language)} />
          {asset.area_dm2 && <Fact label={words.area} value={`${formatDecimal(asset.area_dm2, 2, language)} m²`} />}
        </FactList>
        <OnDay language={language} action={here} on={on} />
        <Section title={words.holders}>
          <DataTable
            caption={words.holders}
            captionHidden
            columns={[
              { key: 'holder', label: words.holder },
              { key: 'since', label: words.since },
              { key: 'until', label: words.until },
            ]}
            rows={holders.map(({ holderCode, from, until: end }) => ({
              key: from,
              cells: {
                holder: unitLink(holderCode),
                since: formatDate(from, language),
                until: until(language, end),
              },
            }))}
          />
        </Section>
        <Section title={words.disposals}>
          {disposals.length === 0 ? (
            <p>{words.noDisposals}</p>
          ) : (
            <DataTable
              caption={words.disposals}
              captionHidden
              columns={[
                { key: 'form', label: words.form },
                { key: 'day', label: words.day },
                { key: 'from', label: words.from },
                { key: 'to', label: words.to },
                { key: 'proceeds', label: words.proceeds, numeric: true },
                { key: 'decision', label: words.decision },
              ]}
              rows={disposals.map((each) => ({
                key: `${each.on} ${each.form}`,
                cells: {
                  form: DISPOSALS[each.form][language],
                  day: formatDate(each.on, language),
                  from: unitLink(each.fromCode),
                  to: each.toCode ? unitLink(each.toCode) : '–',
                  proceeds: dong(each.proceeds),
                  decision: each.decision,
                },
              }))}
            />
          )}
        </Section>
        {isHeld && (
          <Section title={words.actions}>
            <ActLinks
              language={language}
              acts={(['change-asset', 'transfer-asset', 'dispose-asset'] as const).map((act) => ({
                act,
                href: `${here}/${act}`,
              }))}
            />
          </Section>
        )}
      </>
    ),
  });
}
