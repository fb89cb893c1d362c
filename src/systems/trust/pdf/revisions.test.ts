import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documentOf } from '../../../../test/support/document.ts';
import { judgePdf, whyNot } from '../../../../test/support/judged-pdf.ts';
import { readRevocationList } from '../path/revocation-list.ts';
import { smallState } from '../../../../test/support/signed-pdf.ts';
import type { Change } from './changes.ts';
import { PdfFile } from './file.ts';
import { findPage } from './page-tree.ts';
import { judgeLater } from './permissions.ts';
import { pdfReader } from './reader.ts';
import { readRevisions } from './revisions.ts';
import { extendPdf, signPdf, stampPdf, type SignatureOrder } from './signature.ts';
import { readToken } from '../time-stamp/reading.ts';
import { changeTexts } from './texts.ts';
import { IncrementalUpdate } from './update.ts';
import { PdfName, PdfReference, PdfString, type PdfDictionary, type PdfValue } from './value.ts';

const at = new Date('2026-11-21T03:00:00Z');
const state = await smallState();
const plain = documentOf('Nguyễn Văn An');
const sign = async (pdf: Uint8Array, name: string, more: Partial<SignatureOrder> = {}): Promise<Buffer> =>
  signPdf({ pdf, signer: await state.seal(name), signerName: name, reason: 'Kết quả', at, ...more });
const lasting = async () => ({ stamping: state.stamping(at), evidence: await state.evidence(at) });
const good = await sign(plain, 'H26.1', await lasting());

const changesOf = (pdf: Uint8Array): readonly Change[] => readRevisions(new PdfFile(pdf)).revisions.at(-1)!.changes;
const kindsOf = (pdf: Uint8Array): string[] => changesOf(pdf).map(({ kind }) => kind);
const lists = (await state.evidence(at)).lists.map(readRevocationList);
const problemsOf = (pdf: Uint8Array) => judgePdf(pdf, { root: state.root.certificate, at, lists }).map(whyNot);

/** The document with a revision of a stranger's making. */
function attacked(pdf: Uint8Array, attack: (update: IncrementalUpdate, file: PdfFile) => void): Buffer {
  const file = new PdfFile(pdf);
  const update = new IncrementalUpdate(file);
  attack(update, file);
  return update.finish();
}
const catalogOf = (file: PdfFile): [PdfReference, PdfDictionary] => {
  const reference = file.trailer.get('Root') as PdfReference;
  return [reference, new Map(file.dictionary(reference))];
};
const dictionaryOf = (entries: Record<string, PdfValue>): PdfDictionary => new Map(Object.entries(entries));
/** The reason why the last revision is forbidden. */
function reasonOf(pdf: Uint8Array): string | undefined {
  const found = changesOf(pdf).find((change) => change.kind === 'forbidden');
  return found?.kind === 'forbidden' ? found.reason : undefined;
}

test('several signers one after the other all hold, with and without evidence and time stamps between', async () => {
  let pdf: Buffer = good;
  pdf = await sign(pdf, 'H26.2');
  assert.deepEqual(kindsOf(pdf), ['signature']);
  pdf = extendPdf({ pdf, evidence: await state.evidence(new Date(at.getTime() + 1000)) });
  assert.deepEqual(kindsOf(pdf), ['evidence']);
  pdf = await stampPdf({
    pdf,
    stamping: state.stamping(at),
    evidence: await state.evidence(new Date(at.getTime() + 2000)),
  });
  assert.deepEqual(kindsOf(pdf), ['time_stamp', 'evidence'].sort().reverse());
  pdf = await sign(pdf, 'H26.3', await lasting());
  assert.deepEqual(problemsOf(pdf), [undefined, undefined, undefined]);
});

test('a signature that is seen tells where', async () => {
  const mark = {
    page: 1,
    rectangle: [60, 60, 260, 130] as const,
    title: 'Đã ký số',
    name: 'Trần Thị Bình',
    details: ['Chủ tịch', '10:00 ngày 21/11/2026'],
  };
  const pdf = await sign(good, 'H26.2', { ...(await lasting()), mark });
  const signature = changesOf(pdf).find(({ kind }) => kind === 'signature');
  assert.deepEqual(signature?.kind === 'signature' && signature.mark, { page: 1, rectangle: [60, 60, 260, 130] });
  assert.deepEqual(problemsOf(pdf), [undefined, undefined]);
});

test('a document that its writer made in two revisions holds like any other', async () => {
  const twice = attacked(plain, (update, file) => {
    const [reference, page] = findPage(file, 1);
    update.set(reference, new Map([...page, ['Rotate', 0]]));
  });
  assert.equal(reasonOf(twice), 'page_changed');
  assert.deepEqual(problemsOf(await sign(twice, 'H26.1')), [undefined]);
});

