import { callByName, callFunction } from '../feel/calls.ts';
import { constantCode } from '../feel/constant.ts';
import { Vocabulary } from '../feel/names.ts';
import { type Code, Frame, type Limits, LimitPassed, Run, type Trace, type Warning } from '../feel/run.ts';
import { Scope } from '../feel/scope.ts';
import { ANY, type Type, resolved } from '../feel/type.ts';
import { FeelFunction, type Parameter, type Value } from '../feel/value.ts';
import { compileBoxed, functionCode } from './compile-boxed.ts';
import { fitted } from './fitting.ts';
import { typeOfDefinition } from './item-definitions.ts';
import type { ReadTable } from './decision-table.ts';
import type { BoxedFunction, Decision, DecisionService, InputData, KnowledgeModel, Model } from './model.ts';
import { Place, type Problem } from './place.ts';
import { type Teller, tellerOf } from './told-apart.ts';

type Element = Decision | InputData | KnowledgeModel | DecisionService;

/** An element with the model that it stands in. */
interface Part {
  key: string;
  /** Where its value stands among those of a state. */
  index: number;
  model: Model;
  element: Element;
}

/** What an evaluation has found out so far: what was given, and what was decided, by the index of the element. */
interface State {
  run: Run;
  values: (Value | undefined)[];
}

/** A decision or input, compiled: answers from the state. */
type Evaluate = (state: State) => Value;

export interface Answer {
  value: Value;
  warnings: Warning[];
}

/** What time it is for `now()` and `today()`, and the limits where they differ from the usual ones. */
export interface Options {
  now: Date;
  limits?: Partial<Limits>;
  trace?: Trace;
}

/** Values by the name of an input, a decision or a parameter. */
export type Given = ReadonlyMap<string, Value>;

/**
 * A model with those that it imports, checked and compiled once. It holds nothing of any evaluation, so that one program
 * serves all.
 */
export class Program {
  readonly model: Model;
  readonly problems: Problem[] = [];
  readonly #parts = new Map<string, Part>();
  readonly #models: ReadonlyMap<string, Model>;
  readonly #types = new Map<string, Type>();
  readonly #evaluators = new Map<string, Evaluate>();
  readonly #functions = new Map<string, FeelFunction>();
  readonly #compiling = new Set<string>();
  readonly #fields = new Vocabulary();
  readonly #typeNames = new Vocabulary();
  readonly #tables: ReadTable[] | undefined;

  /** `tables` takes each decision table as it was compiled, for those who check them. */
  constructor(model: Model, imported: readonly Model[] = [], tables?: ReadTable[]) {
    this.model = model;
    this.#tables = tables;
    this.#models = new Map([...imported, model].map((each) => [each.namespace, each]));
    for (const each of this.#models.values()) this.#enter(each);
    for (const part of this.#parts.values()) {
      if (part.element.element === 'knowledge' || part.element.element === 'service') this.#function(part);
      else this.#evaluator(part);
    }
  }

  #enter(model: Model): void {
    for (const type of model.types) {
      this.#typeNames.add(type.name);
      this.#learn(type);
    }
    for (const { name } of model.imports)
      for (const type of this.#importedTypes(model, name)) this.#typeNames.add(type);
    const names = new Set<string>();
    for (const element of [...model.inputs, ...model.decisions, ...model.knowledge, ...model.services]) {
      const key = `${model.namespace}#${element.id}`;
      const part: Part = { key, index: this.#parts.size, model, element };
      this.#parts.set(key, part);
      this.#fields.add(element.name);
      if (names.has(element.name) || element.name === '') this.#place(part).report('model.name_twice', element.name);
      names.add(element.name);
    }
  }

  #learn(type: Model['types'][number]): void {
    for (const component of type.components) {
      this.#fields.add(component.name);
      this.#learn(component);
    }
  }

  *#importedTypes(model: Model, name: string): Iterable<string> {
    const other = this.#models.get(model.imports.find((each) => each.name === name)?.namespace ?? '');
    for (const type of other?.types ?? []) yield name === '' ? type.name : `${name}.${type.name}`;
  }

