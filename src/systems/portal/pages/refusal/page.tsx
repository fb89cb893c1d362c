import { Buttons, KeyValue, LinkButton, PATHS, Page, PageTitle, renderPage } from '../../../../design/index.ts';
import { sentenceOf } from '../../../../kernel/http.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { edgeFrameOf } from '../../frame.ts';
import { texts } from './texts.ts';

type AnyAsked = Asked<unknown, unknown, unknown>;

/** The page of a refusal that no form shows: what cannot be done, why, and where to go from here. */
export function refusalPage(asked: AnyAsked, refusal: Refusal): string {
  const { house, language } = asked;
  const words = texts[language];
  const key = `title${refusal.status}`;
  const title = key in words ? words[key as keyof typeof words] : words.titleOther;
  const sentences = [
    ...(refusal.fields.length > 0 && refusal.code === 'input.invalid'
      ? []
      : [sentenceOf(house, refusal.code, refusal.values, language)]),
    ...refusal.fields.map(({ code, values }) => sentenceOf(house, code, values ?? {}, language)),
  ];
  return renderPage(
    <Page language={language} path={asked.path} frame={edgeFrameOf(asked)} title={title} width="narrow">
      <PageTitle title={title} lead={[...new Set(sentences)].join(' ')} />
      <Buttons>
        <WayOut asked={asked} needsSignIn={refusal.status === 401} />
      </Buttons>
    </Page>,
  );
}

/** The page of a fault of ours: that it is ours, its number, what to do. It says nothing of what went wrong inside. */
export function faultPage(asked: AnyAsked, incident: string): string {
  const { language } = asked;
  const words = texts[language];
  return renderPage(
    <Page language={language} path={asked.path} frame={edgeFrameOf(asked)} title={words.faultTitle} width="narrow">
      <PageTitle title={words.faultTitle} lead={words.faultLead} />
      <KeyValue pairs={[{ label: words.incident, value: incident }]} />
      <p>{words.incidentDo}</p>
      <Buttons>
        <WayOut asked={asked} needsSignIn={false} />
      </Buttons>
    </Page>,
  );
}

function WayOut({ asked, needsSignIn }: { asked: AnyAsked; needsSignIn: boolean }) {
  const words = texts[asked.language];
  const area = asked.session?.area;
  if (needsSignIn) return <LinkButton href={PATHS.signIn}>{words.signIn}</LinkButton>;
  if (area === 'desk') return <LinkButton href={PATHS.desk}>{words.desk}</LinkButton>;
  return (
    <>
      <LinkButton href={PATHS.home}>{words.home}</LinkButton>
      {area === 'portal' && (
        <LinkButton href="/dossiers" look="secondary">
          {words.cases}
        </LinkButton>
      )}
    </>
  );
}
