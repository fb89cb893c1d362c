import { sentenceOf } from '../../../kernel/http.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { route, type Answer, type Route } from '../../../kernel/route.ts';
import { enrol, MOST_EST_BYTES, readAuthorityCertificates, requestAttributes } from './actions.ts';
import { CERTIFICATES, CSR_ATTRIBUTES, encodedText } from './answer.ts';

/** An answer as RFC 7030 has it. */
const encoded = (der: Buffer, contentType: string): Answer => ({
  status: 200,
  body: encodedText(der),
  contentType,
  headers: { 'content-transfer-encoding': 'base64', 'cache-control': 'no-store' },
});

const enrolling = (path: string, kind: 'first' | 'again'): Route =>
  route({
    method: 'POST',
    path,
    who: 'anyone',
    bytes: { type: 'application/pkcs10', largest_bytes: MOST_EST_BYTES },
    async answer({ house, bytes, address, language, header }) {
      try {
        return encoded(
          await enrol(house, { bytes, address, authorization: header('authorization') }, kind),
          CERTIFICATES,
        );
      } catch (error) {
        if (!(error instanceof Refusal) || error.status !== 401) throw error;
        return {
          status: 401,
          body: sentenceOf(house, error.code, error.values, language),
          headers: { 'www-authenticate': 'Basic realm="Mot Cua EST", charset="UTF-8"' },
        };
      }
    },
  });

/** Enrolment over Secure Transport (RFC 7030): who may is in the permit that is shown. */
export const estRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/.well-known/est/cacerts',
    who: 'anyone',
    answer: async ({ house }) => encoded(await readAuthorityCertificates(house), CERTIFICATES),
  }),
  route({
    method: 'GET',
    path: '/.well-known/est/csrattrs',
    who: 'anyone',
    answer: () => encoded(requestAttributes(), CSR_ATTRIBUTES),
  }),
  enrolling('/.well-known/est/simpleenroll', 'first'),
  enrolling('/.well-known/est/simplereenroll', 'again'),
];
