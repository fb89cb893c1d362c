import type { Route } from '../../kernel/route.ts';
import { deskRoutes } from './desk/routes.ts';

/** The pages of the population register for the officials who keep it. */
export const routes: Route[] = [...deskRoutes];