test('what changes the page is found, however it is brought in', async () => {
  const drawn = Buffer.from('BT /regular 40 Tf 50 50 Td (0) Tj ET');
  const attacks: Record<string, (update: IncrementalUpdate, file: PdfFile) => void> = {
    page_changed(update, file) {
      const [reference, page] = findPage(file, 1);
      update.set(reference, new Map([...page, ['Contents', update.addStream(drawn)]]));
    },
    object_replaced(update, file) {
      // The same reference, another drawing behind it.
      const [, page] = findPage(file, 1);
      const contents = page.get('Contents') as PdfReference;
      update.setRaw(contents, `<< /Length ${drawn.length} >>\nstream\n${drawn.toString('latin1')}\nendstream`);
    },
    catalog_changed(update, file) {
      const [reference, catalog] = catalogOf(file);
      update.set(reference, new Map([...catalog, ['OpenAction', dictionaryOf({ S: new PdfName('JavaScript') })]]));
    },
    annotation_added(update, file) {
      const [reference, page] = findPage(file, 1);
      const overlay = update.add(
        dictionaryOf({ Type: new PdfName('Annot'), Subtype: new PdfName('FreeText'), Rect: [0, 0, 500, 700] }),
      );
      update.set(reference, new Map([...page, ['Annots', [...(page.get('Annots') as PdfValue[]), overlay]]]));
    },
  };
  for (const [reason, attack] of Object.entries(attacks)) {
    const pdf = attacked(good, attack);
    assert.equal(reasonOf(pdf), reason);
    assert.deepEqual(problemsOf(pdf), ['changed_after_signing'], reason);
    // A later signature does not heal it.
    assert.deepEqual(problemsOf(await sign(pdf, 'H26.2')), ['changed_after_signing', undefined], reason);
  }
});

test('another catalog, other pages and an object that is taken away are found', () => {
  const otherRoot = attacked(good, (update, file) => {
    const [, catalog] = catalogOf(file);
    file.trailer.set('Root', update.add(new Map([...catalog, ['Lang', PdfString.ofText('en')]])));
  });
  assert.equal(reasonOf(otherRoot), 'catalog_changed');
  const otherPages = attacked(good, (update, file) => {
    const [, catalog] = catalogOf(file);
    const [page] = findPage(file, 1);
    const pages = dictionaryOf({ Type: new PdfName('Pages'), Kids: [page, page], Count: 2 });
    update.set(catalog.get('Pages') as PdfReference, pages);
  });
  assert.equal(reasonOf(otherPages), 'object_replaced');
  const freed = Buffer.concat([
    good,
    Buffer.from(
      `xref\n9 1\n0000000000 00001 f\r\ntrailer\n<< /Size 99 /Root 1 0 R /Prev ${new PdfFile(good).startXref} >>\nstartxref\n${good.length}\n%%EOF\n`,
    ),
  ]);
  assert.equal(reasonOf(freed), 'object_removed');
});

test('a document that was signed while it spoke of a missing object is changed by that object', async () => {
  const waiting = attacked(plain, (update, file) => {
    const [reference, page] = findPage(file, 1);
    const hidden = new PdfReference(500);
    update.set(reference, new Map([...page, ['Contents', [page.get('Contents')!, hidden]]]));
  });
  const signed = await sign(waiting, 'H26.1');
  assert.deepEqual(problemsOf(signed), [undefined]);
  const shown = attacked(signed, (update) => {
    update.setRaw(new PdfReference(500), '<< /Length 1 >>\nstream\nq\nendstream');
  });
  assert.equal(reasonOf(shown), 'object_was_awaited');
});

test('a frame over the text that nobody signed is found, one whose signature covers less, and one as large as the page', () => {
  const overlay = (signature: PdfValue, raw?: string) =>
    attacked(good, (update, file) => {
      const [reference, catalog] = catalogOf(file);
      const form = new Map(file.dictionary(catalog.get('AcroForm')));
      const [pageReference, page] = findPage(file, 1);
      const field = update.add(
        dictionaryOf({
          Type: new PdfName('Annot'),
          Subtype: new PdfName('Widget'),
          FT: new PdfName('Sig'),
          T: PdfString.ofText('x'),
          P: pageReference,
          Rect: [0, 0, 500, 700],
          AP: dictionaryOf({ N: update.addStream(Buffer.from('1 g 0 0 500 700 re f')) }),
          ...(signature === null ? {} : { V: signature }),
          ...(raw === undefined ? {} : { V: update.addRaw(raw) }),
        }),
      );
      form.set('Fields', [...(form.get('Fields') as PdfValue[]), field]);
      update.set(reference, new Map([...catalog, ['AcroForm', form]]));
      update.set(pageReference, new Map([...page, ['Annots', [...(page.get('Annots') as PdfValue[]), field]]]));
    });
  assert.equal(reasonOf(overlay(null)), 'mark_without_signature');
  const first = new PdfFile(good);
  const [field] = first.dictionary(catalogOf(first)[1].get('AcroForm'))!.get('Fields') as PdfReference[];
  const earlier = first.dictionary(field)!.get('V')!;
  assert.equal(reasonOf(overlay(earlier)), 'mark_without_signature');
  // One who does sign, but with a frame as large as the page.
  const large = overlay(
    null,
    `<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange ${' '.repeat(40)} /Contents <00> >>`,
  );
  const gap = large.lastIndexOf('<00>');
  large.write(`[0 ${gap} ${gap + 4} ${large.length - gap - 4}]`, large.lastIndexOf('/ByteRange ') + 11, 'latin1');
  assert.equal(reasonOf(large), 'mark_too_large');
});

