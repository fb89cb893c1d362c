import { DataTable, Icon, type Row } from '../../../../design/index.ts';
import { type Language, fill, formatNumber } from '../../../../kernel/text.ts';
import type { Fee, NeededDocument, Procedure } from '../../../procedures/index.ts';
import { texts } from './texts.ts';

/** What a procedure needs, and who gives it: a register, or the person. */
export function NeededDocuments({ documents, language }: { documents: readonly NeededDocument[]; language: Language }) {
  const words = texts[language];
  return (
    <DataTable
      caption={words.documents}
      captionHidden
      columns={[
        { key: 'document', label: words.document },
        { key: 'who', label: words.who },
      ]}
      rows={documents.map(({ name, heldBy, when }) => ({
        key: name.vi,
        cells: {
          document: (
            <>
              {name[language]}
              {when && (
                <>
                  <br />
                  <small>{when[language]}</small>
                </>
              )}
            </>
          ),
          who: heldBy ? (
            <>
              <Icon name="badge-check" size={18} /> {fill(words.heldBy, { register: heldBy[language] })}
            </>
          ) : (
            <>
              <Icon name="pencil" size={18} /> {words.you}
            </>
          ),
        },
      }))}
    />
  );
}

/** What a procedure costs by each way of applying, and why. */
export function Fees({ procedure, language }: { procedure: Procedure; language: Language }) {
  const words = texts[language];
  return (
    <>
      {procedure.fees.length > 0 && (
        <DataTable
          caption={words.fees}
          captionHidden
          columns={[
            { key: 'channel', label: words.channel },
            { key: 'amount', label: words.amount, numeric: true },
          ]}
          rows={procedure.fees.map((fee): Row => ({
            key: fee.channel,
            cells: { channel: words.channels[fee.channel], amount: amountOf(fee, language) },
          }))}
        />
      )}
      <p>{procedure.feeNote[language]}</p>
    </>
  );
}

/** An amount as people read it. */
export function amountOf({ amount_vnd: amount }: Fee, language: Language): string {
  const words = texts[language];
  if (amount === null) return words.byProvince;
  return amount === 0 ? words.free : `${formatNumber(amount, language)}\u00a0₫`;
}
