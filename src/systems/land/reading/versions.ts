/** One version of a parcel, in both times, without its outline: what it said and until when we held it so. */
export interface ParcelVersion {
  validFrom: string;
  validUntil: string | null;
  recordedAt: Date;
  /** Null: we still hold it so. */
  replacedAt: Date | null;
  landUse: string;
  areaLegal_dm2: number;
  baUnit: string | null;
  reason: string | null;
  sourceNumber: string | null;
  agencyName: string | null;
}
