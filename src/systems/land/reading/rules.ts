import type { Contract } from '../dealings/rules.ts';
import type { Parcel } from '../parcel/outline.ts';
import type { ResponsibilityRow, RestrictionRow, RightRow, SourceRow } from '../rights/rules.ts';
import type { ParcelVersion } from './versions.ts';

/** What anybody may know of a parcel (Land Law 31/2024/QH15 art. 166): where it lies and what it is for, nobody's name. */
export interface PublicParcel {
  code: string;
  communeCode: string;
  sheet: number;
  number: number;
  place: { vi: string; en: string };
  landUse: string;
  area_m2: number;
  isRegistered: boolean;
  hasCertificate: boolean;
  planning: string[];
  validFrom: string;
  validUntil: string | null;
  meridian_minutes: number;
  rings: [number, number][][];
  lineage: { parent: string; child: string; on: string; area_m2: number }[];
}

/** A parcel in a list. */
export interface FoundParcel {
  code: string;
  communeCode: string;
  place: string;
  sheet: number;
  number: number;
  landUse: string;
  area_m2: number;
  holders: string;
}

/** A certificate as it stands in a file. */
export interface ListedCertificate {
  serial: string;
  bookNumber: string;
  issuer: string;
  issuedOn: string;
  invalidFrom: string | null;
  verificationCode: string;
}

/** The file of a parcel: all that the register holds of it and its unit, over all time. */
export interface ParcelFile {
  parcel: Parcel;
  validUntil: string | null;
  place: { vi: string; en: string };
  scale: number;
  rights: RightRow[];
  /** Rights of today of which a holder has died, by the population register: the heirs have not come yet. */
  awaitingInheritance: { right: string; holder: string; diedOn: string }[];
  restrictions: RestrictionRow[];
  responsibilities: ResponsibilityRow[];
  certificates: ListedCertificate[];
  /** Contracts that notaries filed and that wait to be registered. */
  contracts: Pick<Contract, 'id' | 'number' | 'signedOn' | 'notaryName' | 'signers' | 'transfer' | 'mortgage'>[];
  sources: SourceRow[];
  versions: ParcelVersion[];
  lineage: PublicParcel['lineage'];
  registrations: { form: string; registeredOn: string; recordedAt: string }[];
  neighbours: { code: string; number: number; landUse: string; rings: [number, number][][] }[];
}

/** Land of one's own. */
export interface OwnLand {
  baUnit: string;
  parcels: {
    code: string;
    place: { vi: string; en: string };
    sheet: number;
    number: number;
    area_m2: number;
    landUse: string;
    rings: [number, number][][];
  }[];
  rights: { partyName: string; share: string; origin: string; since: string; termUntil: string | null }[];
  restrictions: { form: string; content: string; partyName: string | null; amount_vnd: number | null; since: string }[];
  responsibilities: { content: string; amount_vnd: number | null; since: string }[];
  certificate: ListedCertificate | null;
}
