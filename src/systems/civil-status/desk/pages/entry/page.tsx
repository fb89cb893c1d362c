import {
  Breadcrumbs,
  Button,
  Buttons,
  Columns,
  Disclosure,
  DocumentCard,
  ErrorSummary,
  Fact,
  FactList,
  type FieldMessages,
  type FieldValues,
  Form,
  type Frame,
  Grid,
  Notice,
  Page,
  PageTitle,
  Section,
  StatusTag,
  TextArea,
  Timeline,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate, formatInstant } from '../../../../../kernel/text.ts';
import { BOOKS } from '../../../books.ts';
import { DOUBTS, type Doubt } from '../../../legacy/columns.ts';
import { noteWords } from '../../../note-texts.ts';
import { saidBy } from '../../../paper/content.ts';
import type { WholeEntry } from '../../actions.ts';
import { EvidenceFields } from '../form/page.tsx';
import { EntryTag } from '../status.tsx';
import { texts } from '../texts.ts';

/** What was just done with an entry. */
export const DONE = ['registered', 'cancelled', 'paper', 'told'] as const;
export type EntryDone = (typeof DONE)[number];

/** What a cancellation may rest on. */
const CANCELLED_BY = {
  decision: { vi: 'Quyết định thu hồi, hủy bỏ giấy tờ hộ tịch', en: 'Decision of revocation' },
  judgment: { vi: 'Bản án, quyết định của Tòa án', en: 'Court judgment' },
};

interface EntryPage {
  language: Language;
  path: string;
  frame: Frame;
  entry: WholeEntry;
  receipt: string;
  done: EntryDone | undefined;
  /** Books whose entries have a certificate, and which can be cancelled here. */
  may: { certificate: boolean; cancel: boolean; issue: boolean };
  idempotencyKey: string;
  /** Sentence of a refusal by another register. */
  sentence(code: string): string;
  refused: { values: FieldValues; messages: FieldMessages } | undefined;
}

/** One entry of the book: what it says, its notes and history, what other registers were told, its papers, and how it is cancelled. */
export function entryPage(props: EntryPage): string {
  const { language, path, frame, entry, receipt, done, refused } = props;
  const words = texts[language];
  const book = BOOKS[entry.book][language];
  const bookYear = Number(entry.registeredOn.slice(0, 4));
  const { holder, groups } = saidBy({ ...entry, bookYear }, entry.place, language);
  const here = `/desk/civil-status/entries/${entry.id}`;
  return renderPage(
    <Page
      language={language}
      title={`${book} ${entry.number}`}
      path={path}
      frame={frame}
      refused={refused !== undefined}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.book, href: '/desk/civil-status' },
          { label: `${book} ${entry.number}`, href: here },
        ]}
      />
      <PageTitle
        over={`${book} · ${entry.number}`}
        title={holder}
        aside={<EntryTag status={entry.status} language={language} />}
        lead={fill(words.receipt, { receipt })}
      />
      {refused && <ErrorSummary messages={refused.messages} title={words.refusedTitle} />}
      {done && <JustDone {...props} done={done} />}
      {entry.doubts.length > 0 && (
        <Notice tone="warning">
          <p>
            {fill(words.doubts, {
              doubts: entry.doubts.map((doubt) => DOUBTS[doubt as Doubt]?.[language] ?? doubt).join(', '),
            })}
          </p>
        </Notice>
      )}
      <Columns ratio="wide-first">
        <div>
          <Section title={words.content}>
            {groups.map(({ title, rows }, index) => (
              <FactList key={index} {...(title ? { title, headingLevel: 3 as const } : {})}>
                {rows.flat().map(({ label, value }) => (
                  <Fact key={label} label={label} value={value || '–'} />
                ))}
              </FactList>
            ))}
          </Section>
          <Papers {...props} here={here} />
        </div>
        <div>
          <Notes entry={entry} language={language} />
          <Consequences {...props} here={here} />
          <Section title={words.history}>
            <Timeline
              label={words.history}
              entries={entry.history.map(({ act, at, reason, source, agencyName }) => ({
                when: formatInstant(at, language),
                dateTime: at,
                title: `${actWords(act, language)}: ${reason}`,
                detail: fill(words.historyOf, { source: source.number, agency: agencyName }),
              }))}
            />
          </Section>
        </div>
      </Columns>
      {props.may.cancel && (
        <Disclosure label={words.cancelTitle} open={refused !== undefined}>
          <p>{words.cancelHint}</p>
          <Form
            action={`${here}/cancel`}
            idempotencyKey={props.idempotencyKey}
            values={refused?.values ?? {}}
            messages={refused?.messages ?? {}}
            label={words.cancelTitle}
          >
            <TextArea name="reason" label={words.reason} rows={3} maxlength={1000} />
            <EvidenceFields language={language} kinds={CANCELLED_BY} />
            <Buttons>
              <Button danger icon="ban">
                {words.cancelButton}
              </Button>
            </Buttons>
          </Form>
        </Disclosure>
      )}
    </Page>,
  );
}

