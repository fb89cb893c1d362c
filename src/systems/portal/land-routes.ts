import { Type } from 'typebox';
import { type Route, download, html, route } from '../../kernel/route.ts';
import { readOwnCertificate, readOwnLand } from './actions.ts';
import { viewOf } from './frame.ts';
import { myLandPage } from './pages/my-land/page.tsx';

/** A person's own land, and its certificates. */
export const landRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/my-land',
    who: 'person',
    async answer(asked) {
      return html(myLandPage({ ...(await viewOf(asked)), land: await readOwnLand(asked) }));
    },
  }),
  route({
    method: 'GET',
    path: '/my-land/certificates/:serial',
    who: 'person',
    params: Type.Object({ serial: Type.String({ pattern: '^[A-Z]{2}\\d{8}$' }) }),
    async answer(asked) {
      const { bytes, filename } = await readOwnCertificate(asked, asked.params.serial);
      return download(bytes, 'application/pdf', filename);
    },
  }),
];
