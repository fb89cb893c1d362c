import { SOCIAL_INSURANCE_CODE } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { CallContext } from '../../exchange/index.ts';

/** Refuses an office of insurance in whose province nothing of this lies: `insurance.other_office`. */
export function assertOffice(context: CallContext, provinceCodes: readonly (string | undefined)[]): void {
  if (!provinceCodes.some((code) => context.agency.code === `${SOCIAL_INSURANCE_CODE}.${code}`))
    throw new Refusal('insurance.other_office', 403);
}

/** The province of an office of insurance. Refuses whoever is none: `insurance.other_office`. */
export function provinceOfOffice({ agency }: CallContext): string {
  const [, province] = agency.code.split(`${SOCIAL_INSURANCE_CODE}.`);
  if (!province) throw new Refusal('insurance.other_office', 403);
  return province;
}
