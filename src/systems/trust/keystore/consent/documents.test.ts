import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { missing } from '../../../../../test/support/chromium.ts';
import { documentOf } from '../../../../../test/support/document.ts';
import {
  application,
  aSigner,
  openSigningHouse,
  refusedWith,
  signingHouse,
  use,
  type Someone,
} from '../../../../../test/support/signers.ts';
import { objectId, octetString, sequence, setOf } from '../../asn1/der.ts';
import type { SealingHouse } from '../../keys.ts';
import { freePlace } from '../../pdf/appearance.ts';
import { PdfFile } from '../../pdf/file.ts';
import { signPdf } from '../../pdf/signature.ts';
import { IncrementalUpdate } from '../../pdf/update.ts';
import type { PdfReference } from '../../pdf/value.ts';
import { askActivation, authorise, signDocuments, type PartyFor } from '../../remote/activation.ts';
import { signForApplication, type DocumentOrder } from '../../remote/application-documents.ts';
import { validateFile } from '../../validation/actions.ts';
import { signBeside, signEnveloped } from '../../xades/signature.ts';
import type { PrivateKey, ToSign } from '../private-key.ts';

/** Documents: what is signed is read by who signs, and is the document that the person agreed to. */

let house: SealingHouse;
openSigningHouse();
before(() => {
  house = signingHouse();
});

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const pdf = documentOf('Nguyễn Thị Minh Khai');
const xml = Buffer.from('<đơn xmlns="urn:a" b="2" a="1">Xin chào<trống/></đơn>');
const text = Buffer.from('Điều 1.\n');

async function agreeTo(someone: Someone, hashes: Buffer[]): Promise<string> {
  const { personalNumber, credential, passkey } = someone;
  const asked = {
    personalNumber,
    credentialId: credential.id,
    application,
    signs: 'documents' as const,
    hashes,
    names: [],
  };
  const { activationId, challenge } = await askActivation(house, asked);
  return (await authorise(house, { activationId, personalNumber, response: passkey.answer(challenge) })).sad;
}

const ORDERS: (DocumentOrder & { filename?: string })[] = [
  { format: 'PAdES', level: 'B-LTA', bytes: pdf, packaging: 'enveloped', filename: 'a.pdf' },
  {
    format: 'PAdES',
    level: 'B-B',
    bytes: documentOf('Certified'),
    packaging: 'enveloped',
    certifies: true,
    filename: 'a.pdf',
  },
  { format: 'CAdES', level: 'B-LT', bytes: text, packaging: 'attached', filename: 'a.p7m' },
  { format: 'CAdES', level: 'B-B', bytes: Buffer.from('beside'), packaging: 'detached' },
  { format: 'XAdES', level: 'B-LTA', bytes: xml, packaging: 'enveloped', filename: 'a.xml' },
  { format: 'XAdES', level: 'B-T', bytes: Buffer.from('within'), packaging: 'attached', filename: 'a.xml' },
  { format: 'XAdES', level: 'B-B', bytes: Buffer.from('beside too'), packaging: 'detached' },
  { format: 'JAdES', level: 'B-T', bytes: Buffer.from('{"a":1}'), packaging: 'attached', filename: 'a.json' },
  { format: 'JAdES', level: 'B-B', bytes: Buffer.from('{"a":2}'), packaging: 'detached' },
  { format: 'CAdES', level: 'B-B', sha256: sha256(Buffer.from('by hash')) },
  { format: 'PAdES', level: 'B-T', sha256: sha256(Buffer.from('range of a PDF')) },
];

test('every format is signed by one consent, and what carries its document holds', async () => {
  const someone = await aSigner();
  const sad = await agreeTo(
    someone,
    ORDERS.map((order) => ('bytes' in order ? sha256(order.bytes) : order.sha256)),
  );
  const made = await signForApplication(house, { ...use(someone, sad), orders: ORDERS });
  for (const [at, { filename }] of ORDERS.entries()) {
    if (!filename) continue;
    const [verdict] = (await validateFile(house, { filename, bytes: made[at]! })).signatures;
    assert.equal(verdict?.indication, 'TOTAL-PASSED', `${at} ${JSON.stringify(verdict)}`);
    assert.equal(verdict.signer?.name, 'Nguyễn Thị Minh Khai');
  }
});

/** Signs by a consent to this document, whatever is made of it. */
async function signing(
  agreed: Buffer,
  make: (partyFor: PartyFor, someone: Someone) => Promise<unknown>,
): Promise<void> {
  const someone = await aSigner();
  const sad = await agreeTo(someone, [sha256(agreed)]);
  await signDocuments(house, { ...use(someone, sad), hashes: [sha256(agreed)] }, async (partyFor) => {
    await make(partyFor, someone);
    return agreed;
  });
}
const order = { signerName: 'X', reason: '', at: new Date() };
const notAgreed = refusedWith('signing.hash_not_authorised');
const unreadable = refusedWith('trust.document_unreadable');

