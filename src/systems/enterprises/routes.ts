import type { Route } from '../../kernel/route.ts';
import { applyingRoutes } from './applying/routes.ts';
import { applicationRoutes } from './desk/applications/routes.ts';
import { deskRoutes } from './desk/routes.ts';

/** The pages of the enterprise register: where people apply, and the desks of officials. What is public is on the portal. */
export const routes: Route[] = [...applyingRoutes, ...applicationRoutes, ...deskRoutes];
