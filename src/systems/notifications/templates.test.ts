import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../kernel/text.ts';
import { renderMessage } from './render.ts';
import { fitSms } from './sms-text.ts';
import { type TemplateName, templates } from './templates/list.ts';
import type { PlaceKind, Template } from './templates/template.ts';

const all = Object.entries(templates) as [TemplateName, Template][];
const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);

test('every message uses only the places it declares, and all of them, in both languages', () => {
  for (const [name, template] of all) {
    const declared = [
      ...Object.keys(template.values),
      ...Object.keys(template.secrets),
      ...(template.aboutCase ? ['caseNumber'] : []),
    ].sort();
    for (const language of LANGUAGES) {
      const { subject, short, long } = template[language];
      assert.deepEqual([...new Set(placesIn(subject + short + long))].sort(), declared, `${name} ${language}`);
      for (const secret of Object.keys(template.secrets)) assert.ok(!placesIn(subject).includes(secret), name);
    }
  }
});

const USUAL: Record<PlaceKind, unknown> = {
  text: 'Nguyễn Thị Minh Khai',
  bilingual: { vi: 'Ủy ban nhân dân phường Giảng Võ', en: "People's Committee of Giang Vo Ward" },
  number: 5,
  date: '2026-12-01',
};
const usual = (name: TemplateName) => {
  const template: Template = templates[name];
  const fill = (places: Template['values']) =>
    Object.fromEntries(Object.entries(places).map(([place, kind]) => [place, USUAL[kind]]));
  const caseNumber = template.aboutCase ? 'H26.00025-261121-0042' : undefined;
  return { template: name, values: fill(template.values), secretValues: fill(template.secrets), caseNumber };
};

test('with usual values every short text fits into two segments, with its tones or without, and nothing is cut', () => {
  for (const [name] of all) {
    for (const language of LANGUAGES) {
      const { short } = renderMessage(usual(name), language);
      assert.notEqual(fitSms(short).note, 'shortened', `${name} ${language}: ${short}`);
      assert.doesNotMatch(short, /[{}]/);
    }
  }
});

test('a message says what comes next, and dates stand as people write them', () => {
  for (const [name, template] of all) {
    if (!template.inInbox) continue;
    assert.match(renderMessage(usual(name), 'vi').text, /Việc tiếp theo|Khi cần|không phải làm gì thêm/, name);
    assert.match(renderMessage(usual(name), 'en').text, /What happens next|You may|need do nothing more/, name);
  }
  const { text } = renderMessage(usual('case-received'), 'vi');
  assert.match(text, /chậm nhất ngày 01\/12\/2026/);
  assert.match(renderMessage(usual('case-received'), 'en').text, /by 1 December 2026/);
});

test('what a person typed is text: it fills no other place and stays as typed', () => {
  const message = { ...usual('case-refused') };
  const rendered = renderMessage(
    { ...message, values: { ...message.values, reason: '<script>alert(1)</script> {caseNumber} {agency}' } },
    'en',
  );
  assert.match(rendered.text, /<script>alert\(1\)<\/script> \{caseNumber\} \{agency\}/);
});
