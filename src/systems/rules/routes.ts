import type { Route } from '../../kernel/route.ts';
import { compareRoutes } from './compare/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { editorRoutes } from './editor/routes.ts';
import { trialRoutes } from './trial/routes.ts';

/** The desk of those who draft law. What the law says to a person is on the portal. */
export const routes: Route[] = [...deskRoutes, ...editorRoutes, ...trialRoutes, ...compareRoutes];
