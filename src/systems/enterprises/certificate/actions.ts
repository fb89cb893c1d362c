import type { Static } from 'typebox';
import { now, today } from '../../../kernel/clock.ts';
import { newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { formatNumber } from '../../../kernel/text.ts';
import type { CallContext } from '../../exchange/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { sealPdf } from '../../trust/index.ts';
import { HOLDING_ROLES, LEGAL_FORMS, TITLES } from '../enterprise-codes.ts';
import { addressInWords } from '../lookup/actions.ts';
import { findEnterprise, findHolders, findRepresentatives } from '../registration/store.ts';
import type * as services from '../services.ts';
import { makeCertificate } from './certificate-document.ts';
import { type CertifiedFiling, findCertificate, newestCertified, saveCertificate } from './store.ts';

const CODE_CHARACTERS = 12;
const TITLE = { vi: 'Giấy chứng nhận đăng ký doanh nghiệp', en: 'Certificate of enterprise registration' };

/**
 * The certificate of an enterprise as it is registered now: made and sealed when the newest registration has none yet, else the
 * one there is. Refuses `enterprise.unknown`.
 */
export async function issueCertificate(
  house: House,
  { code, signerName }: Static<typeof services.issueCertificate.input>,
  context: CallContext,
): Promise<Static<typeof services.issueCertificate.output>> {
  const db = house.db.as('enterprises');
  const filing = await newestCertified(db, code);
  if (!filing) throw new Refusal('enterprise.unknown', 404, { values: { code } });
  const { verificationCode, fileId } = filing;
  if (verificationCode && fileId) return { verificationCode, fileId };
  return makeAndKeep(house, { code, filing, signerName }, context);
}

async function makeAndKeep(
  house: House,
  { code, filing, signerName }: { code: string; filing: CertifiedFiling; signerName: string },
  context: CallContext,
): Promise<{ verificationCode: string; fileId: string }> {
  const db = house.db.as('enterprises');
  const on = filing.effectiveOn;
  const [found, holders, representatives] = await Promise.all([
    findEnterprise(db, { code, on }),
    findHolders(db, { code, on }),
    findRepresentatives(db, { code, on }),
  ]);
  const { legalForm, name, foreignName, shortName, capital, foundedOn, communeCode } = found!;
  const at = now();
  const verificationCode = newReadableCode(CODE_CHARACTERS);
  const vnd = (amount: number) => `${formatNumber(amount, 'vi')} đồng`;
  const { agency, actor } = context;
  const province = provinceOf(communeCode, today())!;
  const pdf = makeCertificate({
    code,
    filingNumber: filing.number,
    legalForm: LEGAL_FORMS[legalForm].vi,
    name,
    ...(foreignName ? { foreignName } : {}),
    ...(shortName ? { shortName } : {}),
    address: addressInWords(found!),
    capital: vnd(capital),
    holders:
      legalForm === 'joint-stock'
        ? []
        : holders.map(({ holderName, holder, role, contribution }) => ({
            name: `${HOLDING_ROLES[role].vi} ${holderName}`,
            number: holder,
            contribution: vnd(contribution),
          })),
    representatives: representatives.map(({ fullName, personNumber, title }) => ({
      name: fullName,
      number: personNumber,
      title: TITLES[title].vi,
    })),
    firstRegisteredOn: foundedOn,
    changeNumber: filing.changeNumber,
    issuedOn: today(),
    place: province.name,
    agency: { name: agency.name, parentName: `Ủy ban nhân dân ${province.fullName.vi}` },
    signer: { post: actor.kind === 'official' ? actor.title.vi : agency.name, fullName: signerName },
    sealedAt: at,
    verification: { url: `${house.config.baseUrl}/verify/${verificationCode}`, code: verificationCode },
    synthetic: house.synthetic,
  });
  const sealed = await sealPdf(house, { pdf, agency, reason: TITLE.vi, at });
  const fileId = await house.files.keep(sealed.pdf);
  return saveCertificate(db, { filingId: filing.filingId, verificationCode, fileId, holderName: name });
}

/** Whether the register issued a certificate with that code, and which. */
export async function verifyCertificate(
  house: House,
  { code }: { code: string },
): Promise<Static<typeof services.verifyCertificate.output>> {
  const found = await findCertificate(house.db.as('enterprises'), code);
  if (!found) return { document: null };
  return {
    document: {
      title: TITLE,
      holderName: found.holderName,
      documentNumber: found.subject,
      issuerName: found.agencyName,
      issuedAt: found.issuedAt.toISOString(),
      // Files are kept by their content: the id is the SHA-256.
      sha256: found.fileId,
      fileId: found.fileId,
    },
  };
}

/** The certificate of an enterprise that the person represents or owns. Refuses everybody else with `enterprise.not_yours`. */
export async function readOwnCertificate(
  house: House,
  { number, code }: { number: string; code: string },
): Promise<Static<typeof services.readOwnCertificate.output>> {
  const db = house.db.as('enterprises');
  const asked = { code, on: today() };
  const [holders, representatives, filing] = await Promise.all([
    findHolders(db, asked),
    findRepresentatives(db, asked),
    newestCertified(db, code),
  ]);
  const isTheirs =
    holders.some(({ holder }) => holder === number) ||
    representatives.some(({ personNumber }) => personNumber === number);
  if (!isTheirs) throw new Refusal('enterprise.not_yours', 404);
  return filing?.fileId ? { fileId: filing.fileId } : {};
}