test('answers in a form are told as such', async () => {
  const answered = (V: string) =>
    dictionaryOf({
      Type: new PdfName('Annot'),
      Subtype: new PdfName('Widget'),
      FT: new PdfName('Tx'),
      T: PdfString.ofText('amount'),
      V: PdfString.ofText(V),
      Rect: [10, 10, 90, 30],
    });
  let field!: PdfReference;
  const form = attacked(plain, (update, file) => {
    const [reference, catalog] = catalogOf(file);
    const [pageReference, page] = findPage(file, 1);
    field = update.add(answered(''));
    update.set(reference, new Map([...catalog, ['AcroForm', dictionaryOf({ Fields: [field] })]]));
    update.set(pageReference, new Map([...page, ['Annots', [field]]]));
  });
  const pdf = attacked(await sign(form, 'H26.1'), (update) => update.set(field, answered('1.000')));
  assert.deepEqual(changesOf(pdf), [{ kind: 'form', field: 'amount' }]);
  assert.deepEqual(problemsOf(pdf), ['changed_after_signing']);
});

test('a store of evidence with something else in it is not taken for one', () => {
  const smuggled = attacked(good, (update, file) => {
    const [reference, catalog] = catalogOf(file);
    update.set(reference, new Map([...catalog, ['DSS', dictionaryOf({ Certs: [], Contents: [] })]]));
  });
  assert.equal(reasonOf(smuggled), 'catalog_changed');
});

test('whatever a stranger replaces in a signed document, no reader shows it as signed', () => {
  const file = new PdfFile(good);
  const numbers = Array.from({ length: file.nextNumber - 1 }, (_, i) => i + 1);
  const syntax = fc.constantFrom(
    'null',
    '<< >>',
    '[]',
    '(x)',
    '<< /Length 0 >>\nstream\n\nendstream',
    '<< /Type /XRef >>',
  );
  fc.assert(
    fc.property(fc.constantFrom(...numbers), syntax, (number, written) => {
      const pdf = attacked(good, (update) => void update.setRaw(new PdfReference(number), written));
      let problems: readonly unknown[];
      try {
        problems = problemsOf(pdf);
      } catch {
        return;
      }
      const harmless = changesOf(pdf).every(({ kind }) => kind === 'metadata');
      assert.ok(harmless || problems.length === 0 || problems[0] !== undefined, `${number} became ${written}`);
    }),
    { numRuns: 60 },
  );
});

test('the revisions of a document with thirty signatures are read in bounded time', async () => {
  let pdf: Buffer = plain;
  for (let i = 0; i < 30; i++) pdf = await sign(pdf, 'H26.1');
  const began = performance.now();
  const { revisions } = readRevisions(new PdfFile(pdf));
  assert.equal(revisions.length, 31);
  assert.ok(performance.now() - began < 5_000);
});

test('what is read says the level, what was added later, and what each time stamp covers', async () => {
  const read = async (pdf: Buffer) =>
    (await pdfReader.read({ filename: 'a.pdf', bytes: pdf }, [])).map((one) => {
      assert.ok(!one.problem);
      return one;
    });
  const levels = async (pdf: Buffer) => (await read(pdf)).map(({ level }) => level);
  assert.deepEqual(await levels(await sign(plain, 'H26.1')), ['B-B']);
  assert.deepEqual(await levels(await sign(plain, 'H26.1', { stamping: state.stamping(at) })), ['B-T']);
  assert.deepEqual(await levels(good), ['B-LT']);
  const two = await sign(good, 'H26.2', await lasting());
  const kept = await stampPdf({ pdf: two, stamping: state.stamping(at), evidence: await state.evidence(at) });
  const [first, second, ...more] = await read(kept);
  assert.deepEqual(more, []);
  assert.deepEqual([first!.level, second!.level], ['B-LTA', 'B-LTA']);
  assert.deepEqual(
    [first, second].map((one) => one!.coverage.later),
    [{ permitted: ['evidence', 'signature', 'time_stamp'] }, { permitted: ['evidence', 'time_stamp'] }],
  );
  const archive = first!.timeStamps.at(-1)!;
  assert.equal(archive.kind, 'archive');
  for (const der of first!.evidence.lists) assert.ok(archive.covers.some((one) => one.equals(der)));
  assert.ok(archive.covers.some((one) => one.equals(first!.timeStamps[0]!.token)));
  const { imprint } = readToken(archive.token);
  assert.deepEqual(archive.imprint('sha256'), imprint.value);
});

