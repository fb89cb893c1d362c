import { Type } from 'typebox';
import { frameOf } from '../../design/index.ts';
import { today } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { messagesOf } from '../../kernel/refused-form.ts';
import { html, json, route, type Asked, type Route } from '../../kernel/route.ts';
import { placeName, predecessors, searchUnits, successors, unitOn, type Relation, type Unit } from './index.ts';
import { placePage } from './pages/place/page.tsx';
import { placesPage } from './pages/places/page.tsx';

const MOST_FOUND = 50;
const date = Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', problem: 'territory.no_such_day' }));

/** Where a place is and what it was is public: pages for people, and the same addresses as JSON for programs. */
export const routes: Route[] = [
  route({
    method: 'GET',
    path: '/places',
    who: 'anyone',
    query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })), on: date }),
    answer(asked) {
      const { q: text = '', on } = asked.query;
      const day = dayAsked(on);
      const found = text === '' ? undefined : searchUnits({ text, onDate: day, limit: MOST_FOUND });
      if (wantsJson(asked)) return json({ on: day, units: (found ?? []).map((unit) => unitView(unit, day)) });
      return html(placesPage({ ...pageOf(asked), typed: { text, on: on ?? '' }, date: day, found }));
    },
    refused(asked, refusal) {
      if (wantsJson(asked)) throw refusal;
      const typed = { text: textOf(asked.query.q).slice(0, 200), on: typedDate(asked.query) };
      const messages = messagesOf(asked, refusal);
      return html(placesPage({ ...pageOf(asked), typed, date: today(), found: undefined, messages }));
    },
  }),
  route({
    method: 'GET',
    path: '/places/:code',
    who: 'anyone',
    params: Type.Object({ code: Type.String({ maxLength: 20 }) }),
    query: Type.Object({ on: date }),
    answer(asked) {
      const { code } = asked.params;
      const day = dayAsked(asked.query.on);
      const unit = unitOn(code, day);
      if (!unit) throw new Refusal('territory.not_found', 404, { values: { code, date: day } });
      if (!wantsJson(asked)) return html(placePage({ ...pageOf(asked), unit, date: day }));
      return json({
        on: day,
        unit: unitView(unit, day),
        predecessors: predecessors(code, day).map(relationView),
        successors: successors(code, day).map(relationView),
      });
    },
  }),
];

/** The civil date asked for; today without one. Refuses days that no calendar has, such as 31 June. */
function dayAsked(on: string | undefined): string {
  if (on === undefined) return today();
  const at = new Date(`${on}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== on)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'on', code: 'territory.no_such_day' }] });
  return on;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function typedDate(query: Record<string, unknown>): string {
  const parts = ['on.year', 'on.month', 'on.day'].map((name) => textOf(query[name]));
  return parts.some((part) => part !== '') ? parts.join('-') : textOf(query.on);
}

function wantsJson({ header }: { header: Asked['header'] }): boolean {
  return /application\/json/.test(header('accept') ?? '');
}

const pageOf = (asked: Pick<Asked, 'language' | 'path' | 'house' | 'session' | 'formToken'>) => ({
  language: asked.language,
  path: asked.path,
  frame: frameOf(asked),
});

function unitView(unit: Unit, day: string) {
  const { code, kind, level, name, fullName, parentCode, validFrom, validTo } = unit;
  return {
    code,
    kind,
    level,
    name,
    fullName,
    within: { vi: placeName(code, day, 'vi'), en: placeName(code, day, 'en') },
    ...(parentCode && { parentCode }),
    ...(validFrom && { validFrom }),
    ...(validTo && { validTo }),
  };
}

function relationView({ unit, extent }: Relation) {
  const { code, kind, fullName, validFrom, validTo } = unit;
  return { code, kind, fullName, extent, ...(validFrom && { validFrom }), ...(validTo && { validTo }) };
}
