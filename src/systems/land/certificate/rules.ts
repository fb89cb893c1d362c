/** What a certificate says when it is issued; it never changes afterwards. Land Law 31/2024/QH15 art. 134–136. */
export interface CertificateContent {
  serial: string;
  bookNumber: string;
  issuedOn: string;
  issuer: { code: string; name: string };
  signer: { post: string; name: string };
  holders: { name: string; number: string | null; share: string }[];
  parcels: CertificateParcel[];
  /** What was owed or restricted on the day. */
  notes: string[];
}

/** A parcel on a certificate, with its outline for the plan. */
export interface CertificateParcel {
  code: string;
  sheet: number;
  number: number;
  /** Commune and province on the day of issue. */
  place: string;
  address: string | null;
  area_m2: number;
  landUse: string;
  landUseTitle: string;
  /** `Sử dụng riêng` or `Sử dụng chung`. */
  form: string;
  /** A civil date; null: for as long as it lasts (lâu dài). */
  termUntil: string | null;
  origin: string;
  meridian_minutes: number;
  rings: [number, number][][];
}
