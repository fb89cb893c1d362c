import { evenName } from '../feel/names.ts';
import type { Decision, DecisionService, ItemDefinition, KnowledgeModel, Model } from './model.ts';
import { boxedIn, functionOf, typeRefOf } from './read-boxed.ts';
import { WORDS_NAMESPACE, type Words, valueWordsOf, wordsOf } from './words.ts';
import { type Element, child, childrenOf, readXml, textIn } from './xml.ts';

/** A file that is well-formed XML and no model of decisions. */
export class ModelError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ModelError';
  }
}

/** Namespaces of DMN 1.1 to 1.5. */
const NAMESPACE =
  /^https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101|20151130|20180521|20191111|20211108|20230324)\/(?:MODEL\/?|dmn\.xsd)$/;

/** Reads a `.dmn` file. Throws `XmlError` and `ModelError`. */
export function readModel(text: string): Model {
  const root = readXml(text);
  if (root.name !== 'definitions') throw new ModelError(`the root is “${root.name}” and not “definitions”`);
  if (!NAMESPACE.test(root.namespace)) throw new ModelError(`“${root.namespace}” is no namespace of DMN 1.1 to 1.5`);
  const definitions = withoutForeign(root);
  return {
    name: attribute(definitions, 'name'),
    namespace: attribute(definitions, 'namespace'),
    imports: childrenOf(definitions, 'import').map((each) => ({
      name: evenName(attribute(each, 'name')),
      namespace: attribute(each, 'namespace'),
    })),
    types: childrenOf(definitions, 'itemDefinition').map(itemDefinition),
    inputs: childrenOf(definitions, 'inputData').map((each) => ({ element: 'input', ...named(each) })),
    decisions: childrenOf(definitions, 'decision').map(decision),
    knowledge: childrenOf(definitions, 'businessKnowledgeModel').map(knowledgeModel),
    services: childrenOf(definitions, 'decisionService').map(service),
  };
}

/** Without what other tools have put in: elements of other namespaces. Of the extensions, our own words stay. */
function withoutForeign(element: Element): Element {
  return {
    ...element,
    children: element.children
      .filter(({ namespace }) => NAMESPACE.test(namespace) || namespace === WORDS_NAMESPACE)
      .map(withoutForeign),
  };
}

function attribute(element: Element | undefined, name: string): string {
  return element?.attributes.get(name)?.trim() ?? '';
}

function named(element: Element): { id: string; name: string; typeRef: string | null; words: Words | null } {
  const name = evenName(attribute(element, 'name'));
  return {
    id: attribute(element, 'id') || name,
    name,
    typeRef: typeRefOf(child(element, 'variable')),
    words: wordsOf(element),
  };
}

function itemDefinition(element: Element): ItemDefinition {
  const signature = child(element, 'functionItem');
  return {
    name: evenName(attribute(element, 'name')),
    typeRef: typeRefOf(element),
    isCollection: attribute(element, 'isCollection') === 'true',
    allowed: textIn(element, 'allowedValues') ?? null,
    constraint: textIn(element, 'typeConstraint') ?? null,
    components: childrenOf(element, 'itemComponent').map(itemDefinition),
    signature: signature
      ? {
          parameters: childrenOf(signature, 'parameters').map(parameterOf),
          result: attribute(signature, 'outputTypeRef').replace(/^feel:/, '') || null,
        }
      : null,
    words: wordsOf(element),
    valueWords: valueWordsOf(element),
  };
}

function parameterOf(element: Element): { name: string; typeRef: string | null } {
  return { name: evenName(attribute(element, 'name')), typeRef: typeRefOf(element) };
}

const references = (element: Element, requirement: string, names: readonly string[]): string[] =>
  childrenOf(element, requirement).flatMap((each) =>
    each.children.filter(({ name }) => names.includes(name)).map((reference) => attribute(reference, 'href')),
  );

function decision(element: Element): Decision {
  return {
    element: 'decision',
    ...named(element),
    question: child(element, 'question')?.text.trim() ?? '',
    information: references(element, 'informationRequirement', ['requiredInput', 'requiredDecision']),
    knowledge: references(element, 'knowledgeRequirement', ['requiredKnowledge']),
    logic: boxedIn(element) ?? null,
  };
}

function knowledgeModel(element: Element): KnowledgeModel {
  const logic = child(element, 'encapsulatedLogic');
  return {
    element: 'knowledge',
    ...named(element),
    knowledge: references(element, 'knowledgeRequirement', ['requiredKnowledge']),
    logic: logic ? functionOf(logic) : null,
  };
}

function service(element: Element): DecisionService {
  const hrefs = (name: string): string[] => childrenOf(element, name).map((each) => attribute(each, 'href'));
  return {
    element: 'service',
    ...named(element),
    outputs: hrefs('outputDecision'),
    encapsulated: hrefs('encapsulatedDecision'),
    inputDecisions: hrefs('inputDecision'),
    inputs: hrefs('inputData'),
  };
}
