import type { Route } from '../../kernel/route.ts';
import { birthRoutes } from './birth-routes.ts';
import { enterpriseRoutes } from './enterprises/routes.ts';
import { entitlementRoutes } from './entitlements/routes.ts';
import { myDataRoutes } from './my-data-routes.ts';
import { insuranceRoutes } from './insurance/routes.ts';
import { landRoutes } from './land-routes.ts';
import { maritalRoutes } from './marital/routes.ts';
import { myRoutes } from './my-routes.ts';
import { populationRoutes } from './population/routes.ts';
import { publicFinanceRoutes } from './public-finance/routes.ts';
import { publicRoutes } from './public-routes.ts';

/** What the edge shows when no route answers. */
export { faultPage, refusalPage } from './pages/refusal/page.tsx';

/** Every page of the portal, by group. */
export const routes: Route[] = [
  ...publicRoutes,
  ...birthRoutes,
  ...myRoutes,
  ...maritalRoutes,
  ...myDataRoutes,
  ...entitlementRoutes,
  ...enterpriseRoutes,
  ...insuranceRoutes,
  ...landRoutes,
  ...publicFinanceRoutes,
  ...populationRoutes,
];
