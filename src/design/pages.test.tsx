import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { galleryPages, homePage } from '../../test/support/gallery-pages.tsx';
import { LANGUAGES } from '../kernel/text.ts';
import {
  Button,
  Card,
  DataTable,
  DateField,
  Deadline,
  DocumentCard,
  ErrorSummary,
  EvidenceSeal,
  Fact,
  FactList,
  Form,
  ICONS,
  Icon,
  Page,
  PersonRow,
  QueueItem,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
  Thread,
  Timeline,
  addScript,
  assetPath,
  fieldMessages,
  initialsOf,
  languageHref,
  loadAssets,
  renderPage,
  withQuery,
} from './index.ts';
import { renderToString } from './render.ts';
import { texts } from './texts.ts';

const HOSTILE = `"><script>alert('1')</script><img src=x onerror=alert(2)>&'`;
const BUDGET_BYTES = 150_000;

/** Every page of the gallery in both languages, as HTML. */
const everyPage = Object.entries(galleryPages).flatMap(([name, page]) =>
  LANGUAGES.map((language) => ({ name: `${name} ${language}`, html: renderPage(page(language)) })),
);

test('whatever people write comes out as text, never as markup', () => {
  const frame = {
    synthetic: true,
    area: 'portal' as const,
    csrfToken: HOSTILE,
    user: { name: HOSTILE, kind: 'person' as const, post: HOSTILE },
    navigation: [{ href: HOSTILE, label: HOSTILE }],
  };
  const html = renderPage(
    <Page language="vi" title={HOSTILE} description={HOSTILE} path={`/a?b=${HOSTILE}`} frame={frame}>
      <ErrorSummary messages={{ [HOSTILE]: HOSTILE, '': HOSTILE }} />
      <Form action={HOSTILE} idempotencyKey={HOSTILE} values={{ a: HOSTILE, b: HOSTILE }} messages={{ a: HOSTILE }}>
        <TextField name="a" label={HOSTILE} hint={HOSTILE} />
        <TextArea name="b" label={HOSTILE} />
        <DateField name={HOSTILE} label={HOSTILE} value={HOSTILE} />
        <SelectField name="c" label={HOSTILE} choices={[{ value: HOSTILE, label: HOSTILE }]} />
        <RadioGroup name="d" label={HOSTILE} choices={[{ value: HOSTILE, label: HOSTILE, hint: HOSTILE }]} />
        <Button name={HOSTILE} value={HOSTILE}>
          {HOSTILE}
        </Button>
      </Form>
      <Thread label={HOSTILE} beads={[{ label: HOSTILE, detail: HOSTILE, href: HOSTILE }]} />
      <FactList title={HOSTILE}>
        <Fact label={HOSTILE} value={HOSTILE} evidence={{ source: HOSTILE, date: '2026-11-21', receipt: HOSTILE }} />
      </FactList>
      <Card title={HOSTILE} href={HOSTILE} />
      <PersonRow name={HOSTILE} detail={HOSTILE} />
      <Timeline label={HOSTILE} entries={[{ when: HOSTILE, title: HOSTILE, detail: HOSTILE }]} />
      <DataTable
        caption={HOSTILE}
        columns={[{ key: 'a', label: HOSTILE, sortable: true }]}
        rows={[{ key: 'a', href: HOSTILE, cells: { a: HOSTILE } }]}
        path={HOSTILE}
      />
      <QueueItem href={HOSTILE} title={HOSTILE} number={HOSTILE} detail={HOSTILE} />
      <DocumentCard title={HOSTILE} number={HOSTILE} issuedBy={HOSTILE} issuedOn="2026-11-21" downloadHref={HOSTILE} />
    </Page>,
  );
  assert.doesNotMatch(html, /<script|<img/);
  // Inside an attribute its quotes are escaped, so that it cannot end the attribute.
  assert.doesNotMatch(html, /="[^"]*"><?script/);
});

test('no page has an inline style, an inline script or an event in its markup', () => {
  for (const { name, html } of everyPage) {
    assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+=|javascript:/i, name);
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/, name);
  }
});

