import type { Route } from '../../kernel/route.ts';
import { deskRoutes } from './desk/routes.ts';
import { officeRoutes } from './office/routes.ts';

/** The pages of the population register for the officials who keep it: residence in communes, identity cards at the ministry. */
export const routes: Route[] = [...deskRoutes, ...officeRoutes];
