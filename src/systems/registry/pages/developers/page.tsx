import { DataTable, type Frame, Page, PageTitle, renderPage } from '../../../../design/index.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { RegisterDefinition } from '../../definition.ts';
import { texts } from './texts.ts';

/** The registers with their descriptions for programs. */
export function developersPage({
  language,
  path,
  frame,
  registers,
}: {
  language: Language;
  path: string;
  frame: Frame;
  registers: readonly { register: RegisterDefinition; kinds: readonly string[] }[];
}): string {
  const words = texts[language];
  return renderPage(
    <Page language={language} title={words.title} path={path} frame={frame}>
      <PageTitle title={words.title} lead={words.lead} />
      <DataTable
        caption={words.registers}
        columns={[
          { key: 'register', label: words.register },
          { key: 'owner', label: words.owner },
          { key: 'kinds', label: words.kinds },
          { key: 'document', label: words.document },
        ]}
        rows={registers.map(({ register, kinds }) => ({
          key: register.system,
          cells: {
            register: register.title[language],
            owner: register.owner.name,
            kinds: kinds.join(', '),
            document: (
              <a class="ds-link" href={`/openapi/${register.system}.json`}>
                {`${register.system}.json`}
              </a>
            ),
          },
        }))}
      />
    </Page>,
  );
}
