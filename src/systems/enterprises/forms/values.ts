import { addWorkingDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import { NOTICE_WORKING_DAYS } from '../registration/rules.ts';
import type { ActName, HolderGiven, RepresentativeGiven } from '../registration/schemas.ts';

/** What the register says of an enterprise, as forms need it. */
interface SaidNow {
  said:
    | {
        name: string;
        foreignName: string | null;
        shortName: string | null;
        addressLine: string;
        communeCode: string;
        capital: number;
      }
    | undefined;
  holders: readonly HolderGiven[];
  representatives: readonly RepresentativeGiven[];
  industries: readonly { vsicCode: string }[];
}

/** The first day on which a suspension told today can begin. */
const earliestSuspension = (): string => addWorkingDays(today(), NOTICE_WORKING_DAYS);

/** What a form begins with: what the register says now. */
export function valuesNow(
  act: ActName,
  { said, holders, representatives, industries }: SaidNow,
): Record<string, string> {
  const from = act === 'suspend' ? earliestSuspension() : today();
  return {
    on: from,
    ...(said && act !== 'open-branch'
      ? {
          name: said.name,
          foreignName: said.foreignName ?? '',
          shortName: said.shortName ?? '',
          addressLine: said.addressLine,
          communeCode: said.communeCode,
          ...(act === 'merge-into' ? {} : { capital: String(said.capital) }),
        }
      : {}),
    industries: industries.map(({ vsicCode }) => vsicCode).join(', '),
    ...(act === 'merge-into'
      ? {}
      : Object.fromEntries(
          holders.flatMap(({ holder, role, contribution, paidIn }, i) => [
            [`holders.${i}.holder`, holder],
            [`holders.${i}.role`, act === 'convert' ? '' : role],
            [`holders.${i}.contribution`, String(contribution)],
            [`holders.${i}.paidIn`, String(paidIn)],
          ]),
        )),
    ...Object.fromEntries(
      representatives.flatMap(({ personNumber, title }, i) => [
        [`representatives.${i}.personNumber`, personNumber],
        [`representatives.${i}.title`, title],
      ]),
    ),
  };
}
