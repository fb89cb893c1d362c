import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Frame } from '../../design/index.ts';
import { LANGUAGES, type Language } from '../../kernel/text.ts';
import type { Usage } from '../exchange/index.ts';
// The registers describe themselves when their doors are opened.
import '../civil-status/index.ts';
import '../health/index.ts';
import '../insurance/index.ts';
import '../population/index.ts';
import { allRegisters } from '../registry/index.ts';
import type { DossierView } from './actions.ts';
import {
  exampleBirths,
  exampleDossier,
  exampleFather,
  exampleForeignDossier,
  exampleList,
  exampleMother,
  exampleOpenDossier,
  exampleResult,
  exampleRunningDossier,
  exampleUnmarriedDossier,
} from './example/dossiers.ts';
import type { PageView, Refused } from './frame.ts';
import { birthsPage } from './pages/births/page.tsx';
import { childPage } from './pages/child/page.tsx';
import { consentPage } from './pages/consent/page.tsx';
import { dataLogPage } from './pages/data-log/page.tsx';
import { documentsPage } from './pages/documents/page.tsx';
import { dossierPage } from './pages/dossier/page.tsx';
import { dossiersPage } from './pages/dossiers/page.tsx';
import { inboxPage } from './pages/inbox/page.tsx';
import { parentsPage } from './pages/parents/page.tsx';
import { receiptPage } from './pages/receipt/page.tsx';
import { residencePage } from './pages/residence/page.tsx';
import { reviewPage } from './pages/review/page.tsx';
import { withdrawPage } from './pages/withdraw/page.tsx';

const frame: Frame = { synthetic: true, area: 'portal', csrfToken: 'token', user: { name: 'Hoa', kind: 'person' } };
const viewIn = (language: Language): PageView => ({ language, path: '/here?a=b', frame });
const idempotencyKey = 'key-of-this-form';
const paperMost_bytes = 10_000_000;

const usage: Usage = {
  receipt: 'BN261120-7K2M9QX4TB',
  at: new Date('2026-11-20T02:14:00Z'),
  service: 'population.readPerson',
  owner: 'population',
  kind: 'read',
  agencyName: 'Ủy ban nhân dân phường Giảng Võ',
  actorKind: 'official',
  isOwn: false,
  actorTitle: { vi: 'Công chức tư pháp – hộ tịch', en: 'Civil-status officer' },
  purpose: 'birth-registration',
  caseNumber: 'H26.16-261120-0042',
  fields: ['fullName', 'residence'],
  outcome: 'done',
};

/** Every form page as it can be, by a name that tells which. */
function formPages(view: PageView, change: (dossier: DossierView) => DossierView = (same) => same) {
  const open = change(exampleOpenDossier());
  const unmarried = change(exampleUnmarriedDossier());
  const foreign = change(exampleForeignDossier());
  return {
    births: birthsPage({ ...view, births: exampleBirths }),
    'parents: which way': parentsPage({ ...view, dossier: unmarried, choice: undefined }),
    'parents: recognition': parentsPage({ ...view, dossier: unmarried, choice: 'recognised' }),
    'parents: foreigner': parentsPage({ ...view, dossier: unmarried, choice: 'foreigner' }),
    'parents: unknown': parentsPage({ ...view, dossier: unmarried, choice: 'unknown' }),
    child: childPage({ ...view, dossier: open }),
    'child: nationality': childPage({ ...view, dossier: foreign }),
    residence: residencePage({ ...view, dossier: open }),
    review: reviewPage({
      ...view,
      dossier: open,
      idempotencyKey,
      paperMost_bytes,
      procedures: [],
      law: { fees: new Map(), documents: null },
      openHref: undefined,
    }),
    'review: paper': reviewPage({
      ...view,
      dossier: foreign,
      idempotencyKey,
      paperMost_bytes,
      procedures: [],
      law: { fees: new Map(), documents: null },
      openHref: undefined,
    }),
    supplement: dossierPage({
      ...view,
      dossier: change(exampleRunningDossier()),
      wasSubmitted: false,
      goOnHref: '/',
      idempotencyKey,
      paperMost_bytes,
      ruleSentence: undefined,
    }),
    withdraw: withdrawPage({ ...view, dossier: open, idempotencyKey }),
    consent: consentPage({ ...view, dossier: open, idempotencyKey }),
  };
}