function actWords(act: string, language: Language): string {
  const words = texts[language];
  const known: Record<string, string> = {
    record: words.act_record,
    change: words.act_change,
    correct: words.act_correct,
    import: words.act_import,
  };
  return known[act] ?? act;
}

function JustDone({ language, entry, done }: EntryPage & { done: EntryDone }) {
  const words = texts[language];
  const isTold = entry.consequences.every(({ status }) => status === 'done');
  const sentence = done === 'registered' && !isTold ? words.done_waiting : words[`done_${done}Text`];
  return (
    <Notice tone={done === 'registered' && !isTold ? 'warning' : 'success'} title={words[`done_${done}`]} live>
      <p>{fill(sentence, { number: entry.number })}</p>
    </Notice>
  );
}

function Notes({ entry, language }: Pick<EntryPage, 'entry' | 'language'>) {
  const words = texts[language];
  return (
    <Section title={words.notes}>
      {entry.notes.length === 0 ? (
        <p>{words.noNotes}</p>
      ) : (
        <Timeline
          label={words.notes}
          entries={entry.notes.map((note) => ({
            when: formatDate(note.notedOn, language),
            dateTime: note.notedOn,
            title: noteWords(note, language),
            detail: note.agencyName,
          }))}
        />
      )}
    </Section>
  );
}

function Consequences({ entry, language, sentence, here }: EntryPage & { here: string }) {
  const words = texts[language];
  if (entry.consequences.length === 0) return null;
  const isWaiting = entry.consequences.some(({ status }) => status !== 'done');
  return (
    <Section title={words.consequences}>
      <ul class="ds-list">
        {entry.consequences.map(({ service, status, refusal, receipt }, index) => (
          <li key={index}>
            <StatusTag tone={status === 'done' ? 'success' : status === 'pending' ? 'info' : 'danger'}>
              {status === 'refused'
                ? fill(words.consequence_refused, { reason: sentence(refusal ?? '') })
                : words[`consequence_${status}`]}
            </StatusTag>{' '}
            <code>{service}</code> {receipt && <span class="mc-hint">{receipt}</span>}
          </li>
        ))}
      </ul>
      {isWaiting && (
        <Form action={`${here}/tell-again`} label={words.tellAgain}>
          <Button look="secondary" icon="refresh-cw">
            {words.tellAgain}
          </Button>
        </Form>
      )}
    </Section>
  );
}

function Papers({ entry, language, may, idempotencyKey, here }: EntryPage & { here: string }) {
  const words = texts[language];
  return (
    <Section title={words.papers}>
      {may.issue && (
        <Buttons>
          {may.certificate && (
            <Form action={`${here}/papers`} idempotencyKey={`${idempotencyKey}-c`} label={words.certificate}>
              <input type="hidden" name="kind" value="certificate" />
              <Button icon="badge-check">{words.certificate}</Button>
            </Form>
          )}
          <Form action={`${here}/papers`} idempotencyKey={idempotencyKey} label={words.extract}>
            <input type="hidden" name="kind" value="extract" />
            <Button look={may.certificate ? 'secondary' : 'primary'} icon="scroll-text">
              {words.extract}
            </Button>
          </Form>
        </Buttons>
      )}
      {entry.papers.length === 0 ? (
        <p>{words.noPapers}</p>
      ) : (
        <Grid>
          {entry.papers.map((paper) => (
            <DocumentCard
              key={paper.id}
              title={paper.title[language]}
              subject={paper.holderName}
              number={paper.documentNumber}
              issuedBy={paper.issuerName}
              issuedOn={paper.issuedOn}
              signed
              downloadHref={`/desk/civil-status/papers/${paper.id}`}
              downloadDetail="PDF/A"
              verifyHref={`/verify/${paper.verificationCode}`}
            />
          ))}
        </Grid>
      )}
    </Section>
  );
}
