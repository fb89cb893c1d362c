import {
  Button,
  Buttons,
  DateField,
  EmptyState,
  Form,
  LinkButton,
  Page,
  PageTitle,
  renderPage,
} from '../../../../design/index.ts';
import { fill, formatDate } from '../../../../kernel/text.ts';
import { FamilyTree } from '../../../population/index.ts';
import type { PageView } from '../../frame.ts';
import type { MyFamily } from '../../population/actions.ts';
import { texts } from './texts.ts';

/** A person's own family on a date. */
export function myFamilyPage(props: PageView & { family: MyFamily; on: string }): string {
  const { language, family, on } = props;
  const { person, kin, receipt } = family;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title}>
      <PageTitle title={words.title} lead={fill(words.lead, { date: formatDate(on, language) })} />
      <Form action="/my-family" method="get" label={words.on} values={{ on }}>
        <DateField name="on" label={words.on} />
        <Button look="secondary" icon="calendar-days">
          {words.show}
        </Button>
      </Form>
      {person && kin.length > 0 ? (
        <FamilyTree language={language} person={person} kin={kin} />
      ) : (
        <EmptyState icon="users" title={words.none}>
          <p>{words.noneHint}</p>
        </EmptyState>
      )}
      <p>{words.what}</p>
      <p class="mc-hint">{fill(words.source, { receipt })}</p>
      <Buttons>
        <LinkButton href="/my-data" look="tertiary" icon="pencil">
          {words.wrong}
        </LinkButton>
      </Buttons>
    </Page>,
  );
}