test('a signature that was copied out of the revision that it covers is found', async () => {
  const copied = attacked(plain, (update, file) => {
    const [reference, catalog] = catalogOf(file);
    update.set(reference, new Map([...catalog, ['AcroForm', dictionaryOf({ Fields: [] })]]));
  });
  assert.deepEqual(await pdfReader.read({ filename: '', bytes: copied }, []), []);
  // The form of the signed revision does not have the field; that of a later one does.
  const field = new PdfReference(700);
  const hidden = attacked(good, (update, file) => {
    const [reference, catalog] = catalogOf(file);
    const form = new Map(file.dictionary(catalog.get('AcroForm')));
    const [known] = form.get('Fields') as PdfReference[];
    const value = file.dictionary(known)!.get('V')!;
    update.set(field, new Map([...file.dictionary(known)!, ['V', value]]));
    form.set('Fields', [field]);
    update.set(reference, new Map([...catalog, ['AcroForm', form]]));
  });
  assert.equal(reasonOf(hidden), 'form_changed');
});

test('what a signer allows binds those who come after', () => {
  const file = new PdfFile(plain);
  const certified = (P: number, locked?: string) => ({
    revision: 1,
    dictionary: dictionaryOf({
      Reference: [
        dictionaryOf({ TransformMethod: new PdfName('DocMDP'), TransformParams: dictionaryOf({ P }) }),
        ...(locked === undefined
          ? []
          : [
              dictionaryOf({
                TransformMethod: new PdfName('FieldMDP'),
                TransformParams: dictionaryOf({ Action: new PdfName('Include'), Fields: [PdfString.ofText(locked)] }),
              }),
            ]),
      ],
    }),
  });
  const after = (change: Change, ...signatures: { revision: number; dictionary: PdfDictionary }[]) => {
    const later = [{ number: 2, from: 0, to: 0, file, changes: [change] }];
    return judgeLater({ file, later, signatures, behind: 0 });
  };
  const form: Change = { kind: 'form', field: 'owner.amount' };
  const signature: Change = { kind: 'signature', field: 'x' };
  assert.deepEqual(after(form).forbidden, changeTexts.answers_not_permitted);
  assert.deepEqual(after(form, certified(1)).forbidden, changeTexts.answers_not_permitted);
  assert.deepEqual(after(form, certified(2)), { permitted: ['form'] });
  assert.deepEqual(after(form, certified(2, 'owner')).forbidden, changeTexts.answers_not_permitted);
  assert.deepEqual(after(form, certified(2, 'other')), { permitted: ['form'] });
  assert.deepEqual(after(signature), { permitted: ['signature'] });
  assert.deepEqual(after(signature, certified(2)), { permitted: ['signature'] });
  assert.deepEqual(after(signature, certified(1)).forbidden, changeTexts.signatures_not_permitted);
  for (const kind of ['evidence', 'time_stamp'] as const) {
    const change: Change = kind === 'evidence' ? { kind } : { kind, field: 'x' };
    assert.deepEqual(after(change, certified(1)), { permitted: [kind] });
  }
});

test('a mark lies on its page and hides nothing of it', async () => {
  const words = { page: 1, title: 'Đã ký số', name: 'Trần Thị Bình', details: [] };
  const marked = (rectangle: readonly [number, number, number, number], more: object = {}) =>
    sign(good, 'H26.2', { mark: { ...words, rectangle, ...more } });
  for (const rectangle of [
    [-10, 60, 190, 130],
    [400, 60, 600, 130],
    [60, 60, 100, 70],
    [260, 60, 60, 130],
    [0, 0, 500, 700],
    [60, 60, Number.NaN, 130],
  ] as const)
    await assert.rejects(marked(rectangle), { code: 'trust.mark_outside_page' });
  await assert.rejects(marked([60, 60, 130, 90], { name: 'Nguyễn '.repeat(20) }), { code: 'document.text_too_long' });
  assert.deepEqual(problemsOf(await marked([60, 60, 260, 130])), [undefined, undefined]);
});
