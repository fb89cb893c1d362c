import type { Route } from '../../kernel/route.ts';
import { deskRoutes } from './desk/routes.ts';

/** The pages of the enterprise register for officials; those for people are the portal's. */
export const routes: Route[] = deskRoutes;
