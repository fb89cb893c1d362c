import { Type } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { parse } from '../../kernel/input.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Route, json, route } from '../../kernel/route.ts';
import { call, publishedServices } from './actions.ts';
import { PURPOSES, type PurposeCode } from './purposes.ts';
import type { CallContext, ServiceContract } from './service.ts';

const KEY = /^[\w.:-]{8,100}$/;

/** The exchange for information systems outside the house, on the internal port. */
export const internalRoutes: Route[] = [
  route({
    method: 'GET',
    path: '/exchange',
    who: 'machine',
    answer: ({ house }) =>
      json(
        publishedServices(house).map(({ name, owner, title, kind, fields, grants }) => ({
          name,
          owner,
          title,
          kind,
          fields,
          callers: grants,
        })),
      ),
  }),
  route({
    method: 'POST',
    path: '/exchange/:service',
    who: 'machine',
    params: Type.Object({ service: Type.String({ maxLength: 100 }) }),
    body: Type.Unknown() as never,
    async answer({ house, params, body, machine, header }) {
      const contract = publishedServices(house).find(({ name }) => name === params.service);
      if (!contract) throw new Refusal('exchange.unknown_service', 404, { values: { service: params.service } });
      const purpose = header('x-purpose') ?? '';
      if (!Object.hasOwn(PURPOSES, purpose)) throw new Refusal('exchange.unknown_purpose', 400);
      const key = header('idempotency-key');
      if (contract.kind === 'write' && !KEY.test(key ?? '')) throw new Refusal('exchange.key_needed', 400);
      const context: CallContext = {
        caller: `system:${machine!.kind}`,
        agency: { code: machine!.agencyCode, name: machine!.agencyName },
        actor: { kind: 'machine', name: machine!.name },
        purpose: purpose as PurposeCode,
        ...(key ? { idempotencyKey: key } : {}),
      };
      const { output, receipt } = await call(house, contract, parse(contract.input, body) as never, context);
      const answer = json(output);
      assertPromised(contract, JSON.parse(answer.body as string));
      return { ...answer, headers: { 'x-receipt': receipt } };
    },
  }),
];

const validators = new WeakMap<object, Validator>();

/** What leaves the house is what the contract promises, or it does not leave: that is a mistake of the owner's. */
function assertPromised({ name, output }: ServiceContract, told: unknown): void {
  let validator = validators.get(output);
  if (!validator) validators.set(output, (validator = Compile(output) as Validator));
  if (!validator.Check(told)) throw new Error(`the answer of ${name} is not what its contract promises`);
}
