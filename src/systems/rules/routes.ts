import type { Route } from '../../kernel/route.ts';
import { compareRoutes } from './compare/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { editorRoutes } from './editor/routes.ts';
import { publicationRoutes } from './publication/routes.ts';
import { trialRoutes } from './trial/routes.ts';

/** The desk of those who draft law, and what is law for everybody. What the law says to a person is on the portal. */
export const routes: Route[] = [...publicationRoutes, ...deskRoutes, ...editorRoutes, ...trialRoutes, ...compareRoutes];
