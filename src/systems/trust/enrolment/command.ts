import { parseArgs } from 'node:util';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { givePermit, withdrawPermit } from './actions.ts';

export const ENROLMENT_USAGE = `enrolment permit <acme|est> <tls-server|exchange-node> [--names <a.example,.b.example>]
    [--agency <code> --agency-name <name>] [--uses <number>] [--days <number>] --by <name> --why <words>
  enrolment withdraw <permit> [--by <name>]`;

/** The operator's command: gives a permit to ask for certificates of machines, with its secret, or withdraws one. */
export async function enrolmentCommand(house: House, args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      names: { type: 'string', default: '' },
      agency: { type: 'string' },
      'agency-name': { type: 'string' },
      uses: { type: 'string', default: '1' },
      days: { type: 'string', default: '7' },
      by: { type: 'string', default: '' },
      why: { type: 'string', default: '' },
    },
    allowPositionals: true,
  });
  const [verb, first, second, ...more] = positionals;
  const isProfile = second === 'tls-server' || second === 'exchange-node';
  const { agency, 'agency-name': agencyName } = values;
  try {
    if (verb === 'withdraw' && first !== undefined && second === undefined) {
      await withdrawPermit(house, first, values.by.trim() || 'motcua enrolment withdraw');
      return `${first} · withdrawn`;
    }
    if (verb !== 'permit' || (first !== 'acme' && first !== 'est') || !isProfile || more.length > 0)
      throw new Error(`say one of:\n  ${ENROLMENT_USAGE}`);
    const { id, secret, until } = await givePermit(house, {
      protocol: first,
      profile: second,
      ...(agency !== undefined && { agency: { code: agency, name: agencyName ?? '' } }),
      names: values.names.split(',').flatMap((name) => name.trim() || []),
      uses: Number(values.uses),
      days: Number(values.days),
      by: values.by,
      why: values.why,
    });
    return `permit ${id}\nsecret ${secret}\nuntil  ${until.toISOString()}`;
  } catch (error) {
    if (error instanceof Refusal) throw new Error(house.sentences[error.code]?.en ?? error.code);
    throw error;
  }
}
