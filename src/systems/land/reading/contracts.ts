import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { findWaitingContracts } from '../dealings/store.ts';
import type { ParcelFile } from './rules.ts';
import { veiledParties } from './sealed.ts';

/** The contracts that wait to be registered; not those of anybody of whom something is sealed. */
export async function seenContracts(
  house: House,
  code: string,
  context: CallContext,
): Promise<ParcelFile['contracts']> {
  const db = house.db.as('land');
  const contracts = await findWaitingContracts(db, code);
  const numbersOf = ({ signers, transfer }: (typeof contracts)[number]): string[] => [
    ...signers,
    ...(transfer?.to ?? []).flatMap(({ party: to }) =>
      'number' in to ? [to.number] : 'numbers' in to ? to.numbers : [to.code],
    ),
  ];
  const veiled = await veiledParties(db, { codes: contracts.flatMap(numbersOf) }, context);
  return contracts
    .filter((contract) => !numbersOf(contract).some((number) => veiled.has(number)))
    .map(({ id, number, signedOn, notaryName, signers, transfer, mortgage }) => ({
      id,
      number,
      signedOn,
      notaryName,
      signers,
      transfer,
      mortgage,
    }));
}
