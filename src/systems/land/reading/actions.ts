import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { findByName } from '../../registry/index.ts';
import { placeOn, provinceOf, searchUnits } from '../../territories/index.ts';
import { CERTIFICATE_TITLE, certificateFile } from '../certificate/actions.ts';
import { awaitingInheritance } from '../death/awaiting.ts';
import { isParcelCode } from '../geometry/parcel-code.ts';
import { party } from '../kinds.ts';
import { type Parcel, boxAbout } from '../parcel/outline.ts';
import {
  findByNumber,
  findCommunes,
  findLastOfParcel,
  findLineage,
  findParcels as findParcelsByCode,
  findParcelsInBox,
  findParcelsOfUnits,
  findSheet,
} from '../parcel/store.ts';
import {
  type CertificateRow,
  findAllCertificates,
  findCertificate,
  findCertificates,
  findRegistrationsOfParcel,
} from '../registration/store.ts';
import { shareText } from '../rights/shares.ts';
import {
  findAllResponsibilities,
  findAllRestrictions,
  findAllRights,
  findResponsibilities,
  findRestrictions,
  findRights,
  findRightsOf,
  findSources,
} from '../rights/store.ts';
import { seenContracts } from './contracts.ts';
import { placeOfCommune } from './place.ts';
import type { FoundParcel, OwnLand, ParcelFile, PublicParcel } from './rules.ts';
import type * as services from './services.ts';
import { NAMELESS, seenParties, veiledParties } from './sealed.ts';
import { findMembers, findUnitsOfParties, findVersions } from './store.ts';

const MOST_FOUND = 50;
const MOST_OWN = 200;
const MOST_NEIGHBOURS = 200;
const NEIGHBOURS_MM = 15_000;

const db = (house: House) => house.db.as('land');

/** The day before the country had two levels: names of communes of then are understood as well. */
const OLD_COUNTRY = '2025-06-30';

/** The codes of today's communes that a name means, of today or of before. */
function communesNamed(text: string): string[] {
  const day = today();
  const now = searchUnits({ text, onDate: day, level: 'commune', limit: 20 }).map(({ code }) => code);
  const then = searchUnits({ text, onDate: OLD_COUNTRY, level: 'commune', limit: 20 }).flatMap(({ code }) =>
    placeOn({ code, date: OLD_COUNTRY }, day).map(({ unit }) => unit.code),
  );
  return [...new Set([...now, ...then])];
}

/**
 * Parcels by code, by sheet and number in a commune of today or before, by who holds them (number or name, also misspelt).
 * An official is shown those of the own province. Refuses `land.words_needed` when nothing is asked.
 */
export async function findParcels(
  house: House,
  asked: Static<typeof services.findParcels.input>,
  context: CallContext,
): Promise<Static<typeof services.findParcels.output>> {
  const { words, place, sheet, number } = asked;
  if (!words && !place && !sheet && !number) throw new Refusal('land.words_needed', 422);
  const on = today();
  const communes = place ? communesNamed(place) : undefined;
  const found = words
    ? await byWords(house, { words: words.trim(), on }, context)
    : await byPlace(house, { communes, sheet, number, on });
  const province = context.actor.kind === 'official' ? context.actor.territoryCode : undefined;
  const fitting = found.filter(
    (parcel) =>
      (province === undefined || provinceOf(parcel.communeCode, on)?.code === province) &&
      (communes === undefined || communes.includes(parcel.communeCode)) &&
      (sheet === undefined || parcel.sheet === sheet) &&
      (number === undefined || parcel.number === number),
  );
  const shown = fitting.slice(0, MOST_FOUND);
  const units = shown.flatMap(({ baUnit }) => baUnit ?? []);
  const rows = await findRights(db(house), units, on);
  const rights = Map.groupBy(await seenParties(db(house), { rows }, context), ({ baUnit }) => baUnit);
  const concerned = [...new Set(rows.flatMap(({ people }) => people))];
  context.note?.({ subjects: concerned });
  return {
    found: shown.map((parcel): FoundParcel => ({
      code: parcel.code,
      communeCode: parcel.communeCode,
      place: placeOfCommune(parcel.communeCode).vi,
      sheet: parcel.sheet,
      number: parcel.number,
      landUse: parcel.landUse,
      area_m2: parcel.areaLegal_dm2 / 100,
      holders: [...new Set((rights.get(parcel.baUnit ?? '') ?? []).map(({ partyName }) => partyName))].join('; '),
    })),
    hasMore: fitting.length > MOST_FOUND,
  };
}

