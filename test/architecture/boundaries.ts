import { posix } from 'node:path';
import { type Import, isEngine, type Place, placeOf, type SourceFile, type Tree, type Violation } from './source.ts';

type Kind = NonNullable<Place['kind']>;

/** What a kind of file may take from its own system. `types` means: only what is gone at run time. */
const OWN: Record<Kind, Partial<Record<Kind, 'yes' | 'types'>>> = {
  rules: { rules: 'yes', services: 'types' },
  store: { store: 'yes', rules: 'types', services: 'types' },
  actions: { actions: 'yes', store: 'yes', rules: 'yes', services: 'yes', door: 'types' },
  services: { services: 'yes', actions: 'yes', rules: 'yes', store: 'types' },
  jobs: { jobs: 'yes', actions: 'yes', rules: 'yes', store: 'types', services: 'yes' },
  routes: { routes: 'yes', pages: 'yes', actions: 'yes', services: 'yes', door: 'yes', rules: 'types' },
  pages: { pages: 'yes', routes: 'types', actions: 'yes', door: 'yes', rules: 'types', services: 'types' },
  door: { actions: 'yes', rules: 'yes', services: 'yes', jobs: 'yes', store: 'yes', pages: 'types' },
  example: { example: 'yes', actions: 'yes', store: 'yes', rules: 'yes', services: 'yes', door: 'yes' },
  test: {},
  part: {},
};

const OWN_INSTEAD: Partial<Record<Kind, string>> = {
  rules: 'rules decide on what they are given: let the action load it and pass it in',
  store: 'a store only reads and writes: let the action decide, and take types from rules with `import type`',
  actions: 'let the route or page call the action, not the other way round',
  services: 'a service publishes an action of its own system: put the work into actions.ts and call that',
  jobs: 'a job runs an action: put the work into actions.ts and call that',
  routes: 'a route or page shows what an action gave it: let actions.ts return a view that says all the page needs',
  pages: 'a route or page shows what an action gave it: let actions.ts return a view that says all the page needs',
  door: 'the door hands out actions, rules and types: wrap the store in an action',
};

/** What the rules of a system may run of the kernel (its types are always free). */
const PURE_KERNEL = new Set(['src/kernel/money.ts', 'src/kernel/clock.ts', 'src/kernel/refusal.ts']);

/** A paper is sealed when it is made, so an action makes it: in a file of its own, which draws with what is for papers only. */
const DOCUMENT = '-document.ts';
const DRAWING = 'src/design/documents/';

const DATABASE_DRIVERS = new Set(['pg', 'pg-copy-streams']);

/** Checks who may import whom, by the table of ARCHITECTURE.md and the order in systems.json. */
export function checkBoundaries(tree: Tree): Violation[] {
  const found = new Map<string, Violation>();
  const report = (file: SourceFile, used: Import, message: string): void => {
    const at = `${file.path}:${used.line}`;
    found.set(`${at} ${message}`, { at, message });
  };

  for (const [path, file] of tree.files) {
    if (!path.startsWith('src/') || !/\.tsx?$/.test(path)) continue;
    const from = placeOf(path);
    if (from.area === 'system' && !tree.systems.includes(from.system!)) continue;
    for (const used of file.imports) {
      if (used.specifier === '(computed)' && from.area === 'system') {
        report(file, used, 'an import of a computed name cannot be checked: name the file');
      }
      if (used.specifier.startsWith('../') && /(^|\/)\.\.\/shared\//.test(used.specifier)) {
        report(file, used, 'the product runs without ../shared: write what it needs into its own small table');
      }
      if (DATABASE_DRIVERS.has(used.specifier) && !used.typeOnly && from.area !== 'kernel' && !isTest(path)) {
        report(
          file,
          used,
          `only the kernel knows \`${used.specifier}\`: take the pool or the transaction from src/kernel`,
        );
      }
    }
    if (from.kind === 'part') continue;
    visit(tree, file, (part, used, target) => {
      const isDrawn = part.path.endsWith(DOCUMENT) && target.startsWith(DRAWING);
      const message = isDrawn ? undefined : judge(tree, path, from, used, target, placeOf(target));
      if (message) report(part, used, part === file ? message : `${message} (reached from ${path})`);
    });
  }
  return [
    ...found.values(),
    ...checkServiceUse(tree),
    ...checkCycles(tree),
    ...checkFolders(tree),
    ...checkHouse(tree),
    ...checkRoutes(tree),
  ];
}

/** Calls `see` for each import of a file, and of the parts of its own system that it runs. */
function visit(tree: Tree, start: SourceFile, see: (file: SourceFile, used: Import, target: string) => void): void {
  const from = placeOf(start.path);
  const seen = new Set([start.path]);
  const waiting = [start];
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    for (const used of file.imports) {
      if (used.target === undefined) continue;
      const to = placeOf(used.target);
      const ownPart = from.area === 'system' && to.system === from.system && to.kind === 'part';
      if (!ownPart) see(file, used, used.target);
      else if (!used.typeOnly && !seen.has(used.target)) {
        seen.add(used.target);
        waiting.push(tree.files.get(used.target)!);
      }
    }
  }
}

