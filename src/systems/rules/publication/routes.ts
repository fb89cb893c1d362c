import { Type } from 'typebox';
import { frameOf } from '../../../design/index.ts';
import { type Route, download, html, route } from '../../../kernel/route.ts';
import { EditionNumber, RuleSetId } from '../desk/routes.ts';
import { publishedEditions, publishedModel } from './actions.ts';
import { decisionTablesPage } from './page/page.tsx';

/** What is law as decision tables, for everybody. */
export const publicationRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/decision-tables',
    who: 'anyone',
    async answer(asked) {
      const { house, language, path } = asked;
      const editions = await publishedEditions(house);
      return html(decisionTablesPage({ language, path, frame: frameOf(asked), editions }));
    },
  }),
  route({
    method: 'GET',
    path: '/decision-tables/:set/:number/model.dmn',
    who: 'anyone',
    params: Type.Object({ set: RuleSetId, number: EditionNumber }),
    async answer({ house, params }) {
      const { set, number } = params;
      const model = await publishedModel(house, { ruleSet: set, number: Number(number) });
      return download(Buffer.from(model), 'application/xml; charset=utf-8', `${set}-${number}.dmn`);
    },
  }),
];