test('every page has one first heading, its language, and a way past the header', () => {
  for (const { name, html } of everyPage) {
    assert.equal(html.match(/<h1/g)?.length, 1, name);
    assert.match(html, name.endsWith('vi') ? /<html lang="vi"/ : /<html lang="en"/);
    assert.match(html, /class="ds-skip-link" href="#content"/, name);
  }
});

test('no id stands twice on a page', () => {
  for (const { name, html } of everyPage) {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]!);
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
      name,
    );
  }
});

test('the parts say the same things in both languages', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  assert.deepEqual(Object.keys(texts.en), Object.keys(texts.vi));
  for (const [name, text] of Object.entries(texts.vi)) {
    const other = texts.en[name as keyof typeof texts.vi];
    assert.ok(text.trim() && other.trim(), name);
    assert.deepEqual(places(other), places(text), name);
  }
});

test('the home page with all it loads weighs at most 150 kB', () => {
  const html = renderPage(homePage('vi'));
  const assets = loadAssets();
  const css = assets.find((asset) => asset.name === 'mot-cua.css')!;
  const loaded = assets.filter(
    (asset) => html.includes(asset.path) || (asset.contentType === 'font/woff2' && css.body.includes(asset.path)),
  );
  const weight = (asset: { body: Buffer; gzip?: Buffer }) => (asset.gzip ?? asset.body).length;
  const total = gzipSync(html).length + loaded.reduce((sum, asset) => sum + weight(asset), 0);
  console.log(`home page: ${gzipSync(html).length} B of HTML, ${weight(css)} B of styles, ${total} B in all, gzipped`);
  assert.ok(loaded.filter((asset) => asset.contentType === 'font/woff2').length === 6);
  assert.ok(total <= BUDGET_BYTES, `${total} bytes, at most ${BUDGET_BYTES}`);
  assert.ok(brotliCompressSync(html).length < gzipSync(html).length);
});

test('an asset keeps its path as long as its content is the same', () => {
  assert.match(assetPath('mot-cua.css'), /^\/assets\/mot-cua\.[0-9a-f]{10}\.css$/);
  assert.throws(() => assetPath('no-such-file.css'));
  const path = addScript('island-of-a-test.js', 'export const answer = 6 * 7;');
  assert.equal(path, assetPath('island-of-a-test.js'));
  assert.equal(addScript('island-of-a-test.js', 'export const answer = 6 * 7;'), path);
});

test('every icon exists and is silent for screen readers', () => {
  for (const name of ICONS) {
    const svg = renderToString(<Icon name={name} />);
    assert.match(svg, /aria-hidden="true"/);
    assert.match(svg, /<(path|circle|rect|line|polyline|polygon|ellipse) /, name);
  }
});

test('a refused form comes back with what was typed and a sentence beside each field', () => {
  const messages = fieldMessages({
    problems: [
      { field: 'child.fullName', code: 'name.too_long', values: { most: 25 } },
      { field: 'child.fullName', code: 'name.not_letters' },
      { field: 'bornOn', code: 'date.unheard_of' },
    ],
    sentences: { 'name.too_long': 'At most {most} letters.' },
    otherwise: 'Look again.',
  });
  assert.deepEqual(messages, { 'child.fullName': 'At most 25 letters.', bornOn: 'Look again.' });
  const html = renderToString(
    <Form
      action="/births"
      idempotencyKey="key"
      csrfToken="token"
      messages={messages}
      values={{ 'child.fullName': 'An', 'bornOn.day': '31', 'bornOn.month': '2', 'bornOn.year': 'x', secret: 's' }}
    >
      <ErrorSummary messages={messages} />
      <TextField name="child.fullName" label="Name" />
      <DateField name="bornOn" label="Born" />
      <TextField name="secret" label="Password" type="password" />
    </Form>,
  );
  assert.match(html, /<input type="hidden" name="csrf" value="token"/);
  assert.match(html, /<input type="hidden" name="idempotencyKey" value="key"/);
  assert.match(html, /href="#child-fullName"/);
  assert.match(html, /id="child-fullName"[^>]*aria-invalid="true"[^>]*aria-describedby="child-fullName-error"/);
  assert.match(html, /value="31"/);
  assert.match(html, /value="x"/);
  assert.doesNotMatch(html, /value="s"/, 'a password never comes back');
});

