import { DocumentCard } from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { OwnDocument } from '../../actions.ts';
import { texts } from './texts.ts';

/** One result, to download and to check; the same card on the case and in "My documents". */
export function ResultCard({
  language,
  result,
  headingLevel = 3,
}: {
  language: Language;
  result: OwnDocument;
  headingLevel?: 2 | 3;
}) {
  return (
    <DocumentCard
      headingLevel={headingLevel}
      title={result.title[language]}
      subject={result.holderName}
      number={result.documentNumber}
      issuedBy={result.issuerName}
      issuedOn={civilDate(new Date(result.issuedAt))}
      signed
      downloadHref={`/documents/${result.id}`}
      downloadDetail={texts[language].detail}
      verifyHref={`/verify/${result.verificationCode}`}
    />
  );
}