/** The document with a revision of a stranger's making, which shows another page. */
function attacked(bytes: Buffer): Buffer {
  const file = new PdfFile(bytes);
  const update = new IncrementalUpdate(file);
  update.set(file.trailer.get('Root') as PdfReference, new Map(file.dictionary(file.trailer.get('Root'))));
  return update.finish();
}

test('a PDF is signed as it was agreed to, with nothing before or beside the signature', async () => {
  await signing(pdf, (partyFor) => signPdf({ ...order, pdf, signer: partyFor(pdf) }));
  await assert.rejects(
    signing(pdf, (partyFor) => signPdf({ ...order, pdf: documentOf('Another'), signer: partyFor(pdf) })),
    unreadable,
  );
  await assert.rejects(
    signing(pdf, (partyFor) => signPdf({ ...order, pdf: attacked(pdf), signer: partyFor(pdf) })),
    unreadable,
  );
  // Where the document is not shown, the hash of what is covered would have to be the agreed one.
  await assert.rejects(
    signing(pdf, (partyFor) => signPdf({ ...order, pdf, signer: partyFor() })),
    notAgreed,
  );
  const mark = { ...freePlace(pdf), title: 'CHỦ TỊCH NƯỚC', name: 'X', details: [] };
  await assert.rejects(
    signing(pdf, (partyFor) => signPdf({ ...order, pdf, signer: partyFor(pdf), mark })),
    notAgreed,
  );
  // What would be objects of another document, were the value of the signature moved.
  for (const hidden of ['9 0 obj << >>', 'xref 0 1', '/ByteRange [0 1 2 3]', 'a certificate']) {
    const evidence = { certificates: [Buffer.from(`\n${hidden}\n`)], lists: [], answers: [] };
    const made = signing(pdf, (partyFor) => signPdf({ ...order, pdf, signer: partyFor(pdf), evidence }));
    await (hidden === 'a certificate' ? made : assert.rejects(made, unreadable, hidden));
  }
  await assert.rejects(
    signing(pdf, (partyFor) => signPdf({ ...order, pdf, signer: partyFor(pdf), roles: ['CHỦ TỊCH NƯỚC'] })),
    notAgreed,
  );
});

test(
  'a PDF that another program wrote, with its objects in streams or in the order of pages, is signed too',
  { skip: missing('qpdf') },
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'consent-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const [plain, written] = [join(folder, 'plain.pdf'), join(folder, 'written.pdf')];
    writeFileSync(plain, pdf);
    for (const how of ['--object-streams=generate', '--linearize', '--qdf']) {
      execFileSync('qpdf', [how, plain, written]);
      const bytes = readFileSync(written);
      const evidence = { certificates: [Buffer.from('a certificate')], lists: [], answers: [] };
      await signing(bytes, (partyFor) => signPdf({ ...order, pdf: bytes, signer: partyFor(bytes), evidence }));
      // And by another after that.
      const twice = await signedBefore(bytes);
      await signing(twice, (partyFor) => signPdf({ ...order, pdf: twice, signer: partyFor(twice) }));
    }
  },
);

/** The document as it is when somebody has signed it. */
async function signedBefore(bytes: Buffer): Promise<Buffer> {
  let signed = bytes;
  await signing(bytes, async (partyFor) => {
    signed = await signPdf({ ...order, pdf: bytes, signer: partyFor(bytes) });
  });
  return signed;
}

/** What is covered, changed on its way to the signer, and the attributes with it. */
function changed(key: PrivateKey, someone: Someone, change: (covered: Buffer) => Buffer): PrivateKey {
  return {
    publicKey: key.publicKey,
    sign(asked: ToSign) {
      const covered = change(Buffer.from(asked.covered!()));
      const bytes = setOf(
        sequence(objectId('1.2.840.113549.1.9.3'), setOf(objectId('1.2.840.113549.1.7.1'))),
        sequence(objectId('1.2.840.113549.1.9.4'), setOf(octetString(sha256(covered)))),
        sequence(
          objectId('1.2.840.113549.1.9.16.2.47'),
          setOf(sequence(sequence(sequence(octetString(sha256(someone.credential.certificate.der)))))),
        ),
      );
      return key.sign({ kind: 'attributes', bytes, by: asked.by!, beside: covered });
    },
  };
}
/** The last place of a text in the part that the signature added, replaced by one of the same length. */
const replacing = (pattern: RegExp, by: string) => (covered: Buffer) => {
  const added = covered.toString('latin1', pdf.length);
  assert.match(added, pattern);
  const text = added.replace(pattern, (found) => by.padEnd(found.length));
  return Buffer.concat([covered.subarray(0, pdf.length), Buffer.from(text, 'latin1')]);
};

