import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import { xlsxBytes } from '../export/writing/xlsx.ts';
import type { GivenRow } from '../values.ts';
import { type FileBytes, formatOf, openRows } from './file.ts';

/** Files as they are received: from memory, in small pieces. */
const bytesOf = (file: Buffer, piece = 1_000): FileBytes =>
  async function* ({ from = 0, to = file.length } = {}) {
    for (let at = from; at < Math.min(to, file.length); at += piece)
      yield file.subarray(at, Math.min(at + piece, to, file.length));
  };

async function read(file: Buffer): Promise<{ header: string[]; rows: GivenRow[] }> {
  const bytes = bytesOf(file);
  const { header, rows } = await openRows(await formatOf(bytes), bytes, file.length);
  const all: GivenRow[] = [];
  for await (const row of rows()) all.push(row);
  return { header, rows: all };
}

async function zipped(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
interface Sheet {
  rows: string;
  state?: string;
}
/** A workbook as spreadsheets write it, around the XML of its rows. */
function workbook(
  sheets: (string | Sheet)[],
  more: { parts?: Record<string, string | Buffer>; properties?: string; texts?: string[]; formats?: string } = {},
) {
  const each = sheets.map((sheet) => (typeof sheet === 'string' ? { rows: sheet } : sheet));
  const list = each.map(
    ({ state }, i) => `<sheet name="T${i}" sheetId="${i + 1}" ${state ? `state="${state}"` : ''} r:id="rId${i + 1}"/>`,
  );
  const relations = each.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const styles = `<styleSheet><numFmts>${more.formats ?? ''}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>`;
  const texts = `<sst>${(more.texts ?? []).map((text) => `<si>${text}</si>`).join('')}</sst>`;
  return zipped({
    '_rels/.rels': `<Relationships><Relationship Id="r" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="${REL}"><workbookPr ${more.properties ?? ''}/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}<Relationship Id="s" Type="${REL}/styles" Target="/xl/styles.xml"/><Relationship Id="t" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': styles,
    'xl/sharedStrings.xml': texts,
    ...Object.fromEntries(
      each.map(({ rows }, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    ...more.parts,
  });
}
const words = (...texts: string[]) => texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
const HEADER = `<row r="1">${words('number', 'name')}</row>`;
const refused = (file: Buffer, code: string) => assert.rejects(read(file), { code });

test('cells of every kind are read as they stand there, with the numbers of their rows', async () => {
  const file = await workbook(
    [
      `${HEADER}<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3"><v>12.5</v></c></row>
      <row r="7"><c r="A7" t="b"><v>1</v></c><c r="B7" t="s"><v>1</v></c></row><row r="8"><c r="A8"/></row>`,
    ],
    { texts: ['<t>001</t>', '<r><t>Lê </t></r><r><t>An</t></r><rPh><t>reading</t></rPh>'] },
  );
  const { header, rows } = await read(file);
  assert.deepEqual(header, ['number', 'name']);
  assert.deepEqual(
    rows.map(({ row, cells, kinds }) => [row, cells, kinds]),
    [
      [3, ['001', '12.5'], ['text', 'number']],
      [7, ['true', 'Lê An'], ['truth', 'text']],
    ],
  );
});

test('a number shown as a day is that day, counted from 1900 or from 1904', async () => {
  const days = `${HEADER}<row r="2"><c s="1"><v>1</v></c><c s="2"><v>44197</v></c></row>
    <row r="3"><c s="1"><v>60</v></c><c s="1"><v>61</v></c></row><row r="4"><c s="1"><v>44197.5</v></c><c><v>44197</v></c></row>`;
  const formats = '<numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/>';
  const from1900 = await read(await workbook([days], { formats }));
  assert.deepEqual(
    from1900.rows.map(({ cells }) => cells),
    [
      ['1900-01-01', '2021-01-01'],
      ['60', '1900-03-01'],
      ['2021-01-01T12:00:00', '44197'],
    ],
  );
  const from1904 = await read(await workbook([days], { formats, properties: 'date1904="1"' }));
  assert.deepEqual(from1904.rows[0]!.cells, ['1904-01-02', '2025-01-02']);
  const money = await workbook([`${HEADER}<row r="2"><c s="2"><v>61</v></c></row>`], {
    formats: '<numFmt numFmtId="164" formatCode="#,##0&quot;d&quot;"/>',
  });
  assert.deepEqual((await read(money)).rows[0]!.cells, ['61']);
});

test('a formula, an error and a rounded number keep their row out, and name their column', async () => {
  const { rows } = await read(
    await workbook([
      `${HEADER}<row r="2"><c><f>1+1</f><v>2</v></c></row><row r="3"><c><v>1</v></c><c t="e"><v>#REF!</v></c></row>
      <row r="4"><c><v>1234567890123450</v></c></row><row r="5">${words('a', 'b', 'c')}</row>`,
    ]),
  );
  assert.deepEqual(
    rows.map(({ fault }) => fault),
    [
      { rule: 'formula', column: 0 },
      { rule: 'spreadsheet_error', column: 1 },
      { rule: 'number_rounded', column: 0 },
      { rule: 'cells' },
    ],
  );
});

test('visible sheets go on one after the other when they begin alike; hidden ones are left alone', async () => {
  const more = `${HEADER}<row r="2">${words('2', 'b')}</row>`;
  const lists = { rows: `<row r="1">${words('Danh mục')}</row>`, state: 'hidden' };
  const { rows } = await read(await workbook([`${HEADER}<row r="5">${words('1', 'a')}</row>`, lists, '', more]));
  assert.deepEqual(
    rows.map(({ row, cells }) => [row, cells[0]]),
    [
      [5, '1'],
      [7, '2'],
    ],
  );
  await refused(await workbook([more, lists.rows]), 'register.spreadsheet_sheets');
});

test('macros, links to elsewhere, other archives and old or locked workbooks are refused', async () => {
  const with_ = (name: string) => workbook([HEADER], { parts: { [name]: 'x' } });
  await refused(await with_('xl/vbaProject.bin'), 'register.spreadsheet_macros');
  await refused(await with_('xl/externalLinks/externalLink1.xml'), 'register.spreadsheet_external');
  await refused(await with_('xl/connections.xml'), 'register.spreadsheet_external');
  await refused(await zipped({ 'a.csv': 'number,name\n1,a\n' }), 'register.not_a_workbook');
  await refused(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'register.spreadsheet_old');
});

test('what unpacks to far more than it takes up is refused before it is unpacked', async () => {
  const bomb = `${HEADER}<row r="2">${words(' '.repeat(20_000_000))}</row>`;
  await refused(await workbook([bomb]), 'register.file_too_large_inside');
});

test('a workbook that was cut off, or is broken inside, is refused', async () => {
  const whole = await workbook([HEADER]);
  for (const share of [0.2, 0.6, 0.95])
    await refused(whole.subarray(0, Math.floor(whole.length * share)), 'register.file_broken');
  await refused(await workbook(['<row r="1"><c>']), 'register.file_broken');
  await refused(
    await workbook([HEADER], { parts: { 'xl/styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>' } }),
    'register.file_broken',
  );
  await refused(await workbook([`${HEADER}<row r="2"><c t="s"><v>7</v></c></row>`]), 'register.file_broken');
  await refused(await workbook([`${HEADER}<row r="2"><c r="XFE2"><v>7</v></c></row>`]), 'register.file_broken');
});

test('too many columns are refused in every kind of file, and it is said how many may be', async () => {
  const names = Array.from({ length: 16_385 }, (_, i) => `c${i}`);
  await assert.rejects(read(Buffer.from(`${names.join(',')}\n`)), {
    code: 'register.too_many_columns',
    values: { most: 200, columns: 16_385 },
  });
  await refused(Buffer.from(`{${names.map((name) => `"${name}":1`).join(',')}}\n`), 'register.too_many_columns');
  await refused(await workbook([`<row r="1">${words(...names.slice(0, 201))}</row>`]), 'register.too_many_columns');
});

test('an encoding that is used in Vietnam is refused by its name', async () => {
  const lines = 'Nguyễn Thị Hường, Trần Văn Đức, phường Giảng Võ, quận Ba Đình';
  const tones: Record<string, number> = {
    '\u0300': 0xcc,
    '\u0309': 0xd2,
    '\u0303': 0xde,
    '\u0301': 0xec,
    '\u0323': 0xf2,
  };
  const letters: Record<string, number> = { ă: 0xe3, â: 0xe2, ê: 0xea, ô: 0xf4, ơ: 0xf5, ư: 0xfd, đ: 0xf0, Đ: 0xd0 };
  const in1258 = [...lines.normalize('NFC')].flatMap((letter) => {
    const [base, ...marks] = [...letter.normalize('NFD')];
    const tone = marks.find((mark) => tones[mark]);
    const vowel = (base + marks.filter((mark) => mark !== tone).join('')).normalize('NFC');
    return [letters[vowel] ?? vowel.charCodeAt(0), ...(tone ? [tones[tone]!] : [])];
  });
  const header = Buffer.from('number,name\n');
  await refused(Buffer.concat([header, Buffer.from(in1258)]), 'register.file_windows_1258');
  // "Nguyễn Thị Hường, Trần Văn Đức" in the VN3 of TCVN 5712.
  const vn3 = Buffer.from([...Buffer.from('NguyÔn ThÞ H­êng, TrÇn V¨n §øc, ph­êng Gi¶ng Vâ', 'latin1')]);
  await refused(Buffer.concat([header, vn3]), 'register.file_tcvn3');
  await refused(Buffer.from('\uFEFFnumber\tname\n1\tLê', 'utf16le'), 'register.file_utf16');
  await refused(Buffer.concat([header, Buffer.from([0x66, 0xff, 0x80, 0x66])]), 'register.file_not_utf8');
});

test('what is written into a workbook is read from it again', async () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constant(null));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 30 }), async (given) => {
      const columns = ['a', 'b'].map((name) => ({ name, title: name, type: 'text' as const, isOptional: true }));
      const chunks: Buffer[] = [];
      const flowing = async function* () {
        yield given;
      };
      for await (const chunk of xlsxBytes(columns, flowing())) chunks.push(chunk);
      const { rows } = await read(Buffer.concat(chunks));
      const filled = given.flatMap((row, i) => (row.some((one) => one !== null && one !== '') ? [[i + 2, row]] : []));
      const sameAs = (one: string | null | undefined) => (one ? one.toWellFormed() : null);
      assert.deepEqual(
        rows.map(({ row, cells }) => [row, [sameAs(cells[0]), sameAs(cells[1])]]),
        filled.map(([row, cells]) => [row, (cells as (string | null)[]).map(sameAs)]),
      );
    }),
    { numRuns: 50 },
  );
});
