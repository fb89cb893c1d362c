import { readMembers, readOnly, TAG } from '../asn1/der.ts';
import { isDnsName, readMachineName } from '../certificate/machine-name.ts';
import { EXTENSION } from '../certificate/extensions.ts';
import type { Draft, Lint } from './draft.ts';

/** Rules for machines that answer under names, and those of the CA/Browser Forum for TLS servers. */

const AUTHORITY_ACCESS = '1.3.6.1.5.5.7.1.1';
const DAY_MS = 86_400_000;
const MOST_BACKDATED_MS = 2 * DAY_MS;

/** How long a TLS server's certificate may last, by when it begins (CA/Browser Forum BR §6.3.2, ballot SC-081). */
const LONGEST: readonly { from: string; most_days: number }[] = [
  { from: '2029-03-15', most_days: 47 },
  { from: '2027-03-15', most_days: 100 },
  { from: '2026-03-15', most_days: 200 },
  { from: '2020-09-01', most_days: 398 },
];

const namesOf = ({ certificate }: Draft) => certificate.altNames ?? [];

const forMachines = (name: string, source: string, isBroken: Lint['isBroken']): Lint => ({
  name,
  source,
  isBroken: (draft) => draft.profile.answersUnderNames === true && isBroken(draft),
});

const forBrowsers = (name: string, source: string, isBroken: Lint['isBroken']): Lint => ({
  name,
  source,
  isBroken: (draft) => draft.profile.keepsBrowserRules === true && isBroken(draft),
});

export const SERVER_LINTS: readonly Lint[] = [
  forMachines('server_without_name', 'CA/Browser Forum BR §7.1.2.7.12', (draft) => namesOf(draft).length === 0),
  forMachines('server_name_kind', 'CA/Browser Forum BR §7.1.2.7.12', (draft) =>
    namesOf(draft).some(({ kind }) => kind !== 'dns' && kind !== 'address'),
  ),
  forMachines('server_dns_name_malformed', 'RFC 5280 §4.2.1.6; RFC 1034 §3.5', (draft) =>
    namesOf(draft).some((name) => name.kind === 'dns' && !isDnsName(name.text)),
  ),
  forMachines('server_address_malformed', 'RFC 5280 §4.2.1.6', (draft) =>
    namesOf(draft).some((name) => name.kind === 'address' && name.bytes.length !== 4 && name.bytes.length !== 16),
  ),
  forMachines('server_name_twice', 'profile', ({ extensions }) => {
    const value = extensions.get(EXTENSION.subjectAltName)?.value;
    const names = value
      ? readMembers(readOnly(value, TAG.sequence), 1024).map(({ whole }) => whole.toString('hex'))
      : [];
    return new Set(names).size < names.length;
  }),
  forBrowsers('server_common_name_not_listed', 'CA/Browser Forum BR §7.1.4.3', (draft) => {
    const { commonName } = draft.certificate;
    if (commonName === '') return false;
    const named = readMachineName(commonName);
    return (
      named === undefined ||
      named.text !== commonName ||
      !namesOf(draft).some((name) => name.kind === 'dns' && named.kind === 'dns' && name.text === named.text)
    );
  }),
  forBrowsers('server_validity_too_long', 'CA/Browser Forum BR §6.3.2', ({ certificate: { from, until } }) => {
    const most_days = LONGEST.find((one) => from.getTime() >= Date.parse(one.from))?.most_days ?? 825;
    // Both ends belong to it (RFC 5280 §4.1.2.5).
    return until.getTime() + 1000 - from.getTime() > most_days * DAY_MS;
  }),
  forBrowsers(
    'server_backdated',
    'CA/Browser Forum BR §7.1.2.7',
    ({ certificate: { from }, at }) => at.getTime() - from.getTime() > MOST_BACKDATED_MS,
  ),
  forBrowsers(
    'server_without_status_places',
    'CA/Browser Forum BR §7.1.2.7.7, §7.1.2.11.2',
    ({ extensions }) => !extensions.has(EXTENSION.distributionPoints) || !extensions.has(AUTHORITY_ACCESS),
  ),
];
