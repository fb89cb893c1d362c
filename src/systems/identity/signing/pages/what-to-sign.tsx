import { fill, formatNumber, type Language } from '../../../../kernel/text.ts';
import { texts } from './texts.ts';

/** What an application asks to have signed: each thing's hash, and before it what the application calls it. */
export function WhatToSign(props: { hashes: readonly Buffer[]; names: readonly string[]; language: Language }) {
  const { hashes, names, language } = props;
  return (
    <ol>
      {hashes.map((hash, at) => (
        <li key={hash.toString('hex')}>
          {names[at] && (
            <>
              <span>
                {texts[language].saidByApplication}: <b>{names[at]}</b>
              </span>
              <br />
            </>
          )}
          <code>{hash.toString('hex')}</code>
        </li>
      ))}
    </ol>
  );
}

/** What stands above it: hashes that are signed as they are, or documents by theirs. */
export function headingOf(
  { signs, hashes }: { signs: 'documents' | 'hashes'; hashes: readonly Buffer[] },
  language: Language,
): { title: string; lead: string | undefined } {
  const words = texts[language];
  const isOfDocuments = signs === 'documents';
  const count = formatNumber(hashes.length, language);
  return {
    title: fill(isOfDocuments ? words.documentsToSign : words.hashesToSign, { count }),
    lead: isOfDocuments ? words.documentsToSignLead : undefined,
  };
}
