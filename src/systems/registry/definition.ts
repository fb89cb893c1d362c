import type { Bilingual, Language } from '../../kernel/text.ts';
import { type Field, kindsOf } from './kind/index.ts';

/** What a register says about itself: whose it is and what its fields mean. Field names are what the data log shows by title. */
export interface RegisterDefinition<Field extends string = string> {
  /** The system that keeps it, by its folder's name. */
  system: string;
  title: Bilingual;
  /** The agency that owns it, by its code of Decision 20/2020/QĐ-TTg. */
  owner: { code: string; name: string };
  fields: Readonly<Record<Field, Bilingual>>;
}

/** A register, able to name its own fields for a service contract. */
export interface Register<Field extends string = string> extends RegisterDefinition<Field> {
  /** Field names for `ServiceContract.fields`: only names that the register has. */
  pick(...fields: Field[]): readonly Field[];
}

const registers = new Map<string, RegisterDefinition>();

/** Defines a register. There is one for a system; a second one is a mistake and throws. */
export function defineRegister<Field extends string>(definition: RegisterDefinition<Field>): Register<Field> {
  if (registers.has(definition.system)) throw new Error(`two registers of ${definition.system}`);
  registers.set(definition.system, definition);
  return { ...definition, pick: (...fields) => fields };
}

/** The registers of this house, in the order in which they were defined. */
export function allRegisters(): RegisterDefinition[] {
  return [...registers.values()];
}

/** The register that a system keeps, or undefined when it keeps none. */
export function registerOf(system: string): RegisterDefinition | undefined {
  return registers.get(system);
}

/** What a field of a system's register is called; the bare name when the register does not know it. */
export function fieldTitle(system: string, field: string, language: Language): string {
  const title = registers.get(system)?.fields[field] ?? fieldOfKind(system, field)?.title;
  return title?.[language] ?? field;
}

/** The field of that name of the first kind of record that has one. */
function fieldOfKind(system: string, field: string): Field | undefined {
  for (const { fields } of kindsOf(system)) if (Object.hasOwn(fields, field)) return fields[field];
  return undefined;
}

/**
 * Makes something of a register, by its system's name, once; and anew when the register was defined or got a kind since,
 * so that what was asked for too early does not stay wrong.
 */
export function oncePerRegister<Made>(make: (system: string) => Made): (system: string) => Made {
  const all = new Map<string, { made: Made; definition: RegisterDefinition | undefined; kinds: number }>();
  return (system) => {
    const definition = registers.get(system);
    const kinds = kindsOf(system).length;
    const before = all.get(system);
    if (before && before.definition === definition && before.kinds === kinds) return before.made;
    const made = make(system);
    all.set(system, { made, definition, kinds });
    return made;
  };
}
