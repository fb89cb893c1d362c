import {
  Button,
  CheckboxGroup,
  DataTable,
  Disclosure,
  Form,
  Notice,
  Section,
  StatusTag,
  TextArea,
  TextField,
} from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { type Language, fill, formatDate } from '../../../../kernel/text.ts';
import type { RecordTimeline } from '../../keeping/services.ts';
import type { RecordKind } from '../../kind/index.ts';
import type { Ageing, Challenge, Finding } from '../../quality/actions.ts';
import { ScoreTag } from '../../quality/pages/score.tsx';
import { texts } from '../texts.ts';
import { recordPath } from '../values.ts';

export interface RecordQualityProps {
  kind: RecordKind;
  recordKey: readonly string[];
  version: RecordTimeline[number];
  quality: { findings: readonly Finding[]; ageing: readonly Ageing[]; challenges: readonly Challenge[] };
  language: Language;
  idempotencyKey: string;
}

/** What is wrong with a record, how old its facts are, who calls it wrong, and the form that says it is still right. */
export function RecordQualityPart({ kind, recordKey, version, quality, language, idempotencyKey }: RecordQualityProps) {
  const words = texts[language];
  const open = quality.findings.filter(({ goneAt }) => goneAt === null);
  const broken = kind.rules.filter(
    ({ name }) => version.faults.includes(name) || open.some(({ rule }) => rule === name),
  );
  const since = (name: string) => open.find(({ rule }) => rule === name)?.foundAt;
  const ageing = quality.ageing.map((each) => ({ ...each, field: kind.fields[each.field]!, name: each.field }));
  return (
    <Section title={words.quality} id="quality">
      {quality.challenges.map((challenge) => (
        <Notice key={challenge.id} tone="warning" title={words.challenged} headingLevel={3}>
          <p>
            <a class="ds-link" href={`/desk/challenges/${kind.system}/${challenge.id}`}>
              {fill(words.challengedField, {
                field: kind.fields[challenge.field]!.title[language],
                due: formatDate(challenge.dueOn, language),
              })}
            </a>
          </p>
        </Notice>
      ))}
      {broken.length > 0 ? (
        <Notice tone="warning" title={fill(words.faults, { count: broken.length })} headingLevel={3}>
          <ul>
            {broken.map((rule) => {
              const found = since(rule.name);
              return (
                <li key={rule.name}>
                  {rule.title[language]}
                  {found && ` (${fill(words.foundOn, { date: formatDate(civilDate(new Date(found)), language) })})`}
                </li>
              );
            })}
          </ul>
        </Notice>
      ) : (
        kind.rules.length > 0 && (
          <p>
            <StatusTag tone="success">{words.noFaults}</StatusTag>
          </p>
        )
      )}
      {ageing.length > 0 && (
        <>
          <DataTable
            caption={words.ageing}
            columns={[
              { key: 'field', label: words.fact },
              { key: 'known', label: words.lastKnown },
              { key: 'source', label: words.saidBy },
              { key: 'expected', label: words.expected },
            ]}
            rows={ageing.map(({ name, field, knownOn, source, expected }) => ({
              key: name,
              cells: {
                field: field.title[language],
                known: formatDate(knownOn, language),
                source: source === null ? words.byRecord : (words.confirmers[source] ?? source),
                expected: <ScoreTag score={100 * expected} language={language} />,
              },
            }))}
          />
          <Disclosure label={words.confirmOpen}>
            <Form
              action={`${recordPath(kind, recordKey)}/confirm`}
              label={words.confirmOpen}
              idempotencyKey={idempotencyKey}
              values={{ fields: ageing.map(({ name }) => name) }}
            >
              <CheckboxGroup
                name="fields"
                label={words.confirmWhat}
                choices={ageing.map(({ name, field }) => ({ value: name, label: field.title[language] }))}
              />
              <TextArea
                name="checkedHow"
                label={words.confirmHow}
                hint={words.confirmHowHint}
                maxlength={2000}
                rows={2}
              />
              <TextField name="checkedBy" label={words.sourceNumber} maxlength={100} autocomplete="off" />
              <Button look="secondary" icon="check">
                {words.confirmButton}
              </Button>
            </Form>
          </Disclosure>
        </>
      )}
    </Section>
  );
}
