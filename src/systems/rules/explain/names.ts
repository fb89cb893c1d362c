import type { Bilingual } from '../../../kernel/text.ts';
import { plainType } from '../dmn/requirements.ts';
import type { ReadTable } from '../dmn/decision-table.ts';
import type { Law } from '../decide/law.ts';
import { type Said, labelOf } from './words.ts';

/** How an input, decision or column is called, and how its values are said. */
export interface Named {
  label: Bilingual;
  said: Said;
}

/** What the inputs and decisions of a law are called, by their names. */
export function namesOf(law: Law): ReadonlyMap<string, Named> {
  const { model } = law.program;
  return new Map(
    [...law.requirements.inputs, ...law.requirements.decisions].map(({ name, typeRef, words }): [string, Named] => {
      const type = plainType(model, typeRef);
      return [
        name,
        { label: labelOf(words ?? type.words, name), said: { type, unit: words?.unit ?? type.words?.unit ?? null } },
      ];
    }),
  );
}

/** What a column of a table is called: as the input or decision that it asks, unless it has words of its own. */
export function columnNamed(law: Law, names: ReadonlyMap<string, Named>, { table }: ReadTable, x: number): Named {
  const column = table.inputs[x];
  const expression = column?.expression.trim() ?? '';
  const asked = names.get(expression);
  if (asked && !column?.words) return asked;
  const type = asked?.said.type ?? plainType(law.program.model, column?.typeRef ?? null);
  const label = column?.words
    ? labelOf(column.words, '')
    : { vi: column?.label ?? expression, en: column?.label ?? expression };
  return { label, said: { type, unit: column?.words?.unit ?? asked?.said.unit ?? null } };
}
