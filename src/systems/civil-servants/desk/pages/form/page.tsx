import {
  Breadcrumbs,
  ErrorSummary,
  type FieldMessages,
  type FieldValues,
  type Frame,
  Page,
  PageTitle,
  renderPage,
} from '../../../../../design/index.ts';
import type { Language } from '../../../../../kernel/text.ts';
import type { ActName } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';
import { ActForm } from './act-form.tsx';

/** The page with the form of an act, with what was refused of it. */
export function actFormPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  act: ActName;
  action: string;
  /** Of whom or of which agency it is, and the way back there. */
  about: { label: string; href: string };
  hidden: Readonly<Record<string, string>>;
  idempotencyKey: string;
  values: FieldValues;
  messages: FieldMessages;
}): string {
  const { language, path, frame, about, ...form } = props;
  const words = texts[language];
  const title = FORMS[form.act].title[language];
  const isRefused = Object.keys(form.messages).length > 0;
  return renderPage(
    <Page language={language} title={title} path={path} frame={frame} width="narrow" refused={isRefused}>
      <Breadcrumbs
        crumbs={[
          { label: words.desk, href: '/desk/personnel' },
          { label: about.label, href: about.href },
          { label: title, href: form.action },
        ]}
      />
      <PageTitle over={about.label} title={title} />
      <ErrorSummary messages={form.messages} />
      <ActForm language={language} {...form} />
    </Page>,
  );
}