/** Why this import may not be, or undefined when it may. */
function judge(tree: Tree, path: string, from: Place, used: Import, target: string, to: Place): string | undefined {
  if (isTest(path)) return to.system !== from.system ? judgeOtherDoor(target, to, 'test') : undefined;
  if (to.kind === 'test' || /^(test|bench|deploy)\//.test(target)) {
    return `${target} is for tests only: the product does not import it`;
  }
  switch (from.area) {
    case 'kernel':
      if (to.area === 'kernel') return undefined;
      return `the kernel knows no ${to.area === 'system' ? 'system' : to.area}: pass what it needs in from main, or move the business part out`;
    case 'country':
      if (to.area === 'kernel' || to.area === 'country' || target.endsWith('.json')) return undefined;
      return 'country imports only the kernel: it is pure facts about one country; the caller passes the rest in';
    case 'design':
      if (to.area === 'kernel' || to.area === 'design' || target.endsWith('.json')) return undefined;
      return 'design imports only the kernel: page parts get what they show as properties';
    case 'main':
      return to.area === 'system' ? judgeOtherDoor(target, to, 'main') : undefined;
    case 'system':
      return judgeSystem(tree, from, used, target, to);
    case 'outside':
      return undefined;
  }
}

function judgeSystem(tree: Tree, from: Place, used: Import, target: string, to: Place): string | undefined {
  const kind = from.kind!;
  if (to.area === 'main') return 'main puts the systems together and is imported by none: pass it in';
  if (to.area === 'kernel') {
    if (kind !== 'rules' || used.typeOnly || PURE_KERNEL.has(target)) return undefined;
    return 'rules are pure: of the kernel they run only money, clock and refusal; let the action do the rest';
  }
  if (to.area === 'design') {
    if (kind === 'routes' || kind === 'pages') return undefined;
    return `${kind} draws nothing: only routes and pages use the design; return data and let the page show it`;
  }
  if (to.area !== 'system') return undefined;
  if (to.system === from.system) {
    if (kind === 'door' && to.kind === 'store' && used.handedOn && !used.typeOnly) {
      return `the door hands out no query as it is: ${OWN_INSTEAD.door}`;
    }
    const right = OWN[kind][to.kind!];
    if (right === 'yes' || (right === 'types' && used.typeOnly)) return undefined;
    const only = right === 'types' ? ' (types are free: `import type`)' : '';
    return `${kind} may not import ${to.kind === 'door' ? 'its own door' : to.kind}${only}: ${OWN_INSTEAD[kind] ?? ''}`;
  }
  const orderOf = (system: string): number => tree.systems.indexOf(system);
  if (to.kind !== 'part' && orderOf(to.system!) > orderOf(from.system!)) {
    return `${from.system} comes before ${to.system} in systems.json and may not use it: let ${to.system} call ${from.system}, or publish an event that ${to.system} follows`;
  }
  const closed = judgeOtherDoor(target, to, kind);
  if (closed) return closed;
  const foundation = tree.bands[0]?.systems.some((system) => system.name === to.system) ?? false;
  if (kind !== 'rules' && isEngine(tree, to.system!)) return undefined;
  switch (kind) {
    case 'store':
      return `a store knows only its own schema: let the action ask ${to.system} and pass the answer in`;
    case 'rules':
      if (used.typeOnly) return undefined;
      return `rules take only types from the door of ${to.system} (\`import type\`): let the action ask and pass the answer in`;
    case 'routes':
    case 'pages':
    case 'example':
      return undefined;
    default:
      if (foundation || used.typeOnly || to.kind === 'services') return undefined;
      return `${kind} calls another agency only through the exchange: import the service from ../${to.system}/services.ts and use exchange.call`;
  }
}

