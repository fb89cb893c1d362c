import {
  BackLink,
  Button,
  Buttons,
  DataTable,
  ErrorSummary,
  Form,
  KeyValue,
  Notice,
  Page,
  PageTitle,
  Section,
  TextField,
  Timeline,
  frameOf,
  renderPage,
} from '../../../../design/index.ts';
import { messagesOf } from '../../../../kernel/refused-form.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { formatDate, formatInstant } from '../../../../kernel/text.ts';
import { MARKS, openActs, steadOf, type Delegation, type SignatureLine } from '../../../trust/index.ts';
import { DELEGATIONS_PATH } from '../paths.ts';
import { DelegationTag, kindNames, periodOf } from './overview.tsx';
import { LogReceipt, signedName } from '../pages/signed.tsx';
import { texts as signingTexts } from '../pages/texts.ts';
import { texts } from './texts.ts';

/** One delegation: what it lets sign, what became of it, and what the official can do. */
export function delegationPage(
  asked: Asked<unknown, unknown, unknown>,
  view: {
    officialId: string;
    delegation: Delegation;
    lines: readonly SignatureLine[];
    done?: string;
    refusal?: Refusal;
  },
): string {
  const { language } = asked;
  const { officialId, delegation, lines, done, refusal } = view;
  const words = texts[language];
  const messages = messagesOf(asked, refusal);
  const { from, to, agencyName, kinds, grounds, groundsOn, offeredAt, acts, id } = delegation;
  const open = openActs(delegation, officialId);
  const at = `${DELEGATIONS_PATH}/${id}`;
  const nameOf = (official: string): string => (official === from.officialId ? from.name : to.name);
  return renderPage(
    <Page
      language={language}
      title={words.title}
      path={asked.path}
      frame={frameOf(asked, 'desk')}
      width="narrow"
      refused={refusal !== undefined}
    >
      <BackLink href={DELEGATIONS_PATH} label={words.back} />
      <PageTitle
        over={words.title}
        title={`${MARKS[delegation.capacity]} ${from.title} – ${to.name}`}
        aside={<DelegationTag delegation={delegation} language={language} />}
      />
      <ErrorSummary messages={messages} />
      {done && (
        <Notice tone="success" live>
          <p>{words.done}</p>
        </Notice>
      )}
      <KeyValue
        pairs={[
          { label: words.from, value: `${from.name}, ${from.title}` },
          { label: words.to, value: `${to.name}, ${to.title}` },
          { label: words.agency, value: agencyName },
          { label: words.capacity, value: words[delegation.capacity] },
          { label: words.kinds, value: kindNames(kinds, language).join(', ') },
          { label: words.period, value: periodOf(delegation, language) },
          { label: words.grounds, value: `${grounds}, ${formatDate(groundsOn, language)}` },
          { label: words.mark, value: `${steadOf(delegation)} · ${to.title} · ${to.name}` },
        ]}
      />
      {open.includes('accepted') && (
        <Buttons>
          <Form action={`${at}/accepted`} label={words.accept}>
            <Button>{words.accept}</Button>
          </Form>
          <Form action={`${at}/declined`} label={words.decline}>
            <Button look="secondary">{words.decline}</Button>
          </Form>
        </Buttons>
      )}
      {lines.length > 0 && (
        <Section title={words.signed}>
          <DataTable
            caption={words.signed}
            captionHidden
            columns={[
              { key: 'what', label: signingTexts[language].what },
              { key: 'kind', label: words.kinds },
              { key: 'when', label: signingTexts[language].when },
              { key: 'receipt', label: signingTexts[language].receipt },
            ]}
            rows={lines.map((line) => ({
              key: line.activationId,
              cells: {
                what: signedName(line, language),
                kind: kindNames(line.documentKind ? [line.documentKind] : [], language).join(''),
                when: formatInstant(line.madeAt, language),
                receipt: <LogReceipt line={line} />,
              },
            }))}
          />
        </Section>
      )}
      <Section title={words.history}>
        <Timeline
          label={words.history}
          entries={[
            ...acts.toReversed().map(({ act, at: when, byOfficialId, why }) => ({
              when: formatInstant(when, language),
              dateTime: when.toISOString(),
              title: `${words[act]} – ${nameOf(byOfficialId)}`,
              ...(why && { detail: why }),
            })),
            {
              when: formatInstant(offeredAt, language),
              dateTime: offeredAt.toISOString(),
              title: `${words.offeredBy} – ${from.name}`,
            },
          ]}
        />
      </Section>
      {open.includes('ended') && (
        <Section title={words.end} lead={words.endLead}>
          <Form action={`${at}/ended`} messages={messages} label={words.end}>
            <TextField name="why" label={words.why} />
            <Buttons>
              <Button danger>{words.end}</Button>
            </Buttons>
          </Form>
        </Section>
      )}
    </Page>,
  );
}
