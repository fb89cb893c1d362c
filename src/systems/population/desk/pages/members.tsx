import { DataTable } from '../../../../design/index.ts';
import { type Language, formatDate } from '../../../../kernel/text.ts';
import { RELATIONS } from '../../residence/choices.ts';
import type { Home } from '../actions.ts';
import { texts } from './texts.ts';

/** Who lives in a household today. */
export function Members({ home, language }: { home: Home; language: Language }) {
  const words = texts[language];
  return (
    <DataTable
      caption={words.membersNow}
      captionHidden
      columns={[
        { key: 'name', label: words.name },
        { key: 'relation', label: words.relation },
        { key: 'bornOn', label: words.bornOn },
        { key: 'since', label: words.since },
      ]}
      rows={home.members.map((member) => ({
        key: member.number,
        href: `/desk/residence/people/${member.number}`,
        cells: {
          name: member.fullName,
          relation: RELATIONS[member.relation][language],
          bornOn: formatDate(member.bornOn, language),
          since: formatDate(member.since, language),
        },
      }))}
    />
  );
}
