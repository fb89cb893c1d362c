import { placeName } from '../../territories/index.ts';
import { landRight, restriction } from '../kinds.ts';
import { LAND_USES, type LandUse } from '../land-use-codes.ts';
import type { UnitState } from '../registration/rules.ts';
import { shareText } from '../rights/shares.ts';
import type { CertificateContent } from './rules.ts';

/** What a certificate for a unit as it stands would say, with its places as they are called on `placesOn`. */
export function contentOf(
  { parcels, rights, restrictions, responsibilities }: Omit<UnitState, 'code' | 'certificate' | 'lastChange'>,
  head: Pick<CertificateContent, 'serial' | 'bookNumber' | 'issuedOn' | 'issuer' | 'signer'>,
  placesOn = head.issuedOn,
): CertificateContent {
  const origins = landRight.fields.origin.choices!;
  const restrictionForms = restriction.fields.form.choices!;
  const [first] = rights;
  return {
    ...head,
    holders: rights.map((right) => ({
      name: right.partyName,
      number: right.people.join(', ') || (right.partyForm === 'enterprise' ? right.party : null),
      share: shareText(right),
    })),
    parcels: parcels.map((parcel) => ({
      code: parcel.code,
      sheet: parcel.sheet,
      number: parcel.number,
      place: placeName(parcel.communeCode, placesOn, 'vi'),
      address: parcel.address,
      area_m2: parcel.areaLegal_dm2 / 100,
      landUse: parcel.landUse,
      landUseTitle: LAND_USES[parcel.landUse as LandUse].vi,
      form: rights.length > 1 ? 'Sử dụng chung' : 'Sử dụng riêng',
      termUntil: first?.termUntil ?? null,
      origin: [...new Set(rights.map(({ origin }) => origins[origin]!.vi))].join('; '),
      meridian_minutes: parcel.meridian_minutes,
      rings: parcel.rings,
    })),
    notes: [
      ...restrictions.map(({ form, partyName, content }) =>
        [`${restrictionForms[form]!.vi}: ${content}`, ...(partyName ? [`(${partyName})`] : [])].join(' '),
      ),
      ...responsibilities.map(({ content }) => `Nghĩa vụ: ${content}`),
    ],
  };
}
