import { createServer, type IncomingMessage, type Server } from 'node:http';
import { MOST_WITNESS_BYTES } from './protocol.ts';
import { answerAddCheckpoint, type Witness } from './witness.ts';

const REQUEST_WITHIN_MS = 10_000;

/** Serves a witness: `POST /add-checkpoint` and nothing else. */
export function serveWitness(witness: Witness): Server {
  const server = createServer((request, response) => {
    const end = (status: number, contentType: string, body: string) =>
      response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body);
    const refuse = (status: number, reason: string) => end(status, 'text/plain; charset=utf-8', `${reason}\n`);
    if (request.url !== '/add-checkpoint') return void refuse(404, 'there is only /add-checkpoint');
    if (request.method !== 'POST') return void refuse(405, 'POST a checkpoint');
    bodyOf(request).then(
      (text) => {
        if (text === undefined) return void refuse(413, `at most ${MOST_WITNESS_BYTES} bytes`);
        try {
          const { status, contentType, body } = answerAddCheckpoint(witness, text, new Date());
          end(status, contentType, body);
        } catch (error) {
          // What could not be remembered was not cosigned.
          console.error(error);
          refuse(500, 'the witness cannot remember what it sees');
        }
      },
      () => request.destroy(),
    );
  });
  server.requestTimeout = REQUEST_WITHIN_MS;
  server.headersTimeout = REQUEST_WITHIN_MS;
  return server;
}

/** The body as text; undefined when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += (part as Buffer).length;
    if (length > MOST_WITNESS_BYTES) return undefined;
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}
