import {
  Button,
  Form,
  type Frame,
  Page,
  PageTitle,
  Section,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import { texts } from '../texts.ts';

/** The way to a person's cards: by the personal number. */
export function identityStartPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  /** Why the number led nowhere. */
  message?: string;
}): string {
  const { language, message, ...page } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.identity} {...page} refused={message !== undefined}>
      <PageTitle title={words.identity} lead={words.identityLead} />
      <Section title={words.openPerson}>
        <Form
          action="/desk/identity"
          method="get"
          label={words.openPerson}
          messages={message === undefined ? {} : { number: message }}
        >
          <TextField
            name="number"
            label={words.number}
            inputmode="numeric"
            length={14}
            maxlength={20}
            autocomplete="off"
          />
          <Button icon="search">{words.open}</Button>
        </Form>
      </Section>
    </Page>,
  );
}
