import {
  Button,
  Buttons,
  Columns,
  DataTable,
  EmptyState,
  Form,
  LinkButton,
  Page,
  PageTitle,
  Pager,
  SelectField,
  TextField,
  renderPage,
} from '../../../../design/index.ts';
import { civilDate } from '../../../../kernel/clock.ts';
import { type Language, formatDate } from '../../../../kernel/text.ts';
import type { Alarm } from '../alarms/actions.ts';
import { type CertificateFilter, type ListedCertificate, STANDINGS } from '../certificates/actions.ts';
import {
  AlarmNotice,
  type DeskView,
  HERE,
  StandingTag,
  WaitingNotice,
  holderText,
  profileText,
  serialText,
} from './page-parts.tsx';
import { machineTexts } from './machine-texts.ts';
import { PROFILE_WORDS, STANDING_WORDS, texts } from './texts.ts';

interface CertificatesPage extends DeskView {
  filter: CertificateFilter;
  page: number;
  certificates: readonly ListedCertificate[];
  hasMore: boolean;
  open: number;
  raised: readonly Alarm[];
}

/** All certificates, by filters in the address. */
export function certificatesPage(view: CertificatesPage): string {
  const { language, path, frame, filter, page, certificates, hasMore, open, raised } = view;
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.certificates} path={path} frame={frame}>
      <PageTitle over={words.desk} title={words.certificates} lead={words.certificatesLead} />
      <AlarmNotice raised={raised} language={language} />
      <WaitingNotice open={open} language={language} />
      <Form
        action={HERE}
        method="get"
        label={words.search}
        values={{ words: filter.words, profile: filter.profile, standing: filter.standing }}
      >
        <TextField
          name="words"
          type="search"
          label={words.words}
          hint={words.wordsHint}
          autocomplete="off"
          maxlength={100}
          optional
        />
        <Columns>
          <SelectField
            name="profile"
            label={words.profile}
            placeholder={words.anyProfile}
            optional
            choices={Object.entries(PROFILE_WORDS).map(([value, label]) => ({ value, label: label[language] }))}
          />
          <SelectField
            name="standing"
            label={words.standing}
            placeholder={words.anyStanding}
            optional
            choices={STANDINGS.map((value) => ({ value, label: STANDING_WORDS[value][language] }))}
          />
        </Columns>
        <Buttons>
          <Button icon="search">{words.find}</Button>
          <LinkButton look="secondary" href={`${HERE}/seal`}>
            {words.askSeal}
          </LinkButton>
          <LinkButton look="secondary" href={`${HERE}/permits`}>
            {machineTexts[language].permits}
          </LinkButton>
        </Buttons>
      </Form>
      {certificates.length === 0 ? (
        <EmptyState title={words.none} icon="search">
          <p>{words.noneHint}</p>
        </EmptyState>
      ) : (
        <CertificateTable certificates={certificates} language={language} caption={words.certificates} />
      )}
      <Pager page={page} pages={hasMore ? page + 1 : page} path={path} />
    </Page>,
  );
}

/** Certificates, each in a line. */
export function CertificateTable({
  certificates,
  language,
  caption,
}: {
  certificates: readonly ListedCertificate[];
  language: Language;
  caption: string;
}) {
  const words = texts[language];
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={[
        { key: 'holder', label: words.holder },
        { key: 'profile', label: words.profile },
        { key: 'standing', label: words.standing },
        { key: 'until', label: words.until },
        { key: 'serial', label: words.serial },
      ]}
      rows={certificates.map(({ serial, holder, agencyCode, profile, standing, until }) => ({
        key: serial,
        href: `${HERE}/${serial}`,
        cells: {
          holder: agencyCode ? `${holder} (${agencyCode})` : holderText(holder, language),
          profile: profileText(profile, language),
          standing: <StandingTag standing={standing} language={language} />,
          until: formatDate(civilDate(until), language),
          serial: `${serialText(serial.slice(0, 8))} …`,
        },
      }))}
    />
  );
}
