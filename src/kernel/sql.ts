/** A statement with its values bound apart: text of people never becomes SQL. Made by the `sql` template only. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

class BoundStatement implements Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  constructor(text: string, values: readonly unknown[]) {
    this.text = text;
    this.values = values;
  }
}

const textOfTemplate = new WeakMap<TemplateStringsArray, string>();

/** Binds values into SQL: sql`SELECT name FROM person WHERE number = ${number}`. A statement given as a value is put in as SQL. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Statement {
  if (!values.some((value) => value instanceof BoundStatement)) {
    let text = textOfTemplate.get(strings);
    if (text === undefined) {
      text = strings.reduce((all, part, i) => `${all}$${i}${part}`);
      textOfTemplate.set(strings, text);
    }
    return new BoundStatement(text, values);
  }
  let text = strings[0]!;
  const bound: unknown[] = [];
  values.forEach((value, i) => {
    if (value instanceof BoundStatement) {
      text += value.text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + bound.length}`);
      bound.push(...value.values);
    } else {
      bound.push(value);
      text += `$${bound.length}`;
    }
    text += strings[i + 1]!;
  });
  return new BoundStatement(text, bound);
}
