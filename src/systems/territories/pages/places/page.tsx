import {
  Button,
  Buttons,
  DataTable,
  DateField,
  EmptyState,
  ErrorSummary,
  Figures,
  Form,
  Page,
  PageTitle,
  Section,
  TextField,
  renderPage,
  type FieldMessages,
  type Frame,
} from '../../../../design/index.ts';
import { fill, formatDate, formatNumber, type Language } from '../../../../kernel/text.ts';
import { communesOf, districtsOf, placeName, provincesOn, type Unit } from '../../index.ts';
import { placePath } from '../place-path.ts';
import { texts } from './texts.ts';

interface PlacesProps {
  language: Language;
  path: string;
  frame: Frame;
  /** What was typed; the date may be one that does not exist. */
  typed: { text: string; on: string };
  /** The day that the page is about. */
  date: string;
  /** Undefined when nothing was searched for. */
  found: readonly Unit[] | undefined;
  messages?: FieldMessages;
}

/** Search for a place on a day; without words, all provinces of that day. */
export function placesPage(props: PlacesProps): string {
  const { language, path, frame, typed, date, found, messages = {} } = props;
  const words = texts[language];
  const day = formatDate(date, language);
  return renderPage(
    <Page
      language={language}
      title={words.title}
      description={words.lead}
      path={path}
      frame={frame}
      refused={Object.keys(messages).length > 0}
    >
      <PageTitle title={words.title} lead={words.lead} />
      <ErrorSummary messages={messages} />
      <Form
        action="/places"
        method="get"
        values={{ q: typed.text, on: typed.on }}
        messages={messages}
        label={words.title}
      >
        <TextField
          name="q"
          type="search"
          label={words.text}
          hint={words.textHint}
          maxlength={200}
          length={40}
          autocomplete="off"
          optional
        />
        <DateField name="on" label={words.on} hint={words.onHint} optional />
        <Buttons>
          <Button>{words.search}</Button>
        </Buttons>
      </Form>
      {found ? (
        <Found found={found} text={typed.text} {...{ date, day, language }} />
      ) : (
        <Country {...{ date, day, language }} />
      )}
    </Page>,
  );
}

interface DayProps {
  date: string;
  day: string;
  language: Language;
}

function Found({ found, text, date, day, language }: DayProps & { found: readonly Unit[]; text: string }) {
  const words = texts[language];
  if (found.length === 0)
    return (
      <EmptyState icon="search" title={fill(words.none, { text, date: day })}>
        <p>{words.noneHelp}</p>
      </EmptyState>
    );
  const title = fill(words.found, { date: day });
  return (
    <Section title={title}>
      <DataTable
        caption={title}
        captionHidden
        columns={[
          { key: 'name', label: words.name },
          { key: 'liesIn', label: words.liesIn },
          { key: 'code', label: words.code, numeric: true },
        ]}
        rows={found.map((unit) => ({
          key: unit.code,
          href: placePath(unit.code, date),
          cells: {
            name: unit.fullName[language],
            liesIn: unit.parentCode === undefined ? '' : placeName(unit.parentCode, date, language),
            code: unit.code,
          },
        }))}
      />
    </Section>
  );
}

function Country({ date, day, language }: DayProps) {
  const words = texts[language];
  const title = fill(words.provinces, { date: day });
  const provinces = provincesOn(date).map((unit) => ({
    unit,
    communes: communesOf(unit.code, date).length,
    districts: districtsOf(unit.code, date).length,
  }));
  const sum = (key: 'communes' | 'districts') => provinces.reduce((total, province) => total + province[key], 0);
  const districts = sum('districts');
  return (
    <>
      <Section title={title}>
        <DataTable
          caption={title}
          captionHidden
          columns={[
            { key: 'name', label: words.name },
            { key: 'communes', label: words.communes, numeric: true },
            { key: 'code', label: words.code, numeric: true },
          ]}
          rows={provinces.map(({ unit, communes }) => ({
            key: unit.code,
            href: placePath(unit.code, date),
            cells: { name: unit.fullName[language], communes: formatNumber(communes, language), code: unit.code },
          }))}
        />
      </Section>
      <Figures
        label={fill(words.countryOn, { date: day })}
        figures={[
          { value: formatNumber(provinces.length, language), label: words.provinceCount },
          ...(districts ? [{ value: formatNumber(districts, language), label: words.districtCount }] : []),
          { value: formatNumber(sum('communes'), language), label: words.communeCount },
        ]}
      />
    </>
  );
}