test('a revision that changes a page, shows a frame, hides a part or leaves bytes out is not signed', async () => {
  const changes: [string, (covered: Buffer) => Buffer][] = [
    ['another page', replacing(/\/Contents \d+ 0 R/, '/Contents 1 0 R')],
    ['a page without its fonts', replacing(/\/Resources [^/]+/, '/Rotate 90 ')],
    ['a frame', replacing(/\/Rect \[0 0 0 0\]/, '/Rect [0 0 9 9]')],
    ['a gap elsewhere', replacing(/\/ByteRange \[0 \d+/, '/ByteRange [0 9')],
    ['no signature', replacing(/\/ByteRange/, '/ByteRenge')],
    ['an annotation', replacing(/\/FT \/Sig/, '/FT /Btn')],
    ['bytes behind', (covered) => Buffer.concat([covered, Buffer.from('%%EOF\n')])],
    ['nothing added', () => pdf],
    ['half of it', (covered) => covered.subarray(0, pdf.length + 100)],
    ['another document', (covered) => Buffer.concat([Buffer.from('%PDF-1.7\n'), covered])],
  ];
  for (const [what, change] of changes)
    await assert.rejects(
      signing(pdf, (partyFor, someone) => {
        const party = partyFor(pdf);
        return signPdf({ ...order, pdf, signer: { ...party, privateKey: changed(party.privateKey, someone, change) } });
      }),
      (error: { code?: string }) =>
        error.code === 'signing.hash_not_authorised' || error.code === 'trust.document_unreadable',
      what,
    );
  await signing(pdf, (partyFor, someone) => {
    const party = partyFor(pdf);
    return signPdf({
      ...order,
      pdf,
      signer: { ...party, privateKey: changed(party.privateKey, someone, (same) => same) },
    });
  });
});

test('XML around or beside a signature is the XML that was agreed to', async () => {
  const at = new Date();
  await signing(xml, (partyFor) => signEnveloped(xml, { party: partyFor(xml), at }));
  const another = Buffer.from('<đơn xmlns="urn:a" b="2" a="1">Xin chào!<trống/></đơn>');
  await assert.rejects(
    signing(xml, (partyFor) => signEnveloped(another, { party: partyFor(xml), at })),
    notAgreed,
  );
  await assert.rejects(
    signing(xml, (partyFor) => signEnveloped(another, { party: partyFor(another), at })),
    notAgreed,
  );
  await assert.rejects(
    signing(xml, (partyFor) => signEnveloped(xml, { party: partyFor(), at })),
    notAgreed,
  );
  const file = (name: string, bytes: Buffer) => ({ name, mimeType: 'text/plain', bytes });
  await signing(text, (partyFor) => signBeside([file('a.txt', text)], { party: partyFor(), at }));
  await assert.rejects(
    signing(text, (partyFor) => signBeside([file('a.txt', another)], { party: partyFor(), at })),
    notAgreed,
  );
  await assert.rejects(
    signing(text, (partyFor) => signBeside([file('a.txt', text), file('b.txt', xml)], { party: partyFor(), at })),
    notAgreed,
  );
  // A SignedInfo that says more than ours does.
  const rewritten = (change: (info: string) => string) =>
    signing(text, (partyFor) => {
      const party = partyFor();
      const privateKey: PrivateKey = {
        publicKey: party.privateKey.publicKey,
        sign: (asked) =>
          party.privateKey.sign({ ...asked, bytes: Buffer.from(change(Buffer.from(asked.bytes).toString('utf8'))) }),
      };
      return signBeside([file('a.txt', text)], { party: { ...party, privateKey }, at });
    });
  await rewritten((info) => info);
  const transforms =
    '<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"></ds:Transform></ds:Transforms>';
  await assert.rejects(
    rewritten((info) => info.replace('<ds:DigestMethod', `${transforms}<ds:DigestMethod`)),
    notAgreed,
  );
  await assert.rejects(
    rewritten((info) => info.replace(/(<ds:Reference .*?<\/ds:Reference>)/s, '$1$1')),
    notAgreed,
  );
  await assert.rejects(
    rewritten((info) => info.replace('xmlenc#sha256', 'xmlenc#sha512')),
    notAgreed,
  );
  await assert.rejects(
    rewritten((info) => info.replace('</ds:SignedInfo>', '<ds:SignedInfo>')),
    unreadable,
  );
});
