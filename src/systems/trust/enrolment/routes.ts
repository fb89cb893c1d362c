import { frameOf } from '../../../design/index.ts';
import { html, route, type Route } from '../../../kernel/route.ts';
import { developersPage } from '../pages/developers/page.tsx';

/** For those who run machines: how to get a certificate. */
export const enrolmentRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/trust/developers',
    who: 'anyone',
    answer(asked) {
      const { language, path, house } = asked;
      const { baseUrl: base, acmeAccounts, acmeHttpPort: httpPort, demo: isDemo } = house.config;
      return html(
        developersPage({
          language,
          path,
          frame: frameOf(asked),
          base,
          isOpen: acmeAccounts === 'open',
          isDemo,
          httpPort,
        }),
      );
    },
  }),
];
