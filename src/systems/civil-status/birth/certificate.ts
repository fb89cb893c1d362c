import { countryName, ethnicGroup } from '../../../country/index.ts';
import type { BirthEntry } from './store.ts';
import type { EntryParent } from './rules.ts';
import type { BirthCertificateContent, CertificateParent } from './certificate-document.ts';
import { entryNumber } from '../entry-number.ts';

/** What the certificate says of an entry. */
export function certificateContent(
  entry: BirthEntry & { personalNumber: string },
  document: { at: Date; baseUrl: string; synthetic: boolean },
): BirthCertificateContent {
  const { child, agency, verificationCode: code } = entry;
  const mother = parentShown(entry.mother);
  const father = parentShown(entry.father);
  return {
    number: entryNumber(entry),
    child: {
      fullName: child.fullName,
      birthDate: child.bornOn,
      sex: child.sex,
      ethnicGroup: nameOfGroup(child.ethnicGroup),
      nationality: countryName(child.nationality, 'vi'),
      birthPlace: child.birthPlace,
      homeTown: child.hometown,
      personalNumber: entry.personalNumber,
    },
    ...(mother ? { mother } : {}),
    ...(father ? { father } : {}),
    registrant: {
      fullName: entry.declarant.fullName,
      identityDocument: `Số định danh cá nhân ${entry.declarant.number}`,
    },
    registrationPlace: agency.name,
    registrationDate: entry.registeredOn,
    signer: { post: entry.official.title.vi, fullName: entry.official.name },
    agency: agency.name,
    sealedAt: document.at,
    verification: { url: `${document.baseUrl}/verify/${code}`, code },
    synthetic: document.synthetic,
  };
}

function parentShown(parent: EntryParent): CertificateParent | undefined {
  if (parent.kind === 'unknown') return undefined;
  return {
    fullName: parent.fullName!,
    birthYear: parent.bornOn!.slice(0, 4),
    ethnicGroup: nameOfGroup(parent.ethnicGroup),
    nationality: countryName(parent.nationality!, 'vi'),
    residence: parent.residence ?? '',
  };
}

const nameOfGroup = (code: string | undefined): string => (code && ethnicGroup(code)?.name) || '';
