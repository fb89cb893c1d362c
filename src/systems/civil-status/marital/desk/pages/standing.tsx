import {
  DocumentCard,
  Fact,
  FactList,
  Grid,
  Notice,
  Section,
  StatusTag,
  type Tone,
} from '../../../../../design/index.ts';
import { type Language, fill, formatDate } from '../../../../../kernel/text.ts';
import { BOOKS, type Book } from '../../../books.ts';
import { ROLES } from '../../../role-texts.ts';
import { MARITAL_DOUBTS, VALIDITIES, type Validity } from '../../choices.ts';
import { purposeWords, statusSentence } from '../../texts.ts';
import type { MaritalStanding } from '../actions.ts';
import { texts } from './texts.ts';

const TONES: Record<Validity, Tone> = {
  valid: 'success',
  expired: 'neutral',
  replaced: 'neutral',
  changed: 'danger',
  doubtful: 'warning',
};

/** Who a person is, how they stand by the registers, and what is in doubt. */
export function StandingFacts({
  standing,
  language,
  today,
}: {
  standing: MaritalStanding;
  language: Language;
  today: string;
}) {
  const words = texts[language];
  const { person, stated, doubts, receipt } = standing;
  return (
    <Section title={words.standing}>
      <FactList evidence={{ source: words.register, date: today, receipt }} headingLevel={3}>
        <Fact label={words.name} value={person.fullName} />
        <Fact label={words.bornOn} value={formatDate(person.bornOn, language)} />
        <Fact label={words.residence} value={person.residence} />
        <Fact
          label={doubts.length ? words.statusUnsure : words.status}
          value={statusSentence(stated, person.sex, language)}
        />
      </FactList>
      {doubts.length === 0 ? (
        <p class="mc-hint">{words.clear}</p>
      ) : (
        <Notice tone="warning" title={words.doubts}>
          <p>{words.doubtsLead}</p>
          <ul class="ds-list">
            {doubts.map(({ kind, entry }, index) => (
              <li key={index}>
                {MARITAL_DOUBTS[kind][language]}
                {entry && (
                  <>
                    <br />
                    {fill(words.doubtEntry, {
                      book: BOOKS[entry.book as Book][language],
                      number: entry.number,
                      volume: entry.volume,
                      date: formatDate(entry.registeredOn, language),
                      agency: entry.agencyName,
                      people: entry.people
                        .map(({ role, fullName }) => `${fullName} (${ROLES[role]?.[language] ?? role})`)
                        .join(', '),
                    })}
                  </>
                )}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </Section>
  );
}

/** The certificates of a person, with whether each holds. */
export function Certificates({ standing, language }: { standing: MaritalStanding; language: Language }) {
  const words = texts[language];
  const { certificates } = standing;
  return (
    <Section title={words.certificates}>
      {certificates.length === 0 ? (
        <p>{words.noCertificates}</p>
      ) : (
        <Grid>
          {certificates.map(({ paper, wish, lastDay, validity }) => (
            <div key={paper.id}>
              <p>
                <StatusTag tone={TONES[validity.state]}>{VALIDITIES[validity.state][language]}</StatusTag>{' '}
                {validity.from && fill(words.notSince, { date: formatDate(validity.from, language) })}
              </p>
              <p>
                {fill(words.holdsUntil, {
                  purpose: purposeWords(wish, language),
                  date: formatDate(lastDay, language),
                })}
              </p>
              <DocumentCard
                title={paper.title[language]}
                subject={paper.holderName}
                number={paper.documentNumber}
                issuedBy={paper.issuerName}
                issuedOn={paper.issuedOn}
                signed
                downloadHref={`/desk/civil-status/papers/${paper.id}`}
                downloadDetail="PDF/A"
                verifyHref={`/verify/${paper.verificationCode}`}
              />
            </div>
          ))}
        </Grid>
      )}
    </Section>
  );
}
