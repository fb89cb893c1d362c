import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import {
  type ExampleFamily,
  type ExampleInput,
  type ExampleSummary,
  exampleFamilies,
} from './country/example/index.ts';
import { foldVietnamese } from './country/index.ts';
import { peopleRows } from './systems/population/example/load.ts';

/** What the thread is told: the country, and the act on which its rows rest. */
export interface NationWish {
  input: ExampleInput;
  act: string;
}

/** What it answers, again and again: rows for the tables of the population register; at the end what the country is. */
export type NationPart =
  | { made: number; rows: { table: string; lines: Uint8Array }[] }
  | { summary: ExampleSummary; nameParts: [part: string, count: number][] };

const PEOPLE_AT_ONCE = 5_000;
/** Parts that are made ahead of the database, so that memory stays small. */
const MOST_AHEAD = 4;

const port = parentPort;
if (port) {
  const { input, act } = workerData as NationWish;
  const words = new Map<string, { people: number }>();
  let ahead = 0;
  port.on('message', () => ahead--);
  let part = { people: [], households: [], marriages: [] } as ExampleFamily;
  let made = 0;
  const sendPart = async () => {
    while (ahead >= MOST_AHEAD) await once(port, 'message');
    const { people } = part;
    // Those who have died bear no name any more that one could look for.
    for (const { fullName, diedOn } of people) if (!diedOn) countWords(words, fullName);
    const rows = peopleRows({ ...part, today: input.today }, act).map(({ table, lines }) => ({
      table,
      lines: Buffer.from([...lines()].join('')) as Uint8Array<ArrayBuffer>,
    }));
    made += people.length;
    ahead += 1;
    port.postMessage({ made, rows } satisfies NationPart);
    part = { people: [], households: [], marriages: [] };
  };
  const families = exampleFamilies(input);
  let next = families.next();
  for (; !next.done; next = families.next()) {
    part.people.push(...next.value.people);
    part.households.push(...next.value.households);
    part.marriages.push(...next.value.marriages);
    if (part.people.length >= PEOPLE_AT_ONCE) await sendPart();
  }
  await sendPart();
  port.postMessage({ summary: next.value, nameParts: partsOf(words) } satisfies NationPart);
  port.close();
}

/** Words are few and names many: a table of names would not stay in the processor's cache. */
function countWords(words: Map<string, { people: number }>, name: string): void {
  for (const word of name.split(' ')) {
    const there = words.get(word);
    if (there) there.people++;
    else words.set(word, { people: 1 });
  }
}

/** The parts of names without tones, and how many people bear each. */
function partsOf(words: ReadonlyMap<string, { people: number }>): [part: string, count: number][] {
  const parts = new Map<string, number>();
  for (const [word, { people }] of words) {
    const part = foldVietnamese(word);
    parts.set(part, (parts.get(part) ?? 0) + people);
  }
  return [...parts];
}
