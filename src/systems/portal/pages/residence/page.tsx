import { Card, ErrorSummary, Form, Notice, Page, PageTitle, RadioGroup, renderPage } from '../../../../design/index.ts';
import { fill } from '../../../../kernel/text.ts';
import type { DossierView } from '../../actions.ts';
import type { PageView, Refused } from '../../frame.ts';
import { SectionButtons } from '../facts/buttons.tsx';
import { addressText } from '../facts/facts.tsx';
import { FormCourse } from '../facts/form-course.tsx';
import { texts } from './texts.ts';

/** With which parent the child is entered; only asked when they live at two addresses. */
export function residencePage(props: PageView & { dossier: DossierView; refused?: Refused }): string {
  const { language, dossier, refused } = props;
  const words = texts[language];
  return renderPage(
    <Page {...props} title={words.title} width="narrow" refused={refused !== undefined}>
      <FormCourse language={language} dossier={dossier} at="residence" />
      <PageTitle over={words.over} title={words.title} lead={words.lead} />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={refused.messages} />}
      <Card>
        <Form
          action={`/dossiers/${dossier.id}/residence`}
          values={refused?.values ?? { ...dossier.answers.residence }}
          messages={refused?.messages ?? {}}
        >
          <RadioGroup
            name="with"
            label={words.which}
            choices={dossier.choices.residences.map((home) => ({
              value: home.with,
              label:
                home.with === 'mother'
                  ? fill(words.withMother, { name: dossier.evidence.mother.fullName })
                  : fill(words.withFather, { name: dossier.father.fullName }),
              hint: addressText(home.addressLine, home.communeCode, language),
            }))}
          />
          <SectionButtons language={language} />
        </Form>
      </Card>
    </Page>,
  );
}
