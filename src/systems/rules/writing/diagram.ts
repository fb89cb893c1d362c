import { type Tree, type TreeElement, type TreeNode, below, elementsOf, indent, isElement } from './xml-tree.ts';

/** The diagram of requirements (DMN 1.5, chapter 13): a shape for each element, an edge for each requirement. */
const DIAGRAM = 'https://www.omg.org/spec/DMN/20230324/DMNDI/';
const BOUNDS = 'http://www.omg.org/spec/DMN/20180521/DC/';
const WAYPOINTS = 'http://www.omg.org/spec/DMN/20180521/DI/';

const PREFIXES = { 'xmlns:dmndi': DIAGRAM, 'xmlns:dc': BOUNDS, 'xmlns:di': WAYPOINTS };

const DRAWN = new Set(['inputData', 'decision', 'businessKnowledgeModel']);
const WIDTH = 180;
const HEIGHT = 80;
const INPUT_HEIGHT = 45;
const GAP_X = 40;
const GAP_Y = 90;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Draws what the diagram of a model does not show yet; what is drawn stays where it is. Elements have ids (`giveIds`). */
export function drawDiagram(tree: Tree): void {
  const root = tree.nodes.find(isElement);
  if (!root) return;
  const elements = elementsOf(root).filter(({ local }) => DRAWN.has(local));
  const requirements = requirementsOf(elements);
  const all = [...below(root)].filter(({ namespace }) => namespace.includes('/DMNDI'));
  const boxes = boxesOf(all);
  const drawnEdges = new Set(all.filter(({ local }) => local === 'DMNEdge').map(elementRef));
  const isWhole = elements.every((each) => boxes.has(idOf(each))) && requirements.every(({ id }) => drawnEdges.has(id));
  if (isWhole || elements.length === 0) return;
  const known = all.find(({ local }) => local === 'DMNDiagram');
  const diagram = known ?? newDiagram(root);
  // In a diagram that was read our prefixes may mean something else, so each shape says what they mean.
  const declared = known ? PREFIXES : {};
  placeNew(elements, requirements, boxes, (element, box) => diagram.children.push(shape(idOf(element), box, declared)));
  for (const { id, from, to } of requirements) {
    const [a, b] = [boxes.get(from), boxes.get(to)];
    if (!drawnEdges.has(id) && a && b) diagram.children.push(edge(id, a, b, declared));
  }
  indent(diagram, 2);
}

const idOf = (element: TreeElement): string => element.attributes.get('id') ?? '';
const elementRef = (element: TreeElement): string =>
  (element.attributes.get('dmnElementRef') ?? '').replace(/^.*:/, '');

interface Requirement {
  id: string;
  from: string;
  to: string;
}

function requirementsOf(elements: readonly TreeElement[]): Requirement[] {
  const known = new Set(elements.map(idOf));
  return elements.flatMap((element) =>
    elementsOf(element)
      .filter(({ local }) => local === 'informationRequirement' || local === 'knowledgeRequirement')
      .flatMap((requirement) => {
        const from = elementsOf(requirement)[0]?.attributes.get('href')?.replace(/^.*#/, '') ?? '';
        return known.has(from) ? [{ id: idOf(requirement), from, to: idOf(element) }] : [];
      }),
  );
}

function boxesOf(drawn: readonly TreeElement[]): Map<string, Box> {
  return new Map(
    drawn
      .filter(({ local }) => local === 'DMNShape')
      .flatMap((each): [string, Box][] => {
        const bounds = each.children.filter(isElement).find(({ local }) => local === 'Bounds');
        const number = (name: string): number => Number(bounds?.attributes.get(name) ?? 0) || 0;
        const box = { x: number('x'), y: number('y'), width: number('width'), height: number('height') };
        return bounds ? [[elementRef(each), box]] : [];
      }),
  );
}

/** An empty diagram at the end of a model. */
function newDiagram(root: TreeElement): TreeElement {
  const diagram = made('dmndi:DMNDiagram', DIAGRAM, {});
  const around = made('dmndi:DMNDI', DIAGRAM, PREFIXES, [diagram]);
  const last = root.children.at(-1);
  const end: TreeNode[] = last?.node === 'text' ? [root.children.pop() as TreeNode] : [];
  root.children.push({ node: 'text', text: '\n  ' }, around, ...end);
  around.children = [{ node: 'text', text: '\n    ' }, diagram, { node: 'text', text: '\n  ' }];
  return diagram;
}

function made(
  name: string,
  namespace: string,
  attributes: Record<string, string>,
  children: TreeNode[] = [],
): TreeElement {
  const local = name.replace(/^.*:/, '');
  return { node: 'element', name, local, namespace, attributes: new Map(Object.entries(attributes)), children };
}

/** New shapes go below or beside those that are drawn: what requires others stands above them. */
function placeNew(
  elements: readonly TreeElement[],
  requirements: readonly Requirement[],
  boxes: Map<string, Box>,
  draw: (element: TreeElement, box: Box) => void,
): void {
  const levels = levelsOf(elements, requirements);
  const most = Math.max(0, ...levels.values());
  const right = Math.max(0, ...[...boxes.values()].map(({ x, width }) => x + width + GAP_X));
  const counts = new Map<number, number>();
  for (const element of elements) {
    const id = idOf(element);
    if (boxes.has(id)) continue;
    const level = levels.get(id) ?? 0;
    const at = counts.get(level) ?? 0;
    counts.set(level, at + 1);
    const box = {
      x: Math.max(right, GAP_X) + at * (WIDTH + GAP_X),
      y: GAP_X + (most - level) * (HEIGHT + GAP_Y),
      width: WIDTH,
      height: element.local === 'inputData' ? INPUT_HEIGHT : HEIGHT,
    };
    boxes.set(id, box);
    draw(element, box);
  }
}

/** How many requirements lie below each element; a ring ends where it began. */
function levelsOf(elements: readonly TreeElement[], requirements: readonly Requirement[]): Map<string, number> {
  const needs = Map.groupBy(requirements, ({ to }) => to);
  const levels = new Map<string, number>();
  const open = new Set<string>();
  const levelOf = (id: string): number => {
    const known = levels.get(id);
    if (known !== undefined || open.has(id)) return known ?? 0;
    open.add(id);
    const level = Math.max(-1, ...(needs.get(id) ?? []).map(({ from }) => levelOf(from))) + 1;
    open.delete(id);
    levels.set(id, level);
    return level;
  };
  for (const element of elements) levelOf(idOf(element));
  return levels;
}

function shape(id: string, { x, y, width, height }: Box, declared: Record<string, string>): TreeElement {
  return made('dmndi:DMNShape', DIAGRAM, { ...declared, id: `shape-${id}`, dmnElementRef: id }, [
    made('dc:Bounds', BOUNDS, { x: `${x}`, y: `${y}`, width: `${width}`, height: `${height}` }),
  ]);
}

/** From the middle of the upper side to the middle of the lower one. */
function edge(id: string, from: Box, to: Box, declared: Record<string, string>): TreeElement {
  const point = (x: number, y: number): TreeElement => made('di:waypoint', WAYPOINTS, { x: `${x}`, y: `${y}` });
  return made('dmndi:DMNEdge', DIAGRAM, { ...declared, id: `edge-${id}`, dmnElementRef: id }, [
    point(from.x + from.width / 2, from.y),
    point(to.x + to.width / 2, to.y + to.height),
  ]);
}
