import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { type Route, html, route } from '../../../kernel/route.ts';
import { DRAFTING_POST } from '../edition/actions.ts';
import { compareEditions } from './actions.ts';
import { comparisonPage } from './pages/comparison/page.tsx';

const EditionNumber = Type.String({ pattern: '^[1-9][0-9]{0,5}$' });

/** Which cases a later edition answers differently. */
export const compareRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/rules/:set/compare/:before/:after',
    who: { official: [DRAFTING_POST] },
    params: Type.Object({
      set: Type.String({ maxLength: 80, pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$' }),
      before: EditionNumber,
      after: EditionNumber,
    }),
    async answer(asked) {
      const { set, before, after } = asked.params;
      const compared = await compareEditions(asked.house, {
        ruleSet: set,
        before: Number(before),
        after: Number(after),
      });
      const { language, path } = asked;
      return html(comparisonPage({ language, path, frame: frameOf(asked, 'desk'), compared }));
    },
  }),
];