test('a refusal of the whole form is the heading of its summary', () => {
  const html = renderToString(<ErrorSummary messages={{ '': 'Someone else has taken this case.' }} />);
  assert.match(html, /<h2[^>]*>Someone else has taken this case\.<\/h2>/);
  assert.doesNotMatch(html, /<li/);
  assert.equal(renderToString(<ErrorSummary messages={{}} />), '');
});

test('a date field shows an ISO date in three parts, day first', () => {
  const html = renderToString(<DateField name="bornOn" label="Born" value="2026-03-05" />);
  assert.match(html, /name="bornOn\.day" value="5".*name="bornOn\.month" value="3".*name="bornOn\.year" value="2026"/);
});

test('choices that are found by their names stand in the order of the language of the page', () => {
  const choices = { vi: ['Đức', 'Ý', 'Áo', 'Đan Mạch'], en: ['Germany', 'Italy', 'Austria', 'Denmark'] };
  const order = (language: 'vi' | 'en') => {
    const offered = choices[language].map((label) => ({ value: label, label }));
    const html = renderPage(
      <Page language={language} title="x" path="/x" frame={{ area: 'portal', synthetic: true }}>
        <SelectField name="c" label="x" choices={offered} byLabel />
      </Page>,
    );
    return [...html.matchAll(/<option value="([^"]+)"/g)].map((match) => match[1]);
  };
  assert.deepEqual(order('vi'), ['Áo', 'Đan Mạch', 'Đức', 'Ý']);
  assert.deepEqual(order('en'), ['Austria', 'Denmark', 'Germany', 'Italy']);
});

test('a fact carries the seal only when it came from a register', () => {
  const evidence = { source: 'dân cư', date: '2026-11-21', receipt: 'R-1', href: '/receipts/R-1' };
  assert.match(renderToString(<Fact label="Mẹ" value="A" evidence={evidence} />), /mc-seal/);
  assert.doesNotMatch(renderToString(<Fact label="Con" value="B" />), /mc-seal/);
  const compact = renderToString(<EvidenceSeal evidence={evidence} compact />);
  assert.match(compact, /<span class="ds-sr-only">Theo dân cư · 21\/11\/2026 · biên nhận R-1<\/span>/);
});

test('the thread tells where we are by word and to screen readers', () => {
  const html = renderToString(
    <Thread
      label="Steps"
      beads={[
        { label: 'A', state: 'done' },
        { label: 'B', state: 'current' },
        { label: 'C', state: 'waiting' },
      ]}
    />,
  );
  assert.equal(html.match(/aria-current="step"/g)?.length, 1);
  assert.match(html, /Đã xong.*Đang làm.*Sắp tới/);
  assert.equal(html.match(/mc-strand--ahead/g)?.length, 2, 'only what lies ahead is faint, across and down');
});

test('a deadline says by words what its colour says', () => {
  const words = (days: number, clock?: 'stopped' | 'finished') =>
    renderToString(<Deadline date="2026-11-25" days={days} clock={clock} />).replace(/<[^>]*>/g, '');
  assert.match(words(3), /còn 3 ngày làm việc/);
  assert.match(words(1), /còn 1 ngày làm việc/);
  assert.match(words(0), /hạn hôm nay/);
  assert.match(words(-2), /quá hạn 2 ngày làm việc/);
  assert.match(words(-2, 'stopped'), /đồng hồ đang dừng/);
  assert.match(words(0, 'finished'), /đúng hẹn/);
  assert.match(words(-1, 'finished'), /xong sau hẹn 1 ngày làm việc/);
});

test('changing language or order keeps everything else of the address', () => {
  assert.equal(languageHref('/desk?case=42&language=vi', 'en'), '/desk?case=42&language=en');
  assert.equal(languageHref('/', 'en'), '/?language=en');
  assert.equal(withQuery('/desk?case=42&page=3', { page: undefined, sort: 'date' }), '/desk?case=42&sort=date');
  assert.equal(withQuery('/desk?page=2', { page: undefined }), '/desk');
});

test('initials are the first letters of the first and the last word', () => {
  assert.equal(initialsOf('Nguyễn Thị Ngọc Ánh'), 'NÁ');
  assert.equal(initialsOf('đặng'), 'Đ');
  assert.equal(initialsOf('  '), '');
});
