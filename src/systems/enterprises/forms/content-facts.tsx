import { INDUSTRY_CLASSES } from '../../../country/index.ts';
import { Fact, FactList } from '../../../design/index.ts';
import { type Language, formatDate, formatNumber } from '../../../kernel/text.ts';
import type { Content } from '../application/schemas.ts';
import { texts } from '../desk/pages/texts.ts';
import { BRANCH_KINDS, CONTROL_GROUNDS, HOLDING_ROLES, LEGAL_FORMS, TITLES } from '../enterprise-codes.ts';
import { fraction, percentText } from '../share.ts';

interface Shown {
  content: Content;
  language: Language;
  /** Personal numbers are shown with their last three digits only. */
  masked?: boolean;
  addressOf(place: { addressLine: string; communeCode: string }): string;
}

interface Line {
  label: string;
  value: string;
}

/** What was handed in, in words. */
export function ContentFacts(props: Shown) {
  return (
    <FactList>
      {linesOf(props).map(({ label, value }, i) => (
        <Fact key={`${label} ${i}`} label={label} value={value} />
      ))}
    </FactList>
  );
}

const SHOWN_DIGITS = 3;

function linesOf({ content, language, masked, addressOf }: Shown): Line[] {
  const words = texts[language];
  const said: Record<string, unknown> = content.registration ?? content.household ?? content.change?.act ?? {};
  const capital = typeof said.capital === 'number' ? said.capital : undefined;
  const who = (number: string): string => {
    const shown =
      masked && number.length === 12 ? `${'•'.repeat(12 - SHOWN_DIGITS)}${number.slice(-SHOWN_DIGITS)}` : number;
    return content.names[number] ? `${content.names[number]} · ${shown}` : shown;
  };
  const vnd = (amount: number) => words.vnd.replace('{amount}', formatNumber(amount, language));
  const lines: Line[] = [];
  const say = (label: string, value: string | undefined) => value && lines.push({ label, value });
  const text = (field: string) => (typeof said[field] === 'string' ? said[field] : undefined);
  say(words.name, text('name'));
  say(words.foreignName, text('foreignName'));
  say(words.shortName, text('shortName'));
  const legalForm = text('legalForm') as keyof typeof LEGAL_FORMS | undefined;
  say(words.form, legalForm && LEGAL_FORMS[legalForm][language]);
  const kind = text('kind') as keyof typeof BRANCH_KINDS | undefined;
  say(words.branchKind, kind && BRANCH_KINDS[kind][language]);
  const [addressLine, communeCode] = [text('addressLine'), text('communeCode')];
  say(words.address, addressLine && communeCode && addressOf({ addressLine, communeCode }));
  say(words.capital, capital === undefined ? undefined : vnd(capital));
  const industries = (said.industries as string[] | undefined) ?? (text('vsicCode') ? [text('vsicCode')!] : []);
  for (const code of industries)
    say(words.industries, `${code} · ${INDUSTRY_CLASSES.get(code)?.title[language] ?? ''}`);
  const holders = (said.holders as NonNullable<Content['registration']>['holders'] | undefined) ?? [];
  const whole = capital ?? holders.reduce((sum, { contribution }) => sum + contribution, 0);
  for (const { holder, role, contribution } of holders) {
    const share = percentText(fraction(contribution, Math.max(whole, 1)), language);
    say(HOLDING_ROLES[role][language], `${who(holder)} · ${vnd(contribution)} (${share})`);
  }
  const representatives =
    (said.representatives as NonNullable<Content['registration']>['representatives'] | undefined) ?? [];
  for (const { personNumber, title } of representatives)
    say(words.representatives, `${who(personNumber)} · ${TITLES[title][language]}`);
  const owners = content.registration?.beneficialOwners ?? [];
  for (const { personNumber, ground, details } of owners)
    say(
      words.beneficialOwners,
      [who(personNumber), CONTROL_GROUNDS[ground][language], details].filter(Boolean).join(' · '),
    );
  say(words.holder, text('holder') && who(text('holder')!));
  say(words.paidIn, typeof said.paidIn === 'number' ? vnd(said.paidIn) : undefined);
  say(words.person, text('personNumber') && who(text('personNumber')!));
  const ground = text('ground') as keyof typeof CONTROL_GROUNDS | undefined;
  say(words.ground, ground && CONTROL_GROUNDS[ground]?.[language]);
  say(words.details, text('details'));
  say(words.head, text('headNumber') && who(text('headNumber')!));
  say(words.branchCode, text('branchCode'));
  const from = content.change?.on ?? text('on');
  say(words.suspendOn, from && formatDate(from, language));
  say(words.until, text('until') && formatDate(text('until')!, language));
  if (said.debtsSettled === true) say(words.debts, words.debtsSettled);
  return lines;
}