/** The names of what a page asks for; hidden fields are not asked. */
function asked(html: string): string[] {
  const main = html.slice(html.indexOf('<main'));
  const fields = [...main.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([tag]) => tag);
  const names = fields
    .filter((tag) => !/type="hidden"/.test(tag))
    .map((tag) => /\bname="([^"]+)"/.exec(tag)?.[1]?.replace(/\.(day|month|year)$/, ''));
  return [...new Set(names.filter((name): name is string => Boolean(name)))];
}

/** Why a field is asked although a register has a field of that meaning. Nothing else of theirs may be asked. */
const IN_NO_REGISTER: Record<string, string> = {
  fullName: 'the child has no name before it is registered',
  ethnicGroupOf: 'which parent’s, where they differ: the parents agree on it, no register knows it',
  hometownOf: 'which parent’s, where they differ: the parents agree on it, no register knows it',
  nationality: 'of a child with a foreign parent: the parents agree on it',
  father: 'who recognises the child is not known before he does',
  fatherNumber: 'he is in a register, but the mother may not read who he is',
  fatherName: 'he is in a register, but the mother may not read who he is',
  foreignFatherName: 'a foreigner who is in no register',
  foreignFatherBornOn: 'a foreigner who is in no register',
  foreignFatherNationality: 'a foreigner who is in no register',
};

/** The register field that a form field asks for, by its name: `motherBornOn` asks for `bornOn`. */
function registerFieldOf(name: string): string | undefined {
  const plain = name.replace(/Of$/, '').toLowerCase();
  const fields = allRegisters().flatMap((register) => Object.keys(register.fields));
  return fields.find((field) => plain.endsWith(field.toLowerCase()) || field.toLowerCase().endsWith(plain));
}

test('a form never asks for what a register holds and the applicant may read', () => {
  assert.ok(allRegisters().length >= 4, 'the registers have described themselves');
  for (const [page, html] of Object.entries(formPages(viewIn('vi')))) {
    for (const name of asked(html)) {
      const field = registerFieldOf(name);
      if (field === undefined) continue;
      assert.ok(
        Object.hasOwn(IN_NO_REGISTER, name),
        `${page} asks for ${name}, which a register holds as ${field}: show it as a Fact with its seal`,
      );
    }
  }
});

test('the rule bites: the mother’s date of birth, address and name would be found', () => {
  for (const name of ['motherBornOn', 'mother.fullName', 'residence', 'sex', 'bornAt', 'marriage', 'weight']) {
    assert.ok(registerFieldOf(name) !== undefined && !Object.hasOwn(IN_NO_REGISTER, name), name);
  }
});

test('married parents with one home are asked for the child’s name alone', () => {
  const dossier = exampleDossier();
  const view = viewIn('vi');
  assert.deepEqual(asked(childPage({ ...view, dossier })), ['fullName', 'wrongFact', 'wrongFactNote']);
  const review = reviewPage({
    ...view,
    dossier,
    idempotencyKey,
    paperMost_bytes,
    procedures: [],
    law: { fees: new Map(), documents: null },
    openHref: undefined,
  });
  assert.deepEqual(asked(review), ['declaration']);
});

test('facts of registers carry their seal with a receipt that leads into the data log', () => {
  const html = childPage({ ...viewIn('vi'), dossier: exampleDossier() });
  for (const receipt of ['BN261120-Q8V5N2KJ7D', 'BN261120-7K2M9QX4TB', 'BN261120-XT4B6M9RWC']) {
    assert.ok(html.includes(`href="/data-log/${receipt}"`), receipt);
  }
  // The husband's own entry in the log is open to him alone: she sees the number of its receipt.
  assert.ok(html.includes('BN261120-3FHWDR6A8C') && !html.includes('/data-log/BN261120-3FHWDR6A8C'));
  const typed = parentsPage({ ...viewIn('vi'), dossier: exampleForeignDossier(), choice: 'foreigner' });
  assert.ok(!typed.slice(typed.indexOf('<main')).includes('mc-seal'), 'what is typed carries no seal');
});

const HOSTILE = `<script>alert('x')</script>"'&<b onmouseover=1>`;

