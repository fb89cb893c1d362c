import {
  Button,
  Buttons,
  DataTable,
  DateField,
  EmptyState,
  Form,
  type Frame,
  LinkButton,
  Page,
  PageTitle,
  Section,
  SelectField,
  TextField,
  renderPage,
} from '../../../../../design/index.ts';
import { type Bilingual, type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import type { Staff } from '../../actions.ts';
import { FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** The positions of an agency on a day, who holds them, and what is due; the ways to new decisions. */
export function agencyPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  agencies: readonly { code: string; name: Bilingual }[];
  asked: { agencyCode: string; on: string };
  staff: Staff & { receipt: string };
}): string {
  const { language, path, frame, agencies, asked, staff } = props;
  const words = texts[language];
  const agency = agencies.find(({ code }) => code === asked.agencyCode);
  return renderPage(
    <Page language={language} title={words.desk} path={path} frame={frame}>
      <PageTitle over={words.desk} title={agency?.name[language] ?? asked.agencyCode} lead={words.lead} />
      <Form
        action="/desk/personnel"
        method="get"
        label={words.agency}
        values={{ agency: asked.agencyCode, on: asked.on }}
      >
        <SelectField
          name="agency"
          label={words.agency}
          placeholder={null}
          choices={agencies.map(({ code, name }) => ({ value: code, label: name[language] }))}
        />
        <DateField name="on" label={words.on} />
        <Button icon="search">{words.show}</Button>
      </Form>
      <Section title={words.positions}>
        {staff.positions.length === 0 ? (
          <EmptyState title={words.noPositions} icon="users">
            <p>{words.noPositionsHint}</p>
          </EmptyState>
        ) : (
          <DataTable
            caption={words.positions}
            captionHidden
            columns={[
              { key: 'title', label: words.title },
              { key: 'code', label: words.code },
              { key: 'staff', label: words.staff },
              { key: 'holders', label: words.holders },
            ]}
            rows={staff.positions.map((position) => ({
              key: position.code,
              cells: {
                title: position.title,
                code: position.code,
                staff: `${position.holders.length} / ${position.staffLimit}`,
                holders: position.holders.length
                  ? position.holders.map(({ number, fullName, since }) => (
                      <p key={number}>
                        <a href={`/desk/personnel/${number}`}>{fullName}</a> ({formatDate(since, language)})
                      </p>
                    ))
                  : words.vacant,
              },
            }))}
          />
        )}
      </Section>
      <Section title={words.due}>
        {staff.due.length === 0 ? (
          <p>{words.nothingDue}</p>
        ) : (
          <DataTable
            caption={words.due}
            captionHidden
            columns={[
              { key: 'who', label: words.who },
              { key: 'what', label: words.what },
              { key: 'day', label: words.day },
            ]}
            rows={staff.due.map(({ number, fullName, what, on }) => ({
              key: `${number} ${what}`,
              href: `/desk/personnel/${number}`,
              cells: { who: fullName, what: words[what], day: formatDate(on, language) },
            }))}
          />
        )}
        <p class="mc-hint">{fill(words.receipt, { receipt: staff.receipt })}</p>
      </Section>
      <Section title={words.forms}>
        <Buttons>
          {Object.entries(FORMS)
            .filter(([, { of }]) => of === 'agency')
            .map(([act, { title }]) => (
              <LinkButton
                key={act}
                href={`/desk/personnel/new/${act}?agency=${encodeURIComponent(asked.agencyCode)}`}
                look="secondary"
                icon="plus"
              >
                {title[language]}
              </LinkButton>
            ))}
        </Buttons>
        <Form action="/desk/personnel/open" method="get" label={words.open}>
          <TextField
            name="number"
            label={words.number}
            inputmode="numeric"
            autocomplete="off"
            length={14}
            maxlength={20}
          />
          <Button icon="search">{words.openButton}</Button>
        </Form>
      </Section>
    </Page>,
  );
}
