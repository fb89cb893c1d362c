import { xmlText } from '../../../kernel/xml-text.ts';
import { element } from '../xml/written.ts';
import type { Indication } from './conclusion.ts';
import type { FileValidation, Validation } from './report.ts';
import type { SignatureValidation } from './validate.ts';

/**
 * The validation report of ETSI TS 119 102-2: for each signature its status, the time it was proven to be there, what the signer claims
 * and who signed. Certificates themselves and the material of each block stand in our own report.
 */

const NAMESPACE = 'http://uri.etsi.org/19102/v1.2.1#';
const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

const MAIN: Readonly<Record<Indication, string>> = {
  'TOTAL-PASSED': 'urn:etsi:019102:mainindication:total-passed',
  INDETERMINATE: 'urn:etsi:019102:mainindication:indeterminate',
  'TOTAL-FAILED': 'urn:etsi:019102:mainindication:total-failed',
};

/** The report in XML 1.0, UTF-8. */
export function xmlOfValidation({ at, files }: Validation): string {
  const reports = files.flatMap((file) => file.signatures.map((signature) => reportOf(signature, file, at)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('ValidationReport', reports, {
    xmlns: NAMESPACE,
    'xmlns:ds': XML_SIGNATURE,
  })}\n`;
}

function reportOf(signature: SignatureValidation, file: FileValidation, at: Date): string {
  const { signedAt, signer, indication, sub, claimed } = signature;
  return element('SignatureValidationReport', [
    element('SignatureIdentifier', [element('SignatureIdentifierId', [xmlText(signature.id)])]),
    element('ValidationTimeInfo', [
      element('ValidationTime', [xmlText(at.toISOString())]),
      element('BestSignatureTime', [
        element('POETime', [xmlText((signedAt.proven ?? at).toISOString())]),
        element('TypeOfProof', [xmlText('urn:etsi:019102:poetype:validation')]),
      ]),
    ]),
    element('SignersDocument', [
      element('DigestAlgAndValue', [
        element('ds:DigestMethod', [], { Algorithm: SHA256 }),
        element('ds:DigestValue', [xmlText(Buffer.from(file.sha256, 'hex').toString('base64'))]),
      ]),
    ]),
    element('SignatureAttributes', [
      ...(signedAt.claimed
        ? [
            element('SigningTime', [element('Time', [xmlText(signedAt.claimed.toISOString())])], {
              Signed: 'true',
            }),
          ]
        : []),
      ...(claimed.reason ? [element('Reason', [element('ReasonElement', [xmlText(claimed.reason)])])] : []),
    ]),
    ...(signer ? [element('SignerInformation', [element('Signer', [xmlText(signer.name)])])] : []),
    element('SignatureValidationProcess', [
      element('SignatureValidationProcessID', [xmlText('urn:etsi:019102:validationprocess:LTA')]),
    ]),
    element('SignatureValidationStatus', [
      element('MainIndication', [xmlText(MAIN[indication])]),
      ...(sub ? [element('SubIndication', [xmlText(`urn:etsi:019102:subindication:${sub}`)])] : []),
    ]),
  ]);
}
