import { Fact, FactList, Icon } from '../../../../design/index.ts';
import { type Language, fill, formatNumber } from '../../../../kernel/text.ts';
import type { Fee, NeededDocument, Procedure } from '../../../procedures/index.ts';
import { texts } from './texts.ts';

/** What a procedure needs, and who gives it: a register, or the person. */
export function NeededDocuments({ documents, language }: { documents: readonly NeededDocument[]; language: Language }) {
  const words = texts[language];
  return (
    <FactList>
      {documents.map(({ name, heldBy, when }) => (
        <Fact
          key={name.vi}
          label={name[language]}
          value={
            <>
              <Icon name={heldBy ? 'badge-check' : 'pencil'} size={18} />{' '}
              {heldBy ? fill(words.heldBy, { register: heldBy[language] }) : words.you}
              {when && (
                <>
                  <br />
                  <small>{when[language]}</small>
                </>
              )}
            </>
          }
        />
      ))}
    </FactList>
  );
}

/** What a procedure costs by each way of applying, and why. */
export function Fees({ procedure, language }: { procedure: Procedure; language: Language }) {
  const words = texts[language];
  return (
    <>
      {procedure.fees.length > 0 && (
        <FactList>
          {procedure.fees.map((fee) => (
            <Fact key={fee.channel} label={words.channels[fee.channel]} value={amountOf(fee, language)} />
          ))}
        </FactList>
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
