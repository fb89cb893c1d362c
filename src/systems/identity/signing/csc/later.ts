import { Type } from 'typebox';
import { Refusal } from '../../../../kernel/refusal.ts';
import { DEFERRED_KEPT_MS, MOST_DEFERRED_KEPT_MS, readDeferred, signLater } from '../../../trust/index.ts';
import type { SigningToken } from '../authorization/actions.ts';
import { answerOf } from './sign-doc-answer.ts';
import { method, spoken, Text, type activationDataOf } from './method.ts';
import type { Asked } from '../../../../kernel/route.ts';

/**
 * Asynchronous operation (`operationMode` A of §11.10 and §11.11, and `signatures/signPolling`): the application gets a `responseID` at once and asks
 * until it is told what came of it. We call nobody back.
 */

/** What the two methods that sign take for it. `validity_period` is in milliseconds. */
export const operation = {
  operationMode: Type.Optional(Type.Union([Type.Literal('S'), Type.Literal('A')])),
  validity_period: Type.Optional(Type.Integer({ minimum: 1_000, maximum: MOST_DEFERRED_KEPT_MS })),
  response_uri: Type.Optional(Text(2_000)),
};
interface Operation {
  operationMode?: 'S' | 'A';
  validity_period?: number;
  response_uri?: string;
}

/** Whether it is to be signed later. Refuses `csc.not_asynchronous` for a period without it, and `csc.no_callback`. */
export function isLater({ operationMode = 'S', validity_period, response_uri }: Operation): boolean {
  if (response_uri !== undefined) throw new Refusal('csc.no_callback', 422);
  if (operationMode === 'S' && validity_period !== undefined) throw new Refusal('csc.not_asynchronous', 422);
  return operationMode === 'A';
}

/** What is kept of the form of an answer: none for bare signatures, or which documents come alone. */
interface Memo {
  isAlone?: boolean[];
}

/** Orders it. Refuses as `signLater` does. */
export async function order(
  { house }: Pick<Asked, 'house'>,
  { personalNumber }: SigningToken,
  asked: {
    use: Awaited<ReturnType<typeof activationDataOf>>;
    work: Parameters<typeof signLater>[1]['work'];
    memo: Memo;
    given: Operation;
  },
): Promise<{ responseID: string }> {
  const { use, work, memo, given } = asked;
  const keptFor_ms = given.validity_period ?? DEFERRED_KEPT_MS;
  return { responseID: await signLater(house, { ...use, personalNumber, work, memo, keptFor_ms }) };
}

export const signPolling = method(
  'signatures/signPolling',
  Type.Object({ ...spoken, requestID: Type.String({ format: 'uuid' }) }),
  async ({ house }, { application, personalNumber }, { requestID }) => {
    const result = await readDeferred(house, { id: requestID, application: application.id, personalNumber });
    if (!result) throw new Refusal('csc.not_completed', 409);
    const { isAlone } = result.memo as Memo;
    return isAlone
      ? answerOf(isAlone, result.made)
      : { signatures: result.made.map((each) => each.toString('base64')) };
  },
);
