import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Route } from './route.ts';

/** What a request brings to a route that takes no bytes. */
export const NO_BYTES = Buffer.alloc(0);

/** A route whose body is read as it stands, and only in its own media type. */
export function takingBytes({ who, bytes }: Route, place: RouteOptions) {
  if (who !== 'anyone' && who !== 'machine') throw new Error(`${place.url} takes bytes and knows no sessions`);
  const { type, largest_bytes } = bytes!;
  return async (own: FastifyInstance): Promise<void> => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: largest_bytes }, (_request, body, done) =>
      done(null, body),
    );
    own.route(place);
  };
}
