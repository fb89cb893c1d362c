/** The name of the field that says what somebody becomes to the head; empty: they stay where they are. */
export const relationField = (number: string): string => `relation-${number}`;
const RELATION_FIELD = /^relation-(\d{12})$/;

/** Who moves, of those whom a form lists, and what each becomes. */
export function moversOf(typed: Readonly<Record<string, unknown>>): { number: string; relation: string }[] {
  return Object.entries(typed).flatMap(([field, value]) => {
    const [, number] = RELATION_FIELD.exec(field) ?? [];
    const relation = typeof value === 'string' ? value.trim() : '';
    return number && relation ? [{ number, relation }] : [];
  });
}
