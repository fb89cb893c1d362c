import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { type Asked, type Route, html, route } from '../../../kernel/route.ts';
import { DRAFTING_POST, mayDraft, openRuleSet, ruleSets } from '../edition/actions.ts';
import { ruleSetPage } from './pages/rule-set/page.tsx';
import { ruleSetsPage } from './pages/rule-sets/page.tsx';

const who = { official: [DRAFTING_POST] };
/** Of a request, what the pages of this desk need. */
type Page = Pick<Asked<unknown, unknown, unknown>, 'house' | 'language' | 'session' | 'formToken' | 'path'>;
/** What every page is given. */
const viewOf = (asked: Page) => ({ language: asked.language, path: asked.path, frame: frameOf(asked, 'desk') });

export const RuleSetId = Type.String({ maxLength: 80, pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)*$' });
export const EditionNumber = Type.String({ pattern: '^[1-9][0-9]{0,5}$' });

/** The desk of the law: rule sets and their editions. */
export const deskRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/desk/rules',
    who,
    async answer(asked) {
      return html(ruleSetsPage({ ...viewOf(asked), sets: await ruleSets(asked.house) }));
    },
  }),
  route({
    method: 'GET',
    path: '/desk/rules/:set',
    who,
    params: Type.Object({ set: RuleSetId }),
    async answer(asked) {
      const { ruleSet, editions } = await openRuleSet(asked.house, asked.params.set);
      const isOwn = mayDraft(asked.session!.holder, ruleSet);
      return html(ruleSetPage({ ...viewOf(asked), ruleSet, editions, isOwn }));
    },
  }),
];
