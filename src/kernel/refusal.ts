/** One problem with one field of an input: where it is, and a stable code that the edge turns into a sentence. */
export interface FieldProblem {
  /** Name of the form field, or a path such as `child.fullName`. */
  field: string;
  /** Stable code, e.g. `name.too_long`. */
  code: string;
  /** Values for the sentence, e.g. `{ most: 25 }`. */
  values?: Record<string, string | number>;
}

/**
 * A decision not to do what was asked, with a reason that the asker can act upon.
 *
 * Thrown where it is found, translated once at the edge: into a page, into messages beside fields, or into an RFC 9457
 * problem document. Callers match `code`, never a sentence. Anything else that is thrown is a bug and becomes a 500.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly values: Record<string, string | number>;
  readonly fields: FieldProblem[];

  constructor(
    code: string,
    status = 409,
    details: { values?: Record<string, string | number>; fields?: FieldProblem[] } = {},
  ) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.values = details.values ?? {};
    this.fields = details.fields ?? [];
  }
}