/** Of another system only its door is open; main also sees what it puts together. */
function judgeOtherDoor(target: string, to: Place, kind: Kind | 'main'): string | undefined {
  if (to.area !== 'system' || to.kind === 'door') return undefined;
  const services = to.kind === 'services' && posix.dirname(target) === `src/systems/${to.system}`;
  if (kind === 'main' && (services || to.kind === 'routes' || to.kind === 'jobs' || to.kind === 'example'))
    return undefined;
  if (kind === 'test' && (services || to.kind === 'example')) return undefined;
  if (services && kind !== 'routes' && kind !== 'pages' && kind !== 'store' && kind !== 'rules') return undefined;
  const instead = services
    ? `let an action call the service through the exchange`
    : `import src/systems/${to.system}/index.ts, and let its owner add there what is missing`;
  return `only the door of ${to.system} is open: ${instead}`;
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** What another system publishes in services.ts is only ever handed to `exchange.call`, never run directly. */
function checkServiceUse(tree: Tree): Violation[] {
  const found: Violation[] = [];
  for (const [path, file] of tree.files) {
    const from = placeOf(path);
    if (from.area !== 'system' || from.kind === 'test') continue;
    for (const used of file.imports) {
      if (!used.target || used.typeOnly) continue;
      const to = placeOf(used.target);
      if (to.kind !== 'services' || to.system === from.system) continue;
      for (const name of used.names) {
        const run = new RegExp(`\\b${name}\\s*(\\.\\s*(run|handle|handler|action|perform)\\s*)?\\(`).exec(file.text);
        if (!run) continue;
        found.push({
          at: `${path}:${file.text.slice(0, run.index).split('\n').length}`,
          message: `${name} belongs to ${to.system}: hand it to exchange.call, which checks the right, logs it and shows it to the person`,
        });
      }
    }
  }
  return found;
}

/** Files that import each other in a ring cannot be understood or loaded one after the other. */
function checkCycles(tree: Tree): Violation[] {
  const found: Violation[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const enter = (path: string): void => {
    state.set(path, 'open');
    trail.push(path);
    const file = tree.files.get(path)!;
    for (const used of file.imports) {
      if (!used.target || used.typeOnly) continue;
      const next = state.get(used.target);
      if (next === 'open') {
        const ring = [...trail.slice(trail.indexOf(used.target)), used.target].join(' → ');
        found.push({
          at: `${path}:${used.line}`,
          message: `imports run in a ring (${ring}): move what both need into a file of its own`,
        });
      } else if (next === undefined) enter(used.target);
    }
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of tree.files.keys()) if (path.startsWith('src/') && !state.has(path)) enter(path);
  return found;
}

/** Every folder under src/systems is listed, has its page and its door; nothing else lies beside the areas of src. */
function checkFolders(tree: Tree): Violation[] {
  const found: Violation[] = [];
  const folders = new Set<string>();
  for (const path of tree.files.keys()) {
    const system = /^src\/systems\/([^/]+)\//.exec(path)?.[1];
    if (system) folders.add(system);
    const area = /^src\/([^/]+)\//.exec(path)?.[1];
    if (area && !['kernel', 'country', 'design', 'systems'].includes(area)) {
      found.push({
        at: path,
        message: `src has kernel, country, design and systems only: \`${area}\` belongs into one of them`,
      });
    }
  }
  for (const system of folders) {
    const at = `src/systems/${system}`;
    if (!tree.systems.includes(system)) {
      found.push({
        at,
        message: `\`${system}\` is not in systems.json: list it in its band with its owner, or move the code`,
      });
      continue;
    }
    if (!tree.files.has(`${at}/README.md`)) {
      found.push({ at, message: 'a system has a README.md: purpose, words, states, services, tables, who may' });
    }
    if (!tree.files.has(`${at}/index.ts`)) {
      found.push({ at, message: 'a system has a door: index.ts with what other systems may use' });
    }
  }
  return found;
}

/** The composition root puts together every system that has a door, in the order of systems.json. */
function checkHouse(tree: Tree): Violation[] {
  const path = 'src/house.ts';
  const list = /\bSYSTEMS\b[^=]*= \[([^\]]*)\]/.exec(tree.files.get(path)?.text ?? '')?.[1];
  if (list === undefined) return [];
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const here = [...list.matchAll(/\b(\w+)\.system\b/g)].map((match) => kebab(match[1]!));
  const found: Violation[] = [];
  for (const system of tree.systems) {
    if (tree.files.has(`src/systems/${system}/index.ts`) && !here.includes(system)) {
      found.push({ at: path, message: `${system} has a door but is not in SYSTEMS: add it, or nothing of it runs` });
    }
  }
  const ordered = here.toSorted((a, b) => tree.systems.indexOf(a) - tree.systems.indexOf(b));
  const first = here.findIndex((system, i) => system !== ordered[i]);
  if (first !== -1) {
    found.push({
      at: path,
      message: `SYSTEMS is not in the order of systems.json: ${ordered[first]} stands before ${here[first]}`,
    });
  }
  return found;
}

/** Permission is a column of every routes table that cannot be left out (the type says so, too). */
function checkRoutes(tree: Tree): Violation[] {
  const found: Violation[] = [];
  for (const { path, text } of tree.files.values()) {
    if (placeOf(path).kind !== 'routes') continue;
    const rows = [...text.matchAll(/\bmethod: '(?:GET|POST)'/g)].map((match) => match.index);
    rows.forEach((start, i) => {
      if (/\bwho\b/.test(text.slice(start, rows[i + 1]))) return;
      const line = text.slice(0, start).split('\n').length;
      found.push({ at: `${path}:${line}`, message: 'this route does not say who may use it: add `who`' });
    });
  }
  return found;
}
