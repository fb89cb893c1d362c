import type { Language } from '../../../../kernel/text.ts';
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