test('pages escape whatever registers, officers and people wrote', () => {
  const change = (dossier: DossierView): DossierView => ({
    ...dossier,
    applicantName: HOSTILE,
    evidence: {
      ...dossier.evidence,
      birth: { ...dossier.evidence.birth, placeName: HOSTILE, fatherDeclaredName: HOSTILE },
      mother: { ...exampleMother, fullName: HOSTILE, hometown: HOSTILE, addressLine: HOSTILE },
    },
    father: { ...exampleFather, fullName: HOSTILE },
    answers: { ...dossier.answers, child: { ...dossier.answers.child, fullName: HOSTILE } },
    contradictions: [{ code: 'father_declared', note: HOSTILE }],
    consent: { ...dossier.consent, askedOf: HOSTILE, paperName: HOSTILE },
    steps: dossier.steps.map((step) => ({ ...step, note: HOSTILE, agencyName: HOSTILE })),
  });
  for (const language of LANGUAGES) {
    const view = viewIn(language);
    const pages = {
      ...formPages(view, change),
      dossiers: dossiersPage({
        ...view,
        dossiers: exampleList.map((each) => ({ ...each, childName: HOSTILE })),
        wasSaved: true,
      }),
      documents: documentsPage({ ...view, ordered: false, documents: [{ ...exampleResult, holderName: HOSTILE }] }),
      receipt: receiptPage({
        ...view,
        usage: { ...usage, agencyName: HOSTILE, fields: [HOSTILE] },
        proof: { state: 'waiting' },
      }),
    };
    for (const [page, html] of Object.entries(pages)) {
      assert.ok(!html.includes('<script>alert'), `${page} in ${language}`);
      assert.ok(!html.includes('<b onmouseover'), `${page} in ${language}`);
    }
  }
});

test('every page is whole in both languages: one first heading, every place filled', () => {
  for (const language of LANGUAGES) {
    const view = viewIn(language);
    const person = { key: 'me', name: 'Hoa', number: '001194000017' };
    const pages = {
      ...formPages(view),
      'no births': birthsPage({ ...view, births: [] }),
      dossiers: dossiersPage({ ...view, dossiers: exampleList, wasSaved: false }),
      documents: documentsPage({ ...view, ordered: false, documents: [exampleResult] }),
      'data log': dataLogPage({
        ...view,
        persons: [person, { key: 'child-1', name: 'An', number: '001326000018' }],
        person,
        registers: [{ system: 'population', title: 'Population' }],
        register: undefined,
        usage: { entries: [usage], next: new Date('2026-11-20T02:14:00Z') },
        withOwn: true,
      }),
      receipt: receiptPage({ ...view, usage, proof: { state: 'proven', file: '' } }),
      'changed receipt': receiptPage({ ...view, usage, proof: { state: 'changed' } }),
      inbox: inboxPage({ ...view, messages: [], next: undefined }),
    };
    for (const [page, html] of Object.entries(pages)) {
      assert.equal(html.match(/<h1/g)?.length, 1, `${page} in ${language}: first headings`);
      assert.ok(!/\{\w+\}/.test(html), `${page} in ${language}: ${/\{\w+\}/.exec(html)?.[0]} was not filled`);
      assert.ok(html.includes(`<html lang="${language}"`), page);
      assert.ok(!/undefined|\[object Object\]/.test(html), `${page} in ${language}: a value is missing`);
    }
  }
});

test('a refused form keeps all that was typed and says beside each field what to do', () => {
  const refused: Refused = {
    values: { fullName: 'An 2', wrongFact: 'sex', wrongFactNote: 'Cháu là bé trai' },
    messages: { fullName: 'Tên chỉ gồm chữ cái.' },
    general: undefined,
  };
  const html = childPage({ ...viewIn('vi'), dossier: exampleDossier(), refused });
  assert.ok(html.includes('value="An 2"'));
  assert.ok(html.includes('Cháu là bé trai'));
  assert.ok(html.includes('href="#fullName"'), 'the summary leads to the field');
  assert.match(html, /id="fullName-error"[^>]*>.*?Tên chỉ gồm chữ cái\./);
  assert.ok(html.includes('<title>Cần sửa: '));
});

test('the data log shows fields by their titles and the law by its articles, never a value', () => {
  const html = receiptPage({ ...viewIn('vi'), usage, proof: { state: 'waiting' } });
  assert.ok(html.includes('họ, chữ đệm và tên, nơi thường trú'));
  assert.ok(html.includes('Luật Hộ tịch 60/2014/QH13'));
  assert.ok(html.includes('Công chức tư pháp – hộ tịch, Ủy ban nhân dân phường Giảng Võ'));
});
