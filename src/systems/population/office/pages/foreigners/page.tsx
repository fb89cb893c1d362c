import { countryName } from '../../../../../country/index.ts';
import {
  Buttons,
  DataTable,
  type Frame,
  LinkButton,
  Page,
  PageTitle,
  SearchBox,
  Section,
  renderPage,
} from '../../../../../design/index.ts';
import { type Language, formatDate } from '../../../../../kernel/text.ts';
import type { Foreigner } from '../../actions.ts';
import { OFFICE_FORMS } from '../../forms.ts';
import { texts } from '../texts.ts';

/** The search for foreigners. */
export function foreignersPage(props: {
  language: Language;
  path: string;
  frame: Frame;
  words: string | undefined;
  found: readonly Foreigner[] | undefined;
}): string {
  const { language, path, frame, found } = props;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.foreigners} path={path} frame={frame}>
      <PageTitle title={words.foreigners} lead={words.foreignersLead} />
      <SearchBox
        action="/desk/foreigners"
        name="words"
        label={words.find}
        placeholder={words.findHint}
        button={words.findButton}
        value={props.words}
        look="plain"
      />
      {found && (
        <Section title={words.found}>
          {found.length === 0 ? (
            <p role="status">{words.foundNobody}</p>
          ) : (
            <DataTable
              caption={words.found}
              captionHidden
              columns={[
                { key: 'name', label: words.name },
                { key: 'bornOn', label: words.bornOn },
                { key: 'nationality', label: words.nationality },
                { key: 'passport', label: words.passport },
              ]}
              rows={found.map((one) => ({
                key: one.id,
                href: `/desk/foreigners/${one.id}`,
                cells: {
                  name: one.fullName,
                  bornOn: formatDate(one.bornOn, language),
                  nationality: countryName(one.nationality, language),
                  passport: one.passportNumber,
                },
              }))}
            />
          )}
        </Section>
      )}
      <Buttons>
        <LinkButton href="/desk/foreigners/new" look="secondary" icon="plus">
          {OFFICE_FORMS.new.title[language]}
        </LinkButton>
      </Buttons>
    </Page>,
  );
}