  #place(part: Part, where = part.element.name): Place {
    const { model } = part;
    return new Place({
      where,
      fields: this.#fields,
      typeNames: this.#typeNames,
      problems: this.problems,
      typeNamed: (name) => this.#typeNamed(model, name),
      tables: this.#tables,
    });
  }

  #typeNamed(model: Model, name: string): Type | undefined {
    const key = `${model.namespace}#${name}`;
    const known = this.#types.get(key);
    if (known) return known;
    const definition = model.types.find((each) => each.name === name);
    if (definition) {
      // Known before it is complete, so that it may name itself.
      this.#types.set(key, { type: 'named', name, resolve: () => this.#types.get(key) ?? ANY });
      const place = new Place({
        where: name,
        fields: this.#fields,
        typeNames: this.#typeNames,
        problems: this.problems,
        typeNamed: (other) => this.#typeNamed(model, other),
      });
      const type = typeOfDefinition(definition, place);
      this.#types.set(key, type);
      return type;
    }
    for (const { name: prefix, namespace } of model.imports) {
      const other = this.#models.get(namespace);
      if (!other || other === model) continue;
      if (prefix === '' || name.startsWith(`${prefix}.`)) {
        const type = this.#typeNamed(other, prefix === '' ? name : name.slice(prefix.length + 1));
        if (type) return type;
      }
    }
    return undefined;
  }

  /** The element that a reference such as `#id` or `namespace#id` names. */
  #referred(reference: string, model: Model): Part | undefined {
    const at = reference.lastIndexOf('#');
    const namespace = at > 0 ? reference.slice(0, at) : model.namespace;
    return this.#parts.get(`${namespace}#${reference.slice(at + 1)}`);
  }

  /** Compiles a decision or input, those that it requires first. */
  #evaluator(part: Part): Evaluate {
    const known = this.#evaluators.get(part.key);
    if (known) return known;
    const { element, key } = part;
    const place = this.#place(part);
    if (this.#compiling.has(key)) {
      place.report('model.reference_cyclic', element.name);
      return ({ run }) => run.warn('name.unknown', element.name);
    }
    this.#compiling.add(key);
    const evaluate = element.element === 'input' ? this.#input(part) : this.#decision(part, element as Decision);
    this.#compiling.delete(key);
    this.#evaluators.set(key, evaluate);
    return evaluate;
  }

  #input(part: Part): Evaluate {
    const { element, index } = part;
    const type = this.#place(part).type(element.typeRef);
    return ({ run, values }) => {
      const value = values[index];
      if (value === undefined) return run.warn('input.missing', element.name);
      run.where = element.name;
      return fitted(value, type, run);
    };
  }

  #decision(part: Part, decision: Decision): Evaluate {
    const place = this.#place(part);
    const scope = new Scope();
    const needs = this.#needs(part, [...decision.information, ...decision.knowledge], scope);
    const type = place.type(decision.typeRef);
    if (!decision.logic) place.report('model.logic_missing', decision.name);
    const logic: Code = decision.logic ? compileBoxed(decision.logic, scope, place) : constantCode(null);
    const { index } = part;
    const { layout } = scope;
    return (state) => {
      const { run, values } = state;
      const known = values[index];
      if (known !== undefined) return known;
      return run.deeper(() => {
        const frame = new Frame(Array<Value>(layout.count).fill(null), run);
        for (const need of needs) need(frame, state);
        run.where = decision.name;
        const value = fitted(logic(frame), type, run);
        values[index] = value;
        run.trace?.decided(decision.id, value);
        return value;
      });
    };
  }

  /** Gives every required element its name in a scope; answers what fills the places before the logic runs. */
  #needs(part: Part, references: readonly string[], scope: Scope): ((frame: Frame, state: State) => void)[] {
    const fills: ((frame: Frame, state: State) => void)[] = [];
    const imports = new Map<string, Map<string, Evaluate | FeelFunction>>();
    for (const reference of references) {
      const needed = this.#referred(reference, part.model);
      if (!needed) {
        this.#place(part).report('model.reference_unknown', reference);
        continue;
      }
      const { element, model } = needed;
      const found =
        element.element === 'knowledge' || element.element === 'service'
          ? this.#function(needed)
          : this.#evaluator(needed);
      const prefix = model === part.model ? '' : this.#importName(part.model, model.namespace);
      if (prefix !== '') {
        const entries = imports.get(prefix) ?? new Map<string, Evaluate | FeelFunction>();
        imports.set(prefix, entries.set(element.name, found));
      } else if (found instanceof FeelFunction) scope.bind(element.name, { constant: found });
      else {
        const slot = scope.declare(element.name);
        fills.push((frame, state) => (frame.slots[slot] = found(state)));
      }
    }
    for (const [prefix, entries] of imports) {
      const slot = scope.declare(prefix);
      fills.push((frame, state) => {
        const values = [...entries].map(([name, each]): [string, Value] => [
          name,
          each instanceof FeelFunction ? each : each(state),
        ]);
        frame.slots[slot] = new Map(values);
      });
    }
    return fills;
  }

  #importName(model: Model, namespace: string): string {
    return model.imports.find((each) => each.namespace === namespace)?.name ?? '';
  }

  /** A business knowledge model or decision service as a function. */
  #function(part: Part): FeelFunction {
    const known = this.#functions.get(part.key);
    if (known) return known;
    return part.element.element === 'service'
      ? this.#serviceFunction(part, part.element)
      : this.#knowledgeFunction(part, part.element as KnowledgeModel);
  }

  #knowledgeFunction(part: Part, element: KnowledgeModel): FeelFunction {
    const place = this.#place(part);
    const scope = new Scope();
    const parameters = (element.logic?.parameters ?? []).map(({ name, typeRef }): Parameter & { slot: number } => ({
      name,
      type: place.type(typeRef) ?? ANY,
      slot: scope.layout.count++,
    }));
    const result = resultType(place.type(element.typeRef));
    let body: Code = ({ run }) => run.warn('function.external', element.name);
    const made = new FeelFunction({
      name: element.name,
      parameters: parameters.map(({ name, type }) => ({ name, type })),
      result,
      call(args, run) {
        const slots = Array<Value>(scope.layout.count).fill(null);
        parameters.forEach(({ slot }, i) => (slots[slot] = args[i] ?? null));
        return fitted(body(new Frame(slots, run)), result, run);
      },
    });
    // Known before its body is compiled, so that it may call itself.
    this.#functions.set(part.key, made);
    this.#needs(part, element.knowledge, scope);
    for (const { name, slot, type } of parameters) scope.bind(name, { slot, type });
    const { logic } = element;
    if (!logic) place.report('model.logic_missing', element.name);
    else if (logic.kind !== 'FEEL') body = this.#externalBody(logic, parameters, scope, place);
    else if (logic.body) body = compileBoxed(logic.body, scope, place);
    return made;
  }

  /** A body that hands what was given to a function outside. */
  #externalBody(logic: BoxedFunction, parameters: readonly { slot: number }[], scope: Scope, place: Place): Code {
    const external = functionCode(logic, scope, place);
    return (frame) => {
      const made = external(frame);
      const args = parameters.map(({ slot }) => frame.slots[slot] ?? null);
      return made instanceof FeelFunction ? made.call(args, frame.run) : null;
    };
  }

  #serviceFunction(part: Part, element: DecisionService): FeelFunction {
    const place = this.#place(part);
    const find = (references: readonly string[]): Part[] =>
      references.flatMap((reference) => {
        const found = this.#referred(reference, part.model);
        if (!found) place.report('model.reference_unknown', reference);
        return found ?? [];
      });
    const given = [...find(element.inputs), ...find(element.inputDecisions)];
    const outputs = find(element.outputs);
    const result = resultType(place.type(element.typeRef));
    const made = new FeelFunction({
      name: element.name,
      parameters: given.map((each) => ({
        name: each.element.name,
        type: this.#place(each).type(each.element.typeRef) ?? ANY,
      })),
      result,
      call: (args, run) => {
        const state: State = { run, values: this.#noValues() };
        given.forEach((each, i) => (state.values[each.index] = args[i] ?? null));
        const [only] = outputs;
        if (outputs.length === 1 && only) return fitted(this.#evaluator(only)(state), result, run);
        const all = outputs.map((each): [string, Value] => [each.element.name, this.#evaluator(each)(state)]);
        return fitted(new Map(all), result, run);
      },
    });
    this.#functions.set(part.key, made);
    return made;
  }

  #named(name: string, kinds: readonly Element['element'][]): Part | undefined {
    return [...this.#parts.values()].find(
      ({ element, model }) => model === this.model && element.name === name && kinds.includes(element.element),
    );
  }

  #begin(options: Options, work: (run: Run) => Value): Answer {
    const run = new Run(options);
    try {
      return { value: work(run), warnings: run.warnings };
    } catch (error) {
      // The engine's own stack may be the first limit that a deep evaluation meets.
      if (error instanceof RangeError) run.warn('limit.depth');
      else if (error instanceof LimitPassed) run.warn(error.code);
      else throw error;
      return { value: null, warnings: run.warnings };
    }
  }

  /** Whether the model has a decision of this name. */
  has(name: string): boolean {
    return this.#named(name, ['decision']) !== undefined;
  }

  /** Decides. `given` are values of inputs (or of decisions, which then are not decided) by `name` or `namespace#name`. */
  decide(name: string, given: Given, options: Options): Answer {
    const part = this.#named(name, ['decision']);
    return this.#begin(options, (run) => {
      if (!part) return run.warn('name.unknown', name);
      return this.#evaluator(part)({ run, values: this.#valuesOf(given) });
    });
  }

  #noValues(): (Value | undefined)[] {
    return Array<Value | undefined>(this.#parts.size).fill(undefined);
  }

  #valuesOf(given: Given): (Value | undefined)[] {
    const values = this.#noValues();
    for (const { index, model, element } of this.#parts.values()) {
      if (element.element !== 'input' && element.element !== 'decision') continue;
      values[index] = given.get(`${model.namespace}#${element.name}`) ?? given.get(element.name);
    }
    return values;
  }

  /**
   * A decision for many cases: answers from the values of the inputs named, in their order, without looking up any name
   * again. Undefined when there is no such decision or input.
   */
  prepare(
    name: string,
    inputs: readonly string[],
  ): ((values: readonly Value[], options: Options) => Answer) | undefined {
    const part = this.#named(name, ['decision']);
    const places = inputs.map((each) => this.#named(each, ['input', 'decision'])?.index ?? -1);
    if (!part || places.includes(-1)) return undefined;
    const evaluate = this.#evaluator(part);
    return (given, options) => {
      const values = this.#noValues();
      for (let i = 0; i < places.length; i++) values[places[i] ?? 0] = given[i];
      return this.#begin(options, (run) => evaluate({ run, values }));
    };
  }

  /** What the model can tell of the values of an input; see `told-apart.ts`. */
  toldApart(input: string): Teller | undefined {
    const part = this.#named(input, ['input']);
    return part && tellerOf([...this.#models.values()], part.element as InputData, this.#place(part));
  }

  /** Calls a business knowledge model or decision service with values by name. A service with several outputs answers a context. */
  call(name: string, given: Given, options: Options): Answer {
    const part = this.#named(name, ['knowledge', 'service']);
    return this.#begin(options, (run) => {
      if (!part) return run.warn('name.unknown', name);
      const called = this.#function(part);
      const known = new Map(
        [...given].filter(([key]) => called.parameters.some((parameter) => parameter.name === key)),
      );
      if (part.element.element === 'knowledge') return callByName(called, known, run);
      return callFunction(
        called,
        called.parameters.map((parameter) => known.get(parameter.name) ?? null),
        run,
      );
    });
  }
}

/** What a function answers: its variable may name the function's type, or, in older files, that of its answer. */
function resultType(declared: Type | undefined): Type {
  const type = declared ? resolved(declared) : ANY;
  return type.type === 'function' ? type.result : (declared ?? ANY);
}
