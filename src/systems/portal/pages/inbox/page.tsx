import {
  Card,
  EmptyState,
  LinkButton,
  Page,
  PageTitle,
  StatusTag,
  Timeline,
  renderPage,
  withQuery,
} from '../../../../design/index.ts';
import { civilDate, now } from '../../../../kernel/clock.ts';
import { type Language, formatDate, formatTimeOfDay } from '../../../../kernel/text.ts';
import { type InboxMessage, renderMessage } from '../../../notifications/index.ts';
import type { PageView } from '../../frame.ts';
import { texts } from './texts.ts';

/** The person's messages, newest first. */
export function inboxPage(props: PageView & { messages: readonly InboxMessage[]; next: string | undefined }): string {
  const { language, messages, next } = props;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title} width="narrow">
      <PageTitle title={words.title} lead={words.lead} />
      {messages.length === 0 ? (
        <EmptyState icon="inbox" title={words.none}>
          <p>{words.noneLead}</p>
        </EmptyState>
      ) : (
        <Card>
          <Timeline label={words.label} entries={messages.map((message) => entry(message, language))} />
        </Card>
      )}
      {next && (
        <LinkButton href={withQuery(props.path, { before: next })} look="secondary">
          {words.older}
        </LinkButton>
      )}
    </Page>,
  );
}

function entry(message: InboxMessage, language: Language) {
  const { subject, short } = renderMessage(message, language);
  const day = civilDate(message.createdAt);
  return {
    when: day === civilDate(now()) ? formatTimeOfDay(message.createdAt) : formatDate(day, language),
    dateTime: message.createdAt.toISOString(),
    href: `/inbox/${message.id}`,
    title: subject,
    detail: (
      <>
        {!message.readAt && <StatusTag tone="info">{texts[language].unread}</StatusTag>}
        <p>{short}</p>
      </>
    ),
  };
}
