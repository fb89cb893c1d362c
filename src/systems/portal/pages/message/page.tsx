import { BackLink, Card, LinkButton, Page, PageTitle, Prose, renderPage } from '../../../../design/index.ts';
import { fill, formatInstant } from '../../../../kernel/text.ts';
import { type InboxMessage, renderMessage } from '../../../notifications/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** One message; it counts as read from now on. */
export function messagePage(props: PageView & { message: InboxMessage }): string {
  const { language, message } = props;
  const words = texts[language];
  const { subject, text } = renderMessage(message, language);
  const over = [
    formatInstant(message.createdAt, language),
    ...(message.caseNumber ? [fill(words.caseNumber, { number: message.caseNumber })] : []),
  ];
  return renderPage(
    <Page {...props} title={subject} width="narrow">
      <BackLink href="/inbox" label={words.back} />
      <PageTitle over={over.join(' · ')} title={subject} />
      <Card>
        <Prose>
          {text.split(/\n{2,}/).map((paragraph, index) => (
            <p key={index}>{paragraph}</p>
          ))}
        </Prose>
      </Card>
      <LinkButton href="/dossiers" look="secondary">
        {words.cases}
      </LinkButton>
    </Page>,
  );
}
