import { now } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { countryName, ethnicGroup } from '../../../country/index.ts';
import type { CallContext } from '../../exchange/index.ts';
import { groundsOf } from '../../registry/index.ts';
import { communeOn } from '../../territories/index.ts';
import { sealPdf } from '../../trust/index.ts';
import type { BirthEntry } from '../birth/store.ts';
import { entryNumber } from '../entry-number.ts';
import { makeRecognitionExtract } from './extract-document.ts';
import { saveExtract } from './store.ts';

/** What the extract is called. */
export const EXTRACT_TITLE = {
  vi: 'Trích lục đăng ký nhận cha, mẹ, con',
  en: 'Extract of a recognition of parentage',
};

/** Makes and seals the extract of the recognition that was registered with a birth; none when there was no recognition. */
export async function finishRecognition(
  house: House,
  birth: BirthEntry & { personalNumber: string },
  context: CallContext,
): Promise<{ fileId: string; verificationCode: string } | undefined> {
  const { recognition } = birth;
  if (!recognition) return undefined;
  const { verificationCode } = recognition;
  if (recognition.extractFile) return { fileId: recognition.extractFile, verificationCode };
  const parent = birth[recognition.recognisedBy];
  const { child, agency, official } = birth;
  const at = now();
  const pdf = makeRecognitionExtract({
    number: `${entryNumber(recognition)}/TLNCMC`,
    place: communeOn(birth.communeCode, birth.registeredOn)!.name,
    issuedOn: birth.registeredOn,
    parent: {
      fullName: parent.fullName!,
      birthDate: parent.bornOn!,
      sex: recognition.recognisedBy === 'father' ? 'male' : 'female',
      ethnicGroup: nameOfGroup(parent.ethnicGroup),
      nationality: countryName(parent.nationality!, 'vi'),
      residence: parent.residence ?? '',
      personalNumber: parent.number ?? parent.passportNumber ?? '',
    },
    relation: recognition.recognisedBy,
    child: {
      fullName: child.fullName,
      birthDate: child.bornOn,
      sex: child.sex,
      ethnicGroup: nameOfGroup(child.ethnicGroup),
      nationality: countryName(child.nationality, 'vi'),
      residence: '',
      personalNumber: birth.personalNumber,
    },
    registrationPlace: agency.name,
    registrationNumber: entryNumber(recognition),
    registrationDate: recognition.registeredOn,
    basis: `Sự đồng ý của cha, mẹ, biên nhận ${recognition.consentReceipt}`,
    agency: agency.name,
    signer: { post: official.title.vi, fullName: official.name },
    sealedAt: at,
    verification: { url: `${house.config.baseUrl}/verify/${verificationCode}`, code: verificationCode },
    synthetic: house.synthetic,
  });
  const sealed = await sealPdf(house, { pdf, agency, reason: EXTRACT_TITLE.vi, at });
  const { declarant, official: registrar } = birth;
  const grounds = groundsOf(context, {
    reason: 'Đăng ký nhận cha, mẹ, con',
    source: { kind: 'consent', number: recognition.consentReceipt },
  });
  const fileId = await saveExtract(
    house.db.as('civil-status'),
    {
      recognition,
      communeCode: birth.communeCode,
      agencyName: agency.name,
      fileId: await house.files.keep(sealed.pdf),
      parent,
      child: { ...child, number: birth.personalNumber },
      details: { role: recognition.recognisedBy, birthEntryId: birth.id, declarant, registrar },
    },
    grounds,
  );
  return { fileId, verificationCode };
}

const nameOfGroup = (code: string | undefined): string => (code && ethnicGroup(code)?.name) || '';
