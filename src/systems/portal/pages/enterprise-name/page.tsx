import {
  Breadcrumbs,
  Button,
  type FieldMessages,
  Form,
  Notice,
  Page,
  PageTitle,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { fill } from '../../../../kernel/text.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** What stands in the way of a name: a sentence, and the enterprise that has the other one. */
export interface InTheWay {
  sentence: string;
  clause?: string;
  /** The names differ by their tones only. */
  isForOfficers: boolean;
  other?: { name: string; code: string };
}

/** Whether a name is free. */
export function enterpriseNamePage(
  props: PageView & {
    typed: { name?: string | undefined; foreignName?: string | undefined; shortName?: string | undefined };
    checked: readonly InTheWay[] | undefined;
    messages?: FieldMessages;
  },
): string {
  const { language, path, frame, typed, checked, messages = {} } = props;
  const words = texts[language];
  return renderPage(
    <Page
      language={language}
      title={words.title}
      path={path}
      frame={frame}
      width="narrow"
      refused={Object.keys(messages).length > 0}
    >
      <Breadcrumbs
        crumbs={[
          { label: words.lookUp, href: '/enterprises' },
          { label: words.title, href: '/enterprises/name' },
        ]}
      />
      <PageTitle title={words.title} lead={words.lead} />
      {checked && <Verdict {...props} checked={checked} />}
      <Form action="/enterprises/name" method="get" label={words.title} values={typed} messages={messages}>
        <TextField name="name" label={words.name} hint={words.nameHint} autocomplete="off" maxlength={250} />
        <TextField name="foreignName" label={words.foreignName} autocomplete="off" maxlength={250} optional />
        <TextField name="shortName" label={words.shortName} autocomplete="off" maxlength={100} optional />
        <Button>{words.check}</Button>
      </Form>
    </Page>,
  );
}

function Verdict({ language, checked }: PageView & { checked: readonly InTheWay[] }) {
  const words = texts[language];
  if (checked.length === 0)
    return (
      <Notice tone="success" title={words.free} live>
        <p>{words.freeMore}</p>
      </Notice>
    );
  const isForOfficers = checked.every((each) => each.isForOfficers);
  return (
    <Notice tone={isForOfficers ? 'warning' : 'danger'} title={isForOfficers ? words.judged : words.taken} live>
      {isForOfficers && <p>{words.judgedMore}</p>}
      <ul>
        {checked.map(({ sentence, clause, other }, i) => (
          <li key={i}>
            {sentence}
            {clause && ` (${fill(words.clause, { clause })})`}
            {other && (
              <>
                {' '}
                <a class="ds-link" href={`/enterprises/${other.code}`}>
                  {other.name}
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
