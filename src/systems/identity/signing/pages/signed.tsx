import { Buttons, DataTable, EmptyState, LinkButton, Section, withQuery } from '../../../../design/index.ts';
import { type Language, fill, formatInstant, formatNumber } from '../../../../kernel/text.ts';
import type { SignatureLine } from '../../../trust/index.ts';
import { DELEGATIONS_PATH } from '../paths.ts';
import { texts } from './texts.ts';

/** What was signed in a post or as a person, newest first, in pages. */
export function Signed(props: {
  view: { lines: SignatureLine[]; hasMore: boolean; page: number };
  path: string;
  language: Language;
}) {
  const { view, path, language } = props;
  const words = texts[language];
  return (
    <Section title={words.log} lead={words.logLead} id="signed">
      {view.lines.length === 0 ? (
        <EmptyState title={words.nothingSigned} />
      ) : (
        <DataTable
          caption={words.log}
          captionHidden
          columns={[
            { key: 'what', label: words.what },
            { key: 'when', label: words.when },
            { key: 'application', label: words.application },
            { key: 'certificate', label: words.certificate },
            { key: 'receipt', label: words.receipt },
          ]}
          rows={view.lines.map((line) => ({
            key: `${line.activationId} ${line.place}`,
            cells: {
              what: line.delegationId ? (
                <>
                  {signedName(line, language)}{' '}
                  <a class="ds-link" href={`${DELEGATIONS_PATH}/${line.delegationId}`}>
                    ({words.forAnother})
                  </a>
                </>
              ) : (
                signedName(line, language)
              ),
              when: formatInstant(line.madeAt, language),
              application: line.applicationName,
              certificate: <code>{line.serial.slice(0, 8)}…</code>,
              receipt: <LogReceipt line={line} />,
            },
          }))}
        />
      )}
      {(view.page > 1 || view.hasMore) && (
        <Buttons>
          {view.page > 1 && (
            <LinkButton href={withQuery(path, { page: String(view.page - 1), done: undefined })} look="secondary">
              {words.newer}
            </LinkButton>
          )}
          {view.hasMore && (
            <LinkButton href={withQuery(path, { page: String(view.page + 1), done: undefined })} look="secondary">
              {words.older}
            </LinkButton>
          )}
        </Buttons>
      )}
    </Section>
  );
}

/** What a signed thing is called, and how many more were signed at once. */
export function signedName({ name, hash, count }: SignatureLine, language: Language): string {
  const words = texts[language];
  const first = name || fill(words.unnamed, { hash: hash.toString('hex').slice(0, 16) });
  return count > 1 ? fill(words.more, { name: first, count: formatNumber(count - 1, language) }) : first;
}

/** Where a signature stands in the public log: its receipt. */
export function LogReceipt({ line }: { line: Pick<SignatureLine, 'madeSha256'> }) {
  const name = line.madeSha256.toString('hex');
  return (
    <a class="ds-link" href={`/log/receipts/${name}.tlog-proof`}>
      {name.slice(0, 8)}…
    </a>
  );
}
