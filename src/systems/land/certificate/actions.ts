import { newReadableCode } from '../../../kernel/ids.ts';
import { now } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { changeFrom, endOn, record } from '../../registry/index.ts';
import { sealPdf } from '../../trust/index.ts';
import { baUnit, certificate } from '../kinds.ts';
import type { Doing } from '../registration/act.ts';
import type { Registered, UnitState } from '../registration/rules.ts';
import { findCertificate, saveCertificateFile, takeCertificateNumbers } from '../registration/store.ts';
import { makeCertificate } from './certificate-document.ts';
import { contentOf } from './content.ts';

export const CERTIFICATE_TITLE = {
  vi: 'Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất',
  en: 'Certificate of land-use right and ownership of assets attached to land',
};
const VERIFICATION_CHARACTERS = 12;

/**
 * Issues a certificate for a unit as it now stands, and strikes out the one before (Land Law 31/2024/QH15 art. 133, 134).
 * What it says is kept with it, so that the file says the same whenever it is made.
 */
export async function issueCertificate(doing: Doing, state: UnitState): Promise<Registered['certificates'][number]> {
  const { tx, on, grounds, context, why } = doing;
  await strikeOutCertificate(doing, state);
  const numbers = await takeCertificateNumbers(tx, context.agency.code);
  const verificationCode = newReadableCode(VERIFICATION_CHARACTERS);
  const content = contentOf(state, {
    ...numbers,
    issuedOn: on,
    issuer: context.agency,
    signer: { post: why.registeredBy?.title.vi ?? '', name: why.registeredBy?.name ?? '' },
  });
  await record(
    tx,
    certificate,
    {
      values: {
        ...numbers,
        baUnit: state.code,
        issuer: context.agency.name,
        verificationCode,
        content: content as unknown as Record<string, unknown>,
      },
      from: on,
    },
    grounds,
  );
  await changeFrom(
    tx,
    baUnit,
    { key: { code: state.code }, from: on, values: { certificate: numbers.serial } },
    grounds,
  );
  return { serial: numbers.serial, verificationCode };
}

/** The certificate of a unit, when there is one, is no longer valid. */
export async function strikeOutCertificate(doing: Doing, state: UnitState): Promise<void> {
  const { tx, on, grounds } = doing;
  if (!state.certificate) return;
  await endOn(tx, certificate, { key: { serial: state.certificate }, from: on }, grounds);
}

/** Makes and seals the files of certificates that have none yet. */
export async function makeCertificateFiles(house: House, issued: readonly { serial: string }[]): Promise<void> {
  for (const { serial } of issued) await certificateFile(house, serial);
}

/** The sealed file of a certificate, made now if it was not made before. Refuses `land.certificate_unknown`. */
export async function certificateFile(house: House, serial: string): Promise<string> {
  const db = house.db.as('land');
  const found = await findCertificate(db, { serial });
  if (!found) throw new Refusal('land.certificate_unknown', 404, { values: { serial } });
  if (found.fileId) return found.fileId;
  const at = now();
  const { content, verificationCode } = found;
  const pdf = makeCertificate({
    ...content,
    sealedAt: at,
    verification: { url: `${house.config.baseUrl}/verify/${verificationCode}`, code: verificationCode },
    synthetic: house.synthetic,
  });
  const sealed = await sealPdf(house, { pdf, agency: content.issuer, reason: CERTIFICATE_TITLE.vi, at });
  return saveCertificateFile(db, serial, await house.files.keep(sealed.pdf));
}
