import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalisationOf, canonicalise, type Canonicalisation } from './canonical.ts';
import { eachElement, MalformedXml, readXml, type XmlElement } from './tree.ts';

const read = (xml: string) => readXml(Buffer.from(xml));
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const C14N11 = 'http://www.w3.org/2006/12/xml-c14n11';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const form = (identifier: string): Canonicalisation => canonicalisationOf(identifier)!;
const canonical = (xml: string, identifier: string): string => canonicalise(read(xml), form(identifier)).toString();
const elementOf = (xml: string, local: string): XmlElement => {
  const { root } = read(xml);
  return ['', 'http://www.ietf.org', 'urn:a', 'urn:x'].flatMap((space) => [...eachElement(root, space, local)])[0]!;
};

test('comments and instructions around the root stand on lines of their own (Canonical XML 1.0 §3.1)', () => {
  const xml =
    '<?xml version="1.0"?>\n\n<?xml-stylesheet   href="doc.xsl"\n   type="text/xsl"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->\n';
  assert.equal(
    canonical(xml, C14N),
    '<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>',
  );
  assert.equal(
    canonical(xml, `${C14N}#WithComments`),
    '<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->',
  );
});

test('white space within the root stays as it is (§3.2)', () => {
  const xml =
    '<doc>\n   <clean>   </clean>\n   <dirty>   A   B   </dirty>\n   <mixed>\n      A\n      <clean>   </clean>\n      B\n   </mixed>\n</doc>';
  assert.equal(canonical(xml, C14N), xml);
});

test('tags are written in one way, namespaces before attributes, and no namespace twice (§3.3)', () => {
  const xml = `<doc>
   <e1   />
   <e2   ></e2>
   <e3   name = "elem3"   id="elem3"   />
   <e4   name="elem4"   id="elem4"   ></e4>
   <e5 a:attr="out" b:attr="sorted" attr2="all" attr="I'm"
      xmlns:b="http://www.ietf.org"
      xmlns:a="http://www.w3.org"
      xmlns="http://example.org"/>
   <e6 xmlns="" xmlns:a="http://www.w3.org">
      <e7 xmlns="http://www.ietf.org">
         <e8 xmlns="" xmlns:a="http://www.w3.org">
            <e9 xmlns="" xmlns:a="http://www.ietf.org" attr="default"/>
         </e8>
      </e7>
   </e6>
</doc>`;
  assert.equal(
    canonical(xml, C14N),
    `<doc>
   <e1></e1>
   <e2></e2>
   <e3 id="elem3" name="elem3"></e3>
   <e4 id="elem4" name="elem4"></e4>
   <e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I'm" attr2="all" b:attr="sorted" a:attr="out"></e5>
   <e6 xmlns:a="http://www.w3.org">
      <e7 xmlns="http://www.ietf.org">
         <e8 xmlns="">
            <e9 xmlns:a="http://www.ietf.org" attr="default"></e9>
         </e8>
      </e7>
   </e6>
</doc>`,
  );
});

test('characters are written as themselves but for those that would be read otherwise (§3.4)', () => {
  const xml = `<doc>
   <text>First line&#x0d;&#10;Second line</text>
   <value>&#x32;</value>
   <compute><![CDATA[value>"0" && value<"10" ?"valid":"error"]]></compute>
   <compute expr='value>"0" &amp;&amp; value&lt;"10" ?"valid":"error"'>valid</compute>
   <norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/>
</doc>`;
  assert.equal(
    canonical(xml, C14N),
    `<doc>
   <text>First line&#xD;
Second line</text>
   <value>2</value>
   <compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"valid":"error"</compute>
   <compute expr="value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;">valid</compute>
   <norm attr=" '    &#xD;&#xA;&#x9;   ' "></norm>
</doc>`,
  );
  assert.equal(canonical('<doc>\r\nA\rB</doc>', C14N), '<doc>\nA\nB</doc>');
});

test('an element takes with it what is in scope, by the exclusive form only what it uses (Exclusive XML Canonicalization §2.2)', () => {
  const one =
    '<n0:local xmlns:n0="foo:bar" xmlns:n3="ftp://example.org"><n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n0:local>';
  const two =
    '<n2:pdu xmlns:n1="http://example.com" xmlns:n2="http://foo.example" xml:lang="fr" xml:space="retain"><n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n2:pdu>';
  const element = (xml: string) => [...eachElement(read(xml).root, 'http://example.net', 'elem2')][0]!;
  assert.equal(
    canonicalise(element(one), form(C14N)).toString(),
    '<n1:elem2 xmlns:n0="foo:bar" xmlns:n1="http://example.net" xmlns:n3="ftp://example.org" xml:lang="en"><n3:stuff></n3:stuff></n1:elem2>',
  );
  assert.equal(
    canonicalise(element(two), form(C14N)).toString(),
    '<n1:elem2 xmlns:n1="http://example.net" xmlns:n2="http://foo.example" xml:lang="en" xml:space="retain"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>',
  );
  const exclusive =
    '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>';
  for (const xml of [one, two]) assert.equal(canonicalise(element(xml), form(EXCLUSIVE)).toString(), exclusive);
  assert.equal(
    canonicalise(element(one), { ...form(EXCLUSIVE), inclusivePrefixes: ['n0'] }).toString(),
    exclusive.replace('xmlns:n1', 'xmlns:n0="foo:bar" xmlns:n1'),
  );
});