async function byPlace(
  house: House,
  asked: {
    communes: readonly string[] | undefined;
    sheet: number | undefined;
    number: number | undefined;
    on: string;
  },
): Promise<Parcel[]> {
  const { communes, ...rest } = asked;
  const within = communes ?? (await findCommunes(db(house), asked.on)).map(({ communeCode }) => communeCode);
  return findByNumber(db(house), { ...rest, communes: within, most: MOST_FOUND + 1 });
}

async function byWords(
  house: House,
  { words, on }: { words: string; on: string },
  context: CallContext,
): Promise<Parcel[]> {
  const compact = words.replace(/\s+/g, '').toLowerCase();
  // Twelve digits may be either.
  const coded = isParcelCode(compact) ? await findParcelsByCode(db(house), [compact], on) : [];
  if (coded.length > 0) return coded;
  if (/^\d{10}(-\d{3})?$|^\d{12}$/.test(compact)) {
    if ((await veiledParties(db(house), { codes: [compact] }, context)).size > 0) return [];
    const rights = await findRightsOf(db(house), { number: compact, on, most: MOST_FOUND + 1 });
    return parcelsOf(
      house,
      rights.map(({ baUnit }) => baUnit),
      on,
    );
  }
  const named = await findByName(db(house), party, { name: words, on, limit: MOST_FOUND });
  const codes = named.map(({ values }) => values.code);
  // A couple is found by its name too: it is veiled with either of its members.
  const members = await findMembers(db(house), codes, on);
  const veiled = await veiledParties(db(house), { codes: [...codes, ...members.map(({ member }) => member)] }, context);
  const groups = new Set(members.flatMap(({ group, member }) => (veiled.has(member) ? [group] : [])));
  const units = await findUnitsOfParties(db(house), {
    parties: codes.filter((code) => !veiled.has(code) && !groups.has(code)),
    on,
    most: MOST_FOUND + 1,
  });
  return parcelsOf(house, units, on);
}

const parcelsOf = (house: House, units: readonly string[], on: string): Promise<Parcel[]> =>
  units.length === 0 ? Promise.resolve([]) : findParcelsOfUnits(db(house), units, on);

const listed = ({ serial, bookNumber, issuer, issuedOn, invalidFrom, verificationCode }: CertificateRow) => ({
  serial,
  bookNumber,
  issuer,
  issuedOn,
  invalidFrom,
  verificationCode,
});

/** The parcel, as it is or as it was last. Refuses `land.parcel_not_found`. */
async function lastOf(house: House, code: string): Promise<Parcel & { validUntil: string | null }> {
  const parcel = await findLastOfParcel(db(house), code);
  if (!parcel) throw new Refusal('land.parcel_not_found', 404, { values: { code } });
  return parcel;
}

const lineageOf = async (house: House, code: string): Promise<PublicParcel['lineage']> =>
  (await findLineage(db(house), code)).map(({ parentCode, childCode, changedOn, area_dm2 }) => ({
    parent: parentCode,
    child: childCode,
    on: changedOn,
    area_m2: area_dm2 / 100,
  }));

