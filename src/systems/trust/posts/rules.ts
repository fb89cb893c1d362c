import type { RevocationReason } from '../rules.ts';

/** Certificates and delegations of officials end with the post that they name: words and decisions. */

/** A post of an official, as certificates and delegations name it. */
export interface HeldPost {
  officialId: string;
  role: string;
  agencyCode: string;
}

/** What the register of civil servants says of a post that went with an appointment, on a day. */
export interface RegisteredPost {
  appointmentId: string;
  /** Personal number of who was appointed. */
  number: string;
  agencyCode: string;
  power: string;
  isHeld: boolean;
  /** Civil date from which it is otherwise; none when no change is known. */
  changesOn?: string;
  isInService: boolean;
}

/**
 * Why a certificate does not hold after its post (RFC 5280 §5.3.1): who serves elsewhere has changed the affiliation, who left the service has
 * ceased to operate. Never `privilegeWithdrawn`: lists of revocation are public, and whether somebody retired or was dismissed is not.
 */
export const reasonOf = ({ isInService }: { isInService: boolean }): RevocationReason =>
  isInService ? 'affiliationChanged' : 'cessationOfOperation';

/** By what it was known that a post ended: the register of civil servants, or the directory by which officials sign in. */
export type KnownBy = 'register' | 'directory';

/** Who answers for the revocation, and why, as it stands with the certificate. */
export const GROUNDS: Readonly<Record<KnownBy, { by: string; why: string }>> = {
  register: {
    by: 'Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức',
    why: 'Người được cấp không còn giữ chức vụ ghi trong chứng thư số.',
  },
  directory: {
    by: 'Danh bạ cơ quan và cán bộ',
    why: 'Người được cấp không còn được làm việc ở chức vụ ghi trong chứng thư số.',
  },
};

/** What stands with a delegation that ended so. */
export const DELEGATION_WORDS = 'Tự kết thúc: một trong hai người không còn giữ chức vụ.';

/** The first instant of a civil date in Vietnam. */
export const startOfDay = (date: string): Date => new Date(`${date}T00:00:00+07:00`);
