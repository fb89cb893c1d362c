import {
  Breadcrumbs,
  Button,
  DateField,
  EmptyState,
  Form,
  type Frame,
  Page,
  PageTitle,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { FamilyTree } from '../../../family/shown/family-tree.tsx';
import type { OpenedFamily } from '../../actions.ts';
import { texts } from '../texts.ts';

/** The family of a person on a date, three generations up and down. */
export function familyPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  number: string;
  on: string;
  family: OpenedFamily;
}): string {
  const { language, path, frame, number, on, family } = props;
  const { person, kin, receipt } = family;
  const words = texts[language];
  const here = `/desk/residence/people/${number}`;
  const title = fill(words.familyOf, { name: person.fullName });
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/residence' },
          { label: person.fullName, href: here },
          { label: words.family, href: `${here}/family` },
        ]}
      />
      <PageTitle
        over={words.family}
        title={title}
        lead={fill(words.familyLead, { date: formatDate(on, language), receipt })}
      />
      <Form action={`${here}/family`} method="get" label={words.familyOn} values={{ on }}>
        <DateField name="on" label={words.familyOn} />
        <Button look="secondary" icon="calendar-days">
          {words.show}
        </Button>
      </Form>
      {kin.length === 0 ? (
        <EmptyState icon="users" title={words.noFamily}>
          <p>{words.noFamilyHint}</p>
        </EmptyState>
      ) : (
        <FamilyTree
          language={language}
          person={person}
          kin={kin}
          hrefOf={(one) => `/desk/residence/people/${one}/family?on=${on}`}
        />
      )}
    </Page>,
  );
}
