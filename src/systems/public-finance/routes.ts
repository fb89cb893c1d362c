import type { Route } from '../../kernel/route.ts';
import { deskRoutes } from './desk/routes.ts';

/** The desk of public finance. What everybody sees of it is on the portal. */
export const routes: Route[] = deskRoutes;
