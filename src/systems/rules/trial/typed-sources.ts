import type { TrialInput } from './actions.ts';
import { FORMS, type FixedValue, type Form, type Source } from './recipe.ts';

/** The sources that the form says, for the inputs in their order; an input of which nothing is said has none. */
export function sourcesOf(inputs: readonly TrialInput[], typed: Readonly<Record<string, string>>): Source[] {
  return inputs.flatMap(({ name: input, type }, at): Source[] => {
    const chosen = typed[`source${at}`] ?? '';
    const said = (typed[`with${at}`] ?? '').trim();
    if (chosen === 'fixed') return [{ input, fixed: fixedOf(type.base, said) }];
    const [fact = '', form = ''] = chosen.split(':');
    if (fact === '' || !(FORMS as readonly string[]).includes(form)) return [];
    const source = { input, fact, form: form as Form };
    if (form === 'one_of') return [{ ...source, codes: parts(said, /[,;]/) }];
    const names = Object.fromEntries(
      parts(said, /[;\n]/).flatMap((part) => {
        const [code = '', name = ''] = part.split('=').map((text) => text.trim());
        return code && name ? [[code, name]] : [];
      }),
    );
    return [form === 'text' && Object.keys(names).length > 0 ? { ...source, names } : source];
  });
}

const parts = (text: string, by: RegExp): string[] =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A value of the type that the model asks for; of none, what it looks like. */
function fixedOf(base: string, text: string): FixedValue {
  if (base === 'number' || base === 'boolean' || base === 'date' || base === 'string') return { type: base, text };
  if (text === 'true' || text === 'false') return { type: 'boolean', text };
  return { type: /^[+-]?\d+(\.\d+)?$/.test(text) ? 'number' : 'string', text };
}