test('an identifier around an element is not its own in Canonical XML 1.1, and a base around it is refused', () => {
  const xml = '<a xml:id="of-a" xml:lang="vi"><b/></a>';
  const b = elementOf(xml, 'b');
  assert.equal(canonicalise(b, form(C14N)).toString(), '<b xml:id="of-a" xml:lang="vi"></b>');
  assert.equal(canonicalise(b, form(C14N11)).toString(), '<b xml:lang="vi"></b>');
  assert.throws(() => canonicalise(elementOf('<a xml:base="x"><b/></a>', 'b'), form(C14N11)), MalformedXml);
});

test('document types, other encodings, other versions and what nests too deeply are refused at once', () => {
  const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${'bcdefghij'.replace(/./g, (each) => `<!ENTITY ${each} "&${String.fromCharCode(each.charCodeAt(0) - 1)};&${String.fromCharCode(each.charCodeAt(0) - 1)};">`)}]><l>&j;</l>`;
  const refused = [
    laughs,
    '<!DOCTYPE a SYSTEM "http://localhost/x.dtd"><a/>',
    '<?xml version="1.1"?><a/>',
    '<?xml version="1.0" encoding="UTF-16"?><a/>',
    '<a>&unknown;</a>',
    '<a><b></a></b>',
    '<a b="1" b="2"/>',
    '<x:a/>',
    '<a xmlns:p=""/>',
    '<a xmlns="relative/name"/>',
    '<a/><b/>',
    '',
    'text',
    '<a>'.repeat(200_000),
    `<a ${Array.from({ length: 5_000 }, (_, i) => `a${i}=""`).join(' ')}/>`,
  ];
  const began = performance.now();
  for (const xml of refused) assert.throws(() => read(xml), MalformedXml, xml.slice(0, 60));
  assert.throws(() => readXml(Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e])), MalformedXml);
  assert.ok(performance.now() - began < 5_000);
});

const names = fc.constantFrom('a', 'b', 'Ế', 'x-1', '_');
const texts = fc.string({
  unit: fc.constantFrom('x', ' ', '\t', '\n', '&', '<', '>', '"', "'", 'ế', '😀', ']'),
  maxLength: 6,
});
const escaped = (text: string) => text.replace(/[&<>"\n\t]/g, (each) => `&#${each.charCodeAt(0)};`);
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc
    .record({
      prefix: fc.constantFrom('', 'p:', 'q:'),
      name: names,
      declares: fc.uniqueArray(
        fc.constantFrom(['', 'urn:a'], ['', ''], ['p', 'urn:a'], ['p', 'urn:b'], ['q', 'urn:a'], ['z', 'urn:z']),
        {
          selector: ([prefix]) => prefix,
        },
      ),
      attributes: fc.uniqueArray(fc.tuple(names, texts), { selector: ([name]) => name, maxLength: 3 }),
      children: fc.array(
        fc.oneof({ maxDepth: 3 }, texts.map(escaped), fc.constant('<!-- - -->'), fc.constant('<?t d?>'), tie('tree')),
        { maxLength: 3 },
      ),
    })
    .map(({ prefix, name, declares, attributes, children }) => {
      const spaces = declares.map(([p, uri]) => ` xmlns${p ? `:${p}` : ''}="${uri}"`).join('');
      const written = attributes.map(([n, value]) => ` ${n}="${escaped(value)}"`).join('');
      return `<${prefix}${name}${spaces}${written}>${children.join('')}</${prefix}${name}>`;
    }),
}));

/** Documents with namespaces, attributes and texts of all kinds. */
export const documents = tree.map((inner) => `<r xmlns:p="urn:p" xmlns:q="urn:q">${inner}</r>`);

test('what is canonical stays as it is when it is made canonical again', () => {
  fc.assert(
    fc.property(
      documents,
      fc.constantFrom(C14N, `${C14N}#WithComments`, C14N11, EXCLUSIVE, `${EXCLUSIVE}WithComments`),
      (xml, identifier) => {
        const once = canonical(xml, identifier);
        assert.equal(canonical(once, identifier), once);
      },
    ),
    { numRuns: 300 },
  );
});

test('the exclusive form of an element is the same wherever it stands', () => {
  fc.assert(
    fc.property(documents, (xml) => {
      const alone = canonicalise(read(xml).root, form(EXCLUSIVE)).toString();
      const around = `<w:o xmlns:w="urn:w" xmlns="urn:d" xmlns:z="urn:zz" xml:lang="vi"><!-- --> ${xml.replace('<r ', '<r xmlns="" ')}</w:o>`;
      const within = canonicalise([...eachElement(read(around).root, '', 'r')][0]!, form(EXCLUSIVE)).toString();
      assert.equal(within, alone);
    }),
    { numRuns: 200 },
  );
});
