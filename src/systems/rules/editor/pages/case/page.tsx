import {
  Breadcrumbs,
  Button,
  Buttons,
  ErrorSummary,
  FieldGroup,
  type FieldMessages,
  type FieldValues,
  Form,
  LinkButton,
  Page,
  PageTitle,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { fill, type Language } from '../../../../../kernel/text.ts';
import type { DeskView } from '../../../desk/pages/page-parts.tsx';
import { texts as deskTexts } from '../../../desk/pages/texts.ts';
import type { AskedInput, EditionFile } from '../../actions.ts';
import { caseField } from '../../actions.ts';
import { texts } from '../texts.ts';
import { Hidden } from '../table/page.tsx';

/** A test case: its facts, and the answer that is expected. */
export function casePage(
  props: DeskView & {
    file: EditionFile;
    inputs: readonly AskedInput[];
    position: number | undefined;
    idempotencyKey: string;
    version: number;
    values: FieldValues;
    messages: FieldMessages;
  },
): string {
  const { language, path, frame, file, inputs, position, idempotencyKey, version, values, messages } = props;
  const words = texts[language];
  const { ruleSet, edition } = file;
  const here = `/desk/rules/${ruleSet.id}/editions/${edition.number}`;
  const action = `${here}/cases/${position ?? 'new'}`;
  const title = position === undefined ? words.addCase : words.editCase;
  return renderPage(
    <Page
      language={language}
      title={title}
      path={path}
      frame={frame}
      width="narrow"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: deskTexts[language].ruleSets, href: '/desk/rules' },
          { label: ruleSet.name[language], href: `/desk/rules/${ruleSet.id}` },
          { label: fill(deskTexts[language].edition, { number: edition.number }), href: here },
          { label: title, href: action },
        ]}
      />
      <PageTitle over={ruleSet.name[language]} title={title} />
      <ErrorSummary messages={messages} />
      <Form action={action} idempotencyKey={idempotencyKey} label={title} values={values} messages={messages}>
        <Hidden values={{ version: `${version}` }} />
        <FieldGroup title={words.caseName}>
          <TextField name="nameVi" label={words.caseVi} maxlength={300} autocomplete="off" />
          <TextField name="nameEn" label={words.caseEn} maxlength={300} autocomplete="off" />
        </FieldGroup>
        <FieldGroup title={words.given} hint={words.givenLead}>
          {inputs.map((input, i) => (
            <InputField key={input.name} input={input} name={caseField(i)} language={language} />
          ))}
        </FieldGroup>
        <TextField
          name="expected"
          label={words.expected}
          hint={words.expectedHint}
          maxlength={5000}
          autocomplete="off"
        />
        <Buttons>
          <Button name="do" value="save" icon="check">
            {words.saveCase}
          </Button>
          <LinkButton href={`${here}#cases`} look="secondary">
            {words.back}
          </LinkButton>
          {position !== undefined && (
            <Button name="do" value="remove" look="tertiary" danger>
              {words.removeCase}
            </Button>
          )}
        </Buttons>
      </Form>
    </Page>,
  );
}

function InputField({ input, name, language }: { input: AskedInput; name: string; language: Language }) {
  const words = texts[language];
  const { label, type } = input;
  const unit = type.words?.unit?.[language];
  const shown = { name, label: label[language], optional: true };
  const named = [...type.valueWords];
  if (type.base === 'boolean' && !type.isList)
    return (
      <SelectField
        {...shown}
        placeholder={words.unknown}
        choices={[
          { value: 'true', label: words.yes },
          { value: 'false', label: words.no },
        ]}
      />
    );
  if (named.length > 0 && !type.isList)
    return (
      <SelectField
        {...shown}
        placeholder={words.unknown}
        choices={named.map(([value, called]) => ({ value, label: `${called[language]} (${value})` }))}
      />
    );
  return (
    <TextField
      {...shown}
      {...(unit ? { hint: unit } : type.base === 'date' ? { hint: '2026-11-22' } : {})}
      maxlength={2000}
      autocomplete="off"
    />
  );
}
