import { DeliveryProblem } from './delivery-problem.ts';

export interface Sms {
  /** The same at every attempt. */
  id: string;
  to: string;
  text: string;
}

const TIMEOUT_MS = 10_000;
/** Client errors that are not about this message: time, load, and our own right to use the gateway. */
const WILL_PASS = new Set([401, 403, 408, 425, 429]);

/**
 * Hands an SMS to the gateway: POST {to, text} with a bearer token and an Idempotency-Key, by which a gateway that knows
 * that header sends a repeated attempt once. Throws a DeliveryProblem; permanent for client errors about the message.
 */
export async function sendSms(gateway: { url: string; token: string | undefined }, sms: Sms): Promise<void> {
  let response: Response;
  try {
    response = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': sms.id,
        ...(gateway.token === undefined ? {} : { authorization: `Bearer ${gateway.token}` }),
      },
      body: JSON.stringify({ to: sms.to, text: sms.text }),
      // A gateway that sends us elsewhere would get the token and the message to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
  } catch (error) {
    throw new DeliveryProblem((error as Error).name === 'TimeoutError' ? 'sms_timeout' : 'sms_unreachable', false);
  }
  if (response.ok) return;
  const permanent = response.status >= 400 && response.status < 500 && !WILL_PASS.has(response.status);
  throw new DeliveryProblem(`sms_${response.status}`, permanent);
}
