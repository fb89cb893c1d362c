import {
  BackLink,
  Button,
  Buttons,
  Card,
  ErrorSummary,
  Form,
  KeyValue,
  LinkButton,
  Notice,
  Page,
  PageTitle,
  TextArea,
  renderPage,
} from '../../../../design/index.ts';
import type { DossierView } from '../../actions.ts';
import type { PageView, Refused } from '../../frame.ts';
import { texts } from './texts.ts';

/** Asks once more before a dossier is withdrawn: it cannot be taken back. */
export function withdrawPage(
  props: PageView & { dossier: DossierView; idempotencyKey: string; refused?: Refused },
): string {
  const { language, dossier, refused } = props;
  const words = texts[language];
  const path = `/dossiers/${dossier.id}`;
  const name = dossier.answers.child?.fullName;
  return renderPage(
    <Page {...props} title={words.title} width="narrow" refused={refused !== undefined}>
      <BackLink href={path} label={words.back} />
      <PageTitle title={words.title} lead={words.lead} />
      {refused?.general && <Notice tone="danger" live title={refused.general} />}
      {refused && <ErrorSummary messages={refused.messages} />}
      <Card>
        <KeyValue
          pairs={[
            { label: words.number, value: dossier.number ?? dossier.reference },
            ...(name ? [{ label: words.name, value: name }] : []),
          ]}
        />
        <Form
          action={`${path}/withdraw`}
          idempotencyKey={props.idempotencyKey}
          values={refused?.values ?? {}}
          messages={refused?.messages ?? {}}
        >
          <TextArea name="reason" label={words.reason} hint={words.reasonHint} optional rows={3} maxlength={500} />
          <Buttons>
            <Button danger>{words.confirm}</Button>
            <LinkButton href={path} look="secondary">
              {words.keep}
            </LinkButton>
          </Buttons>
        </Form>
      </Card>
    </Page>,
  );
}
