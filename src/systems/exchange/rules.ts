import type { CallContext, ServiceContract } from './service.ts';

/** Whether a call may be made: a grant names the caller and the purpose, and what the grant needs is there. */
export function mayCall(contract: ServiceContract, context: CallContext, subjects: string[]): boolean {
  return contract.grants.some((grant) => {
    if (grant.caller !== context.caller || !grant.purposes.includes(context.purpose)) return false;
    if (grant.needs === 'case') return Boolean(context.caseNumber);
    if (grant.needs === 'own') {
      const { actor } = context;
      return actor.kind === 'person' && subjects.length > 0 && subjects.every((number) => number === actor.number);
    }
    return true;
  });
}
