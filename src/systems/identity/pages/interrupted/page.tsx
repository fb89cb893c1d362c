import { LinkButton, Page, PageTitle, renderPage, frameOf } from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { SITES } from '../../provider/addresses.ts';
import { texts } from './texts.ts';

/** A sign-in that cannot go on, and the way to begin it anew. */
export function interruptedPage(asked: Asked<unknown, unknown, unknown>, area: 'portal' | 'desk'): string {
  const words = texts[asked.language];
  return renderPage(
    <Page
      language={asked.language}
      title={words.title}
      path={asked.path}
      frame={frameOf(asked, 'public')}
      width="narrow"
      refused
    >
      <PageTitle title={words.title} lead={words.lead} />
      <LinkButton href={SITES[area].signInPath}>{words.again}</LinkButton>
    </Page>,
  );
}
