import { now, setClock } from '../../src/kernel/clock.ts';

/** What all test files of a lane have in common, because they run in one process. */
export interface ProcessState {
  environment: Record<string, string | undefined>;
  folder: string;
  mask: number;
  /** Functions that a test could put its own in the place of. */
  functions: { of: object; name: string; value: unknown }[];
}

/** How far the clock may be from the real one by the steps between two readings, in ms. */
const CLOCK_STEP_MS = 1_000;

const REPLACEABLE: [of: object, name: string][] = [
  ...['Date', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'structuredClone'].map((name): [object, string] => [
    globalThis,
    name,
  ]),
  ...['now', 'parse', 'UTC'].map((name): [object, string] => [Date, name]),
  ...['log', 'info', 'warn', 'error'].map((name): [object, string] => [console, name]),
  [Math, 'random'],
  [process, 'exit'],
  [process, 'kill'],
  [process.stdout, 'write'],
  [process.stderr, 'write'],
];

/** The state of the process as it is now. */
export function processState(): ProcessState {
  return {
    environment: { ...process.env },
    folder: process.cwd(),
    mask: process.umask(),
    functions: REPLACEABLE.map(([of, name]) => ({ of, name, value: Reflect.get(of, name) as unknown })),
  };
}

/**
 * Says in words what is other than it was found, and puts it back, so that no later test file depends on whether this one
 * ran before it.
 */
export function leftBehind(found: ProcessState): string[] {
  const left: string[] = [];
  if (Math.abs(now().getTime() - Date.now()) > CLOCK_STEP_MS) left.push('the clock is set');
  setClock();
  for (const name of new Set([...Object.keys(found.environment), ...Object.keys(process.env)])) {
    const value = found.environment[name];
    if (process.env[name] === value) continue;
    left.push(`${name} in the environment`);
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  if (process.cwd() !== found.folder) left.push('the working folder');
  process.chdir(found.folder);
  if (process.umask() !== found.mask) left.push('the mask of new files');
  process.umask(found.mask);
  for (const { of, name, value } of found.functions) {
    if (Reflect.get(of, name) === value) continue;
    left.push(`the function ${name}`);
    Reflect.set(of, name, value);
  }
  return left;
}