/** The whole file of a parcel for the desk. Refuses `land.not_competent` for a parcel of another province. */
export async function readParcelFile(
  house: House,
  { parcel: code }: { parcel: string },
  context: CallContext,
): Promise<{ file: ParcelFile }> {
  const { validUntil, ...parcel } = await lastOf(house, code);
  const { actor } = context;
  if (actor.kind === 'official' && provinceOf(parcel.communeCode, today())?.code !== actor.territoryCode)
    throw new Refusal('land.not_competent', 403);
  const units = parcel.baUnit ? [parcel.baUnit] : [];
  const [
    rights,
    restrictions,
    responsibilities,
    sources,
    certificates,
    versions,
    lineage,
    registrations,
    around,
    sheet,
  ] = await Promise.all([
    findAllRights(db(house), units),
    findAllRestrictions(db(house), units),
    findAllResponsibilities(db(house), units),
    findSources(db(house), units),
    findAllCertificates(db(house), units),
    findVersions(db(house), code),
    lineageOf(house, code),
    findRegistrationsOfParcel(db(house), code),
    findParcelsInBox(db(house), {
      communeCode: parcel.communeCode,
      box: boxAbout([parcel], NEIGHBOURS_MM),
      on: validUntil === null ? today() : parcel.validFrom,
      most: MOST_NEIGHBOURS,
    }),
    findSheet(db(house), parcel.communeCode, parcel.sheet),
  ]);
  const concerned = [...new Set(rights.flatMap(({ people }) => people))];
  context.note?.({ subjects: concerned });
  const seen = await seenParties(db(house), { rows: rights }, context);
  return {
    file: {
      parcel,
      validUntil,
      place: placeOfCommune(parcel.communeCode),
      scale: sheet?.scale ?? 500,
      rights: seen,
      awaitingInheritance: await awaitingInheritance(
        house,
        seen.filter((right) => right.validUntil === null),
      ),
      restrictions: await seenParties(db(house), { rows: restrictions }, context),
      responsibilities,
      certificates: certificates.map(listed),
      contracts: await seenContracts(house, code, context),
      sources,
      versions,
      lineage,
      registrations: registrations.map(({ form, registeredOn, recordedAt }) => ({
        form,
        registeredOn,
        recordedAt: recordedAt.toISOString(),
      })),
      neighbours: around
        .filter((other) => other.code !== code)
        .map(({ code: own, number, landUse, rings }) => ({ code: own, number, landUse, rings })),
    },
  };
}

/** What land somebody has on a day, alone or with others, and what lies on it, as `self` or who else asks may see it. */
async function landOf(
  house: House,
  { holder, on, self }: { holder: string; on: string; self?: string },
  context: CallContext,
): Promise<OwnLand[]> {
  if ((await veiledParties(db(house), { codes: [holder], self }, context)).size > 0) return [];
  const rights = await findRightsOf(db(house), { number: holder, on, most: MOST_OWN });
  const units = [...new Set(rights.map(({ baUnit }) => baUnit))];
  if (units.length === 0) return [];
  const [parcels, held, burdens, responsibilities, certificates] = await Promise.all([
    findParcelsOfUnits(db(house), units, on),
    findRights(db(house), units, on),
    findRestrictions(db(house), units, on),
    findResponsibilities(db(house), units, on),
    findCertificates(db(house), units, on),
  ]);
  const all = await seenParties(db(house), { rows: held, self }, context);
  const restrictions = await seenParties(db(house), { rows: burdens, self }, context);
  return units.map((unit): OwnLand => {
    const own = certificates.find(({ baUnit }) => baUnit === unit);
    return {
      baUnit: unit,
      parcels: parcels
        .filter(({ baUnit }) => baUnit === unit)
        .map(({ code, communeCode, sheet, number, areaLegal_dm2, landUse, rings }) => ({
          code,
          place: placeOfCommune(communeCode),
          sheet,
          number,
          area_m2: areaLegal_dm2 / 100,
          landUse,
          rings,
        })),
      rights: all
        .filter(({ baUnit }) => baUnit === unit)
        .map((right) => ({
          partyName: right.partyName,
          share: shareText(right),
          origin: right.origin,
          since: right.validFrom,
          termUntil: right.termUntil,
        })),
      restrictions: restrictions
        .filter(({ baUnit }) => baUnit === unit)
        .map(({ form, content, partyName, amount_vnd, validFrom }) => ({
          form,
          content,
          partyName,
          amount_vnd,
          since: validFrom,
        })),
      responsibilities: responsibilities
        .filter(({ baUnit }) => baUnit === unit)
        .map(({ content, amount_vnd, validFrom }) => ({ content, amount_vnd, since: validFrom })),
      certificate: own ? listed(own) : null,
    };
  });
}

