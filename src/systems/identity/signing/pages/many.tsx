import {
  BackLink,
  Button,
  Buttons,
  ErrorSummary,
  FileField,
  Form,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  Section,
  frameOf,
  renderPage,
  type FieldMessages,
} from '../../../../design/index.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { messagesOf } from '../../../../kernel/refused-form.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { fill, formatNumber } from '../../../../kernel/text.ts';
import { MOST_IN_BATCH, MOST_OWN_DOCUMENT_BYTES, type SigningBatch } from '../../../trust/index.ts';
import { BATCH_PATH, SIGNING_PATHS } from '../paths.ts';
import { KeptTable } from './kept-table.tsx';
import { texts } from './texts.ts';

/** Where an official brings many documents to sign at once, and those that were brought before. */
export function manyPage(
  asked: Asked<unknown, unknown, unknown>,
  view: { canSign: boolean; batches: readonly SigningBatch[]; done?: string; refusal?: Refusal },
): string {
  const { language } = asked;
  const { canSign, batches, done, refusal } = view;
  const words = texts[language];
  const sentences = messagesOf(asked, refusal);
  const messages: FieldMessages = refusal ? { file: sentences.file ?? sentences[''] ?? '' } : {};
  return renderPage(
    <Page
      language={language}
      title={words.manyTitle}
      path={asked.path}
      frame={frameOf(asked, 'desk')}
      refused={refusal !== undefined}
    >
      <BackLink href={SIGNING_PATHS.desk} label={words.back} />
      <PageTitle title={words.manyTitle} lead={words.manyLead} />
      <ErrorSummary messages={messages} />
      {done === 'removed' && (
        <Notice tone="success" live>
          <p>{words.doneBatchRemoved}</p>
        </Notice>
      )}
      {canSign ? (
        <Form action={BATCH_PATH} files messages={messages} label={words.manyTitle}>
          <FileField
            name="file"
            label={words.manyFiles}
            hint={fill(words.manyHint, { most: formatNumber(MOST_IN_BATCH, language) })}
            kinds="PDF"
            accept="application/pdf,.pdf"
            most_bytes={MOST_OWN_DOCUMENT_BYTES}
            multiple
          />
          <Buttons>
            <Button icon="upload">{words.look}</Button>
          </Buttons>
        </Form>
      ) : (
        <Notice tone="warning" title={words.needsCertificate}>
          <Buttons>
            <LinkButton href={`${SIGNING_PATHS.desk}/certificates/new`} look="secondary">
              {words.ask}
            </LinkButton>
          </Buttons>
        </Notice>
      )}
      {batches.length > 0 && (
        <Section title={words.batches}>
          <KeptTable
            caption={words.batches}
            nameLabel={words.what}
            rows={batches.map(({ name, count, ...batch }) => ({
              ...batch,
              href: `${BATCH_PATH}/${batch.id}`,
              name: count > 1 ? fill(words.moreFiles, { name, count: formatNumber(count - 1, language) }) : name,
            }))}
            language={language}
          />
        </Section>
      )}
    </Page>,
  );
}
