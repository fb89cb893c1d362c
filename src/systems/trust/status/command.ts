import { parseArgs } from 'node:util';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { sweepPosts } from '../posts/actions.ts';
import { REVOCATION_REASONS, type RevocationReason } from '../rules.ts';
import { changeStanding, listStandings, type StatusOrder } from './actions.ts';

const REASONS = Object.keys(REVOCATION_REASONS) as RevocationReason[];

export const CERTIFICATES_USAGE = `certificates list
  certificates revoke <serial> <${REASONS.join('|')}> --by <name> --why <words>
  certificates suspend|resume <serial> --by <name> --why <words>
  certificates sweep <most posts>`;

/** The operator's command: certificates and their standing, as lines; what was done to one; or the posts that ended by the directory. */
export async function certificatesCommand(house: House, args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { by: { type: 'string', default: '' }, why: { type: 'string', default: '' } },
    allowPositionals: true,
  });
  const [verb, serial, reason, ...more] = positionals;
  if (verb === 'list' && serial === undefined) {
    const standings = await listStandings(house);
    return standings
      .map(({ serial: number, profile, agencyCode, agencyName, until, kind, at }) =>
        [
          number,
          profile,
          agencyCode ? `${agencyCode} ${agencyName}` : '',
          `until ${until.toISOString().slice(0, 10)}`,
          kind && kind !== 'resumed' ? `${kind} ${at!.toISOString()}` : 'good',
        ].join(' · '),
      )
      .join('\n');
  }
  if (verb === 'sweep' && /^\d{1,6}$/.test(serial ?? '') && reason === undefined) {
    const count = await sweepPosts(house, Number(serial));
    return count > Number(serial)
      ? `${count} posts with certificates are held by nobody: nothing was revoked`
      : `${count} posts ended with their certificates`;
  }
  const act = actOf(verb, reason);
  if (!act || serial === undefined || more.length > 0) throw new Error(`say one of:\n  ${CERTIFICATES_USAGE}`);
  try {
    const done = await changeStanding(house, { serial, act, by: values.by, why: values.why });
    return `${serial} · ${done.kind} ${done.at.toISOString()}`;
  } catch (error) {
    if (error instanceof Refusal) throw new Error(house.sentences[error.code]?.en ?? error.code);
    throw error;
  }
}

function actOf(verb: string | undefined, reason: string | undefined): StatusOrder['act'] | undefined {
  const revoked = REASONS.find((one) => one === reason);
  if (verb === 'revoke' && revoked) return { kind: 'revoked', reason: revoked };
  if (reason !== undefined) return undefined;
  return verb === 'suspend' ? { kind: 'suspended' } : verb === 'resume' ? { kind: 'resumed' } : undefined;
}