/** A person's own land today. */
export async function readOwnLand(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<{ land: OwnLand[] }> {
  return { land: await landOf(house, { holder: number, on: today(), self: number }, context) };
}

/** For agencies that a law lets ask. */
export async function readRights(
  house: House,
  { holder, on = today() }: { holder: string; on?: string },
  context: CallContext,
): Promise<{ land: OwnLand[] }> {
  return { land: await landOf(house, { holder, on }, context) };
}

/** A certificate of the person's own land, as a file. Refuses `land.certificate_unknown` for everybody else's. */
export async function readOwnCertificate(
  house: House,
  { number, serial }: { number: string; serial: string },
  context: CallContext,
): Promise<{ fileId: string; filename: string }> {
  const found = await findCertificate(db(house), { serial });
  const holders = found ? await findRights(db(house), [found.baUnit], today()) : [];
  if (!found || !holders.some(({ people }) => people.includes(number)))
    throw new Refusal('land.certificate_unknown', 404, { values: { serial } });
  await assertNoneVeiled(house, { certificate: found, self: number }, context);
  return { fileId: await certificateFile(house, serial), filename: filenameOf(serial) };
}

/** A certificate for the desk. Refuses `land.certificate_unknown`, and `land.not_competent` for one of another province. */
export async function readCertificateAtDesk(
  house: House,
  { serial }: { serial: string },
  context: CallContext,
): Promise<{ fileId: string; filename: string }> {
  const found = await findCertificate(db(house), { serial });
  if (!found) throw new Refusal('land.certificate_unknown', 404, { values: { serial } });
  if (found.content.issuer.code !== context.agency.code) throw new Refusal('land.not_competent', 403);
  context.note?.({ subjects: numbersIn(found) });
  await assertNoneVeiled(house, { certificate: found }, context);
  return { fileId: await certificateFile(house, serial), filename: filenameOf(serial) };
}

/** The file names all holders: it is not handed to who may not be told of one of them. */
async function assertNoneVeiled(
  house: House,
  { certificate, self }: { certificate: CertificateRow; self?: string },
  context: CallContext,
): Promise<void> {
  const veiled = await veiledParties(db(house), { codes: numbersIn(certificate), self }, context);
  if (veiled.size > 0) throw new Refusal('land.certificate_unknown', 404, { values: { serial: certificate.serial } });
}

const filenameOf = (serial: string): string => `${CERTIFICATE_TITLE.vi.split(',')[0]} ${serial}.pdf`;

const numbersIn = ({ content }: CertificateRow): string[] =>
  content.holders.flatMap(({ number }) => (number ?? '').split(', ').filter((each) => /^\d{12}$/.test(each)));

/** What a verification code stands for; null when there is no such certificate. */
export async function verifyCertificate(
  house: House,
  { code }: { code: string },
  context: CallContext,
): Promise<Static<typeof services.verifyCertificate.output>> {
  const found = await findCertificate(db(house), { verificationCode: code });
  if (!found) return { document: null };
  const fileId = await certificateFile(house, found.serial);
  const numbers = numbersIn(found);
  context.note?.({ subjects: numbers });
  const isVeiled = (await veiledParties(db(house), { codes: numbers }, context)).size > 0;
  return {
    document: {
      title: CERTIFICATE_TITLE,
      holderName: isVeiled ? NAMELESS : found.content.holders.map(({ name }) => name).join('; '),
      holderNumber: isVeiled ? null : (numbers[0] ?? null),
      documentNumber: found.serial,
      issuerName: found.issuer,
      issuedAt: new Date(`${found.issuedOn}T00:00:00+07:00`).toISOString(),
      // Files are kept by their content: the id is the SHA-256.
      sha256: fileId,
      fileId,
      invalidFrom: found.invalidFrom,
    },
  };
}

/** What anybody may know of a parcel. Refuses `land.parcel_not_found`. */
export async function readPublicParcel(house: House, code: string): Promise<PublicParcel> {
  const parcel = await lastOf(house, code);
  const on = parcel.validUntil === null ? today() : parcel.validFrom;
  const units = parcel.baUnit ? [parcel.baUnit] : [];
  const [restrictions, certificates, lineage] = await Promise.all([
    findRestrictions(db(house), units, on),
    findCertificates(db(house), units, on),
    lineageOf(house, code),
  ]);
  return {
    code: parcel.code,
    communeCode: parcel.communeCode,
    sheet: parcel.sheet,
    number: parcel.number,
    place: placeOfCommune(parcel.communeCode),
    landUse: parcel.landUse,
    area_m2: parcel.areaLegal_dm2 / 100,
    isRegistered: parcel.baUnit !== null,
    hasCertificate: certificates.length > 0,
    planning: restrictions.filter(({ form }) => form === 'planning').map(({ content }) => content),
    validFrom: parcel.validFrom,
    validUntil: parcel.validUntil,
    meridian_minutes: parcel.meridian_minutes,
    rings: parcel.rings,
    lineage,
  };
}
