import { DataTable, StatusTag } from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import { texts } from './texts.ts';

/** What is kept for a day, documents or batches: how large, whether signed, and until when. */
export function KeptTable(props: {
  caption: string;
  nameLabel: string;
  rows: readonly { id: string; href: string; name: string; sizeBytes: number; isSigned: boolean; keptUntil: Date }[];
  language: Language;
}) {
  const { caption, nameLabel, rows, language } = props;
  const words = texts[language];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'name', label: nameLabel },
        { key: 'size', label: words.size, numeric: true },
        { key: 'standing', label: words.standing },
        { key: 'until', label: words.keptUntil },
      ]}
      rows={rows.map(({ id, href, name, sizeBytes, isSigned, keptUntil }) => ({
        key: id,
        href,
        cells: {
          name,
          size: fill(words.bytes, { size: formatNumber(sizeBytes, language) }),
          standing: (
            <StatusTag tone={isSigned ? 'success' : 'info'}>{isSigned ? words.signedOne : words.waiting}</StatusTag>
          ),
          until: formatInstant(keptUntil, language),
        },
      }))}
    />
  );
}
