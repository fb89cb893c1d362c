import { Fact, FactList, Icon } from '../../../../design/index.ts';
import { type Language, fill, formatNumber } from '../../../../kernel/text.ts';
import type { LawSays } from '../../birth-law/actions.ts';
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

/** What a procedure costs: as the law says in the cases that differ; by the catalogue where no table tells. */
export function Fees({
  procedure,
  law,
  language,
}: {
  procedure: Procedure;
  law: readonly LawSays[];
  language: Language;
}) {
  const words = texts[language];
  if (law.length > 0) return <FeesByLaw law={law} language={language} />;
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

function FeesByLaw({ law, language }: { law: readonly LawSays[]; language: Language }) {
  const words = texts[language];
  return (
    <>
      <FactList>
        {law.map((each) => (
          <Fact
            key={caseOf(each, 'vi')}
            label={caseOf(each, language) || words.always}
            value={
              <>
                {each.answer[language]}
                <br />
                <small>{each.rows.flatMap(({ law: clause }) => clause?.[language] ?? []).join('; ')}</small>
              </>
            }
          />
        ))}
      </FactList>
      <p>
        <a class="ds-link" href={law[0]!.href}>
          {words.whyFee}
        </a>
      </p>
    </>
  );
}

/** The case that the law answers, in its own words: “Số ngày từ ngày sinh: không quá 60 ngày”. */
export const caseOf = ({ when }: LawSays, language: Language): string =>
  when.map(({ label, value }) => `${label[language]}: ${value[language]}`).join('; ');

/** An amount as people read it. */
export function amountOf({ amount_vnd: amount }: Fee, language: Language): string {
  const words = texts[language];
  if (amount === null) return words.byProvince;
  return amount === 0 ? words.free : `${formatNumber(amount, language)}\u00a0₫`;
}
