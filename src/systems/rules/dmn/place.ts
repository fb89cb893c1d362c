import { compile } from '../feel/compile.ts';
import type { Surroundings } from '../feel/surroundings.ts';
import { compileTests, type Test } from '../feel/compile-tests.ts';
import { BUILT_IN } from '../feel/built-in/index.ts';
import { Vocabulary } from '../feel/names.ts';
import { parseExpression, parseTests } from '../feel/parser.ts';
import { FeelSyntaxError } from '../feel/reader.ts';
import type { Code } from '../feel/run.ts';
import type { Scope } from '../feel/scope.ts';
import type { Node } from '../feel/syntax.ts';
import { BUILT_IN_TYPES, type Type } from '../feel/type.ts';
import { constantCode } from '../feel/constant.ts';
import type { ReadTable } from './decision-table.ts';

/** Something wrong with a model: each has a sentence in `texts.ts`. */
export type ProblemCode =
  | 'model.name_unknown'
  | 'model.type_unknown'
  | 'model.syntax_wrong'
  | 'model.reference_unknown'
  | 'model.reference_cyclic'
  | 'model.name_twice'
  | 'model.logic_missing'
  | 'model.shape_wrong';

export interface Problem {
  code: ProblemCode;
  /** Element, and inside of it the cell, such as “Fee, rule 3, input 2”. */
  where: string;
  about: string;
}

const BUILT_IN_NAMES = new Vocabulary([...BUILT_IN.keys(), '?']);
const MOST_PROBLEMS = 1_000;

/** What is around an expression of a model: its types, its names, and who is told what is wrong with it. */
export class Place implements Surroundings {
  readonly where: string;
  readonly fields: Vocabulary;
  readonly typeNames: Vocabulary;
  readonly problems: Problem[];
  readonly typeNamed: (name: string) => Type | undefined;
  /** Takes the tables that are compiled, where somebody wants to check them. */
  readonly tables: ReadTable[] | undefined;

  constructor(options: {
    where: string;
    fields: Vocabulary;
    typeNames: Vocabulary;
    problems: Problem[];
    typeNamed: (name: string) => Type | undefined;
    tables?: ReadTable[] | undefined;
  }) {
    this.where = options.where;
    this.fields = options.fields;
    this.typeNames = options.typeNames;
    this.problems = options.problems;
    this.typeNamed = options.typeNamed;
    this.tables = options.tables;
  }

  /** The same place, said more narrowly. */
  at(where: string): Place {
    return new Place({ ...this, where: `${this.where}, ${where}` });
  }

  report(code: ProblemCode, about: string): void {
    if (this.problems.length < MOST_PROBLEMS)
      this.problems.push({ code, where: this.where, about: about.slice(0, 300) });
  }

  /** The type of this name; any when none is named, undefined when there is none of the name. */
  type(name: string | null): Type | undefined {
    if (name === null) return BUILT_IN_TYPES.get('Any');
    const type = this.typeNamed(name) ?? BUILT_IN_TYPES.get(name);
    if (!type) this.report('model.type_unknown', name);
    return type;
  }

  compile(node: Node, scope: Scope): Code {
    return compile(node, scope, this);
  }

  /** Compiles the text of an expression. What cannot be read is reported, and answers null with a warning. */
  expression(text: string, scope: Scope): Code {
    if (text.trim() === '') return constantCode(null);
    const node = this.#parsed(text, scope, parseExpression);
    return node ? compile(node, scope, this) : ({ run }) => run.warn('syntax.wrong', text);
  }

  /** Compiles the tests of a cell, in a scope that has `?`. */
  tests(text: string, scope: Scope): { test: Test; node: Node | undefined } {
    if (text.trim() === '') return { test: () => true, node: { node: 'tests', tests: [], isNegated: false } };
    const node = this.#parsed(text, scope, parseTests);
    if (node?.node === 'tests') return { test: compileTests(node, scope, this), node };
    return { test: (_, { run }) => run.warn('syntax.wrong', text), node: undefined };
  }

  #parsed(text: string, scope: Scope, parse: typeof parseExpression): Node | undefined {
    try {
      const scopes = [BUILT_IN_NAMES, this.typeNames, ...scope.vocabularies()];
      return parse(text, { scopes, fields: this.fields });
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.report('model.syntax_wrong', `${error.message} at character ${error.at + 1} of “${text.trim()}”`);
      return undefined;
    }
  }
}
