import type { ComponentChildren } from 'preact';
import { BackLink, Page, PageTitle, frameOf } from '../../../../design/index.ts';
import type { Asked } from '../../../../kernel/route.ts';
import { PASSKEY_SCRIPT } from '../../pages/passkey-script.ts';
import { texts } from './texts.ts';

/** A page on which one thing is agreed to by a passkey, with the way back to one's signatures. */
export function NarrowPage(props: {
  asked: Asked<unknown, unknown, unknown>;
  area: 'portal' | 'desk';
  base: string;
  title: string;
  lead?: string;
  children: ComponentChildren;
}) {
  const { asked, area, base, title, lead, children } = props;
  const { language, path } = asked;
  return (
    <Page
      language={language}
      title={title}
      path={path}
      frame={frameOf(asked, area)}
      width="narrow"
      scripts={[PASSKEY_SCRIPT]}
    >
      <BackLink href={base} label={texts[language].back} />
      <PageTitle title={title} lead={lead} />
      {children}
    </Page>
  );
}
