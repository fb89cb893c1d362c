import type { Words } from './words.ts';

/** What a `.dmn` file says, as it stands in the file (DMN 1.5, chapter 6 to 10); nothing is resolved yet. */
export interface Model {
  name: string;
  namespace: string;
  imports: Import[];
  types: ItemDefinition[];
  inputs: InputData[];
  decisions: Decision[];
  knowledge: KnowledgeModel[];
  services: DecisionService[];
}

export interface Import {
  name: string;
  namespace: string;
}

export interface ItemDefinition {
  name: string;
  typeRef: string | null;
  isCollection: boolean;
  allowed: string | null;
  /** On the whole of a collection, where `allowed` is on each item (DMN 1.5). */
  constraint: string | null;
  components: ItemDefinition[];
  signature: { parameters: { name: string; typeRef: string | null }[]; result: string | null } | null;
  /** What people call it, and each of its values, by the value's own text. */
  words: Words | null;
  valueWords: ReadonlyMap<string, Words>;
}

interface Named {
  id: string;
  name: string;
  /** The type of its variable. */
  typeRef: string | null;
  /** What people call it. */
  words: Words | null;
}

export interface InputData extends Named {
  element: 'input';
}

export interface Decision extends Named {
  element: 'decision';
  question: string;
  /** References of required inputs and decisions: `#id` or `namespace#id`. */
  information: string[];
  knowledge: string[];
  logic: Boxed | null;
}

export interface KnowledgeModel extends Named {
  element: 'knowledge';
  knowledge: string[];
  logic: BoxedFunction | null;
}

export interface DecisionService extends Named {
  element: 'service';
  outputs: string[];
  encapsulated: string[];
  inputDecisions: string[];
  inputs: string[];
}

/** A boxed expression (DMN 1.5, 10.2). */
export type Boxed = { id: string; typeRef: string | null } & (
  | { boxed: 'literal'; text: string }
  | { boxed: 'table'; table: DecisionTable }
  | { boxed: 'context'; entries: { name: string | null; typeRef: string | null; value: Boxed }[] }
  | { boxed: 'list'; items: Boxed[] }
  | { boxed: 'relation'; columns: { name: string; typeRef: string | null }[]; rows: Boxed[][] }
  | BoxedFunction
  | { boxed: 'invocation'; callee: Boxed; bindings: { name: string; typeRef: string | null; value: Boxed | null }[] }
  | { boxed: 'conditional'; condition: Boxed; yes: Boxed; no: Boxed }
  | { boxed: 'filter'; of: Boxed; match: Boxed }
  | { boxed: 'for' | 'some' | 'every'; variable: string; variableType: string | null; in: Boxed; body: Boxed }
);

export interface BoxedFunction {
  boxed: 'function';
  id: string;
  typeRef: string | null;
  /** FEEL, or what lies outside and is not called: Java, PMML. */
  kind: string;
  parameters: { name: string; typeRef: string | null }[];
  body: Boxed | null;
}

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionTable {
  hitPolicy: HitPolicy;
  aggregation: Aggregation | null;
  inputs: {
    id: string;
    label: string;
    expression: string;
    typeRef: string | null;
    values: string | null;
    words: Words | null;
  }[];
  outputs: {
    id: string;
    label: string;
    name: string | null;
    typeRef: string | null;
    values: string | null;
    otherwise: string | null;
    words: Words | null;
  }[];
  /** Names of the columns with remarks, such as the clause of the law. */
  annotations: string[];
  rules: Rule[];
}

export interface Rule {
  id: string;
  description: string;
  inputs: string[];
  outputs: string[];
  annotations: string[];
}
