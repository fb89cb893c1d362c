import { Type } from 'typebox';
import { sentenceOf } from '../../../kernel/http.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { messagesOf } from '../../../kernel/refused-form.ts';
import { type Asked, type Route, download, html, route } from '../../../kernel/route.ts';
import { viewOf } from '../frame.ts';
import { type InTheWay, enterpriseNamePage } from '../pages/enterprise-name/page.tsx';
import { enterprisePage } from '../pages/enterprise/page.tsx';
import { enterprisesPage } from '../pages/enterprises/page.tsx';
import { myEnterprisesPage } from '../pages/my-enterprises/page.tsx';
import { type NameChecked, checkName, lookUp, readCertificate, readEnterprise, readMine } from './actions.ts';

const MOST_PAGES = 5;
const Names = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 250 })),
  foreignName: Type.Optional(Type.String({ maxLength: 250 })),
  shortName: Type.Optional(Type.String({ maxLength: 100 })),
});

/** What everyone may look up of enterprises, and the enterprises of who is signed in. */
export const enterpriseRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/enterprises',
    who: 'anyone',
    query: Type.Object({
      words: Type.Optional(Type.String({ maxLength: 200 })),
      page: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES })),
    }),
    async answer(asked) {
      const { words, page = 1 } = asked.query;
      const result = words === undefined ? undefined : await lookUp(asked, { words, page });
      return html(enterprisesPage({ ...(await viewOf(asked)), search: { words, page }, result }));
    },
    async refused(asked, refusal) {
      const words = typeof asked.query.words === 'string' ? asked.query.words : undefined;
      const view = { ...(await viewOf(asked)), search: { words, page: 1 }, result: undefined };
      return html(enterprisesPage({ ...view, messages: besideFirst(messagesOf(asked, refusal), 'words') }));
    },
  }),
  route({
    method: 'GET',
    path: '/enterprises/name',
    who: 'anyone',
    query: Names,
    async answer(asked) {
      const { name, ...others } = asked.query;
      const checked = name === undefined ? undefined : inTheWay(asked, await checkName(asked, { name, ...others }));
      return html(enterpriseNamePage({ ...(await viewOf(asked)), typed: asked.query, checked }));
    },
    async refused(asked, refusal) {
      const typed = asked.query as { name?: string };
      const view = { ...(await viewOf(asked)), typed, checked: undefined };
      return html(enterpriseNamePage({ ...view, messages: besideFirst(messagesOf(asked, refusal), 'name') }));
    },
  }),
  route({
    method: 'GET',
    path: '/enterprises/:code',
    who: 'anyone',
    params: Type.Object({ code: Type.String({ pattern: '^\\d{10}$' }) }),
    async answer(asked) {
      const { code } = asked.params;
      const enterprise = await readEnterprise(asked, code);
      return html(enterprisePage({ ...(await viewOf(asked)), code, enterprise }), enterprise ? 200 : 404);
    },
  }),
  route({
    method: 'GET',
    path: '/my-enterprises',
    who: 'person',
    async answer(asked) {
      return html(myEnterprisesPage({ ...(await viewOf(asked)), mine: await readMine(asked) }));
    },
  }),
  route({
    method: 'GET',
    path: '/my-enterprises/:code/certificate',
    who: 'person',
    params: Type.Object({ code: Type.String({ pattern: '^\\d{10}$' }) }),
    async answer(asked) {
      const { code } = asked.params;
      const bytes = await readCertificate(asked, code);
      if (!bytes) throw new Refusal('enterprise.no_certificate', 404);
      return download(bytes, 'application/pdf', `giay-chung-nhan-${code}.pdf`);
    },
  }),
];

/** What stands in the way of a name, in sentences. */
function inTheWay(
  { house, language }: Pick<Asked, 'house' | 'language'>,
  { problems, conflicts }: NameChecked,
): InTheWay[] {
  return [
    ...problems.map((code) => ({ sentence: sentenceOf(house, code, {}, language), isForOfficers: false })),
    ...conflicts.map(({ code, clause, enterpriseCode, name }) => ({
      sentence: sentenceOf(house, code, {}, language),
      ...(clause ? { clause } : {}),
      isForOfficers: clause === undefined,
      other: { name, code: enterpriseCode },
    })),
  ];
}

/** A sentence of the whole stands beside the only field that there is. */
const besideFirst = ({ '': whole, ...messages }: Record<string, string>, field: string): Record<string, string> =>
  whole === undefined ? messages : { [field]: whole };
