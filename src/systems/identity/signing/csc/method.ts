import { type Static, type TSchema, Type } from 'typebox';
import { parse } from '../../../../kernel/input.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { type Asked, type Route, json, route } from '../../../../kernel/route.ts';
import { readOwnCredential } from '../../../trust/index.ts';
import { readSigningToken, type SigningToken } from '../authorization/actions.ts';
import { errorOf } from './answers.ts';

/** How every method of the API is asked and answered: a POST of JSON with an access token. */

export const LARGEST_REQUEST_BYTES = 64 * 1024;

export const Text = (most: number) => Type.String({ maxLength: most });
export const spoken = { lang: Type.Optional(Text(20)), clientData: Type.Optional(Text(2_000)) };
export const CredentialId = Type.String({ format: 'uuid' });

/** A method of the API: its input, and what it answers to whom. */
export function method<Schema extends TSchema>(
  name: string,
  input: Schema,
  answer: (asked: Asked, token: SigningToken, given: Static<Schema>) => Promise<object>,
  largest_bytes = LARGEST_REQUEST_BYTES,
): Route {
  return route({
    method: 'POST',
    path: `/csc/v2/${name}`,
    who: 'anyone',
    bytes: { type: 'application/json', largest_bytes },
    async answer(asked) {
      try {
        const token = await tokenOf(asked as never);
        const answered = await answer(asked as never, token, parse(input, bodyOf(asked.bytes)));
        // A handle says that the person has not answered yet (§11.6).
        return json(answered, 'handle' in answered ? 202 : 200);
      } catch (error) {
        return errorOf(error, name);
      }
    },
  });
}

/** Who asks. Refuses `signing.token_refused`. */
async function tokenOf({ house, header }: Asked): Promise<SigningToken> {
  const [, bearer] = /^Bearer ([\w.~+/-]{1,8192}=*)$/i.exec(header('authorization') ?? '') ?? [];
  const token = bearer && (await readSigningToken(house, bearer));
  if (!token) throw new Refusal('signing.token_refused', 401);
  return token;
}

function bodyOf(bytes: Buffer): unknown {
  try {
    return bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('input.invalid', 422);
  }
}

/**
 * The activation data by which somebody signs: what `credentials/authorizeCheck` told, or with a token of scope `service` the one of scope `credential` is shown beside it; both must be
 * the same person's and application's. Refuses `signing.sad_refused`.
 */
export async function activationDataOf(
  { house }: Pick<Asked, 'house'>,
  token: SigningToken,
  given: { credentialID: string; SAD?: string },
): Promise<{ sad: string; application: string; credentialId: string }> {
  const { application, personalNumber } = token;
  if (application.authorises === 'explicit' && /^[\w-]{43}$/.test(given.SAD ?? '')) {
    const { id: credentialId } = await readOwnCredential(house, { credentialId: given.credentialID, personalNumber });
    return { sad: given.SAD!, application: application.id, credentialId };
  }
  const agreed = token.scope === 'credential' ? token : given.SAD && (await readSigningToken(house, given.SAD));
  const isOwn =
    agreed &&
    agreed.personalNumber === token.personalNumber &&
    agreed.application.id === token.application.id &&
    agreed.credentialId === given.credentialID;
  if (!isOwn || !agreed.sad) throw new Refusal('signing.sad_refused', 403);
  return { sad: agreed.sad, application: agreed.application.id, credentialId: given.credentialID };
}
