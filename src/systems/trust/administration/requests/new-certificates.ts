import { splitPersonName } from '../../../../country/index.ts';
import type { Tx } from '../../../../kernel/db.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { agency, officialsAt, type Role } from '../../../organisations/index.ts';
import { AGENCY_IDENTIFIER_PREFIX, type DistinguishedName } from '../../certificate/certificate.ts';
import { assertPermit, givePermitIn, type PermitOrder } from '../../enrolment/actions.ts';
import { bytesOfRequestText, readCertificationRequest } from '../../enrolment/certification-request.ts';
import { assertMayBeIssued, issueForKeyIn, orderOfMachine, type KeyOrder } from '../../enrolment/issue.ts';
import type { SealingHouse } from '../../keys.ts';
import { assertSealedAgency, type MachineProfileName, type SealedAgency } from '../../rules.ts';
import type { Administrator } from '../rules.ts';
import type { AskedFor, CertificateRequest, NewRequest } from './store.ts';

/** What is asked for with a key that the asker made: certificates of officials and of machines. And permits, by which machines ask themselves. */

/** Asks for a certificate of one's own, with a request in PEM; for one of an agency's machine; or for a permit. */
export type AskingForNew =
  | { kind: 'certify_official'; request: string }
  | { kind: 'certify_machine'; profile: MachineProfileName; agencyCode: string; request: string }
  | {
      kind: 'give_permit';
      protocol: 'acme' | 'est';
      profile: MachineProfileName;
      agencyCode: string;
      names: readonly string[];
      uses: number;
      days: number;
    };

/** Who keeps the key of a certificate of an official: that person in that post. */
export const holderOfOfficial = (post: { officialId: string; role: string; agencyCode: string }): string =>
  `official ${post.officialId} ${post.role} ${post.agencyCode}`;

/** An agency that is there today, as its certificates name it. Refuses `trust.agency_unknown`. */
export async function sealedAgency(house: SealingHouse, code: string): Promise<SealedAgency> {
  const found = await agency(house, code);
  if (!found)
    throw new Refusal('trust.agency_unknown', 422, { fields: [{ field: 'agency', code: 'trust.agency_unknown' }] });
  const named = { code, name: found.name.vi };
  assertSealedAgency(named);
  return named;
}

/** What is asked for, read and checked as far as it can be without issuing it. */
export async function readAsking(
  house: SealingHouse,
  { name, post }: Administrator,
  asking: AskingForNew,
): Promise<AskedFor> {
  const nothing = { serial: null, reason: null, wasSuspended: false, certificationRequest: null, names: [] };
  if (asking.kind === 'certify_official') {
    const { agencyCode, agencyName, role, title } = post;
    const { der } = inField('request', () => readCertificationRequest(bytesOfRequestText(asking.request)));
    return {
      ...nothing,
      kind: asking.kind,
      profile: 'official-authentication',
      agencyCode,
      holder: name,
      certificationRequest: der,
      details: { agencyName, role, title: title.vi },
    };
  }
  const { code: agencyCode, name: agencyName } = await sealedAgency(house, asking.agencyCode);
  const { kind, profile } = asking;
  if (kind === 'certify_machine') {
    const { der, names } = inField('request', () => readCertificationRequest(bytesOfRequestText(asking.request)));
    const texts = names.map(({ text }) => text);
    return {
      ...nothing,
      kind,
      profile,
      agencyCode,
      holder: agencyName,
      certificationRequest: der,
      names: texts,
      details: { agencyName },
    };
  }
  const { protocol, names, uses, days } = asking;
  assertPermit({ protocol, profile, agency: { code: agencyCode, name: agencyName }, names, uses, days });
  const details = { agencyName, protocol, uses, days };
  return { ...nothing, kind, profile, agencyCode, holder: agencyName, names, details };
}

/** A refusal of what stands in a field is shown at that field. */
function inField<Value>(field: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refusal ? atField(field, error) : error;
  }
}

const atField = (field: string, { code, status, values }: Refusal): Refusal =>
  new Refusal(code, status, { values, fields: [{ field, code, values }] });

/** Refuses now what approving the request would refuse. */
export async function assertCanBeApproved(house: SealingHouse, tx: Tx, asked: NewRequest): Promise<void> {
  if (asked.certificationRequest === null) return;
  try {
    await assertMayBeIssued(house, tx, orderOf(asked));
  } catch (error) {
    throw error instanceof Refusal && error.status === 422 ? atField('request', error) : error;
  }
}

/**
 * Issues the certificate that was asked for, or gives the permit. Refuses `trust.post_ended` when the official is not in that post any
 * more, and what `issueForKeyIn` and `givePermitIn` refuse.
 */
export async function issueAsked(
  house: SealingHouse,
  tx: Tx,
  request: CertificateRequest,
  approvedBy: string,
): Promise<{ issuedSerial?: string; permit?: string }> {
  const { kind, details, names, agencyCode, askedBy, askedByName, why } = request;
  if (kind === 'give_permit') {
    const { protocol, uses, days, agencyName } = details as Required<typeof details>;
    const order: PermitOrder = {
      protocol,
      profile: request.profile as MachineProfileName,
      agency: { code: agencyCode!, name: agencyName },
      names,
      uses,
      days,
      by: `${askedByName}; ${approvedBy}`,
      why,
    };
    return { permit: await givePermitIn(house, tx, order) };
  }
  if (kind === 'certify_official') {
    const holding = await officialsAt(house, agencyCode!, details.role as Role);
    if (!holding.some(({ officialId }) => officialId === askedBy)) throw new Refusal('trust.post_ended', 409);
  }
  return { issuedSerial: (await issueForKeyIn(house, tx, orderOf(request))).serial };
}

/** The order of the certificate that a request asks for. */
function orderOf(asked: NewRequest): KeyOrder {
  const { id, kind, profile, agencyCode, askedBy, askedByName, details } = asked;
  const { publicKey, keyInfo, names } = readCertificationRequest(asked.certificationRequest!);
  const requestKey = `request ${id}`;
  const named = { code: agencyCode!, name: details.agencyName! };
  if (kind === 'certify_machine')
    return orderOfMachine({
      profile: profile as MachineProfileName,
      publicKey,
      keyInfo,
      names,
      agency: named,
      holder: `agency ${agencyCode!}`,
      requestKey,
    });
  const post = { officialId: askedBy, role: details.role!, agencyCode: agencyCode! };
  return {
    profile: 'official-authentication',
    publicKey,
    keyInfo,
    names: [],
    agency: named,
    subject: subjectOfOfficial({
      name: askedByName,
      officialId: askedBy,
      title: details.title!,
      agencyName: named.name,
    }),
    holder: holderOfOfficial(post),
    requestKey,
  };
}

/** A national scheme of two letters (ETSI EN 319 412-1 §5.1.3): XT for *xác thực*, told apart by the official's id, the same in all posts. */
const OFFICIAL_SCHEME = AGENCY_IDENTIFIER_PREFIX.replace('MD', 'XT');

/** An official is named with post and agency, and never by personal number; the serial number stays the same when the certificate is renewed. */
function subjectOfOfficial(official: {
  name: string;
  officialId: string;
  title: string;
  agencyName: string;
}): DistinguishedName {
  const { family, middle, given } = splitPersonName(official.name);
  return {
    organization: official.agencyName,
    title: official.title,
    surname: family,
    givenName: [middle, given].filter(Boolean).join(' ') || family,
    serialNumber: `${OFFICIAL_SCHEME}${official.officialId.replaceAll('-', '').toUpperCase()}`,
    commonName: official.name,
  };
}
