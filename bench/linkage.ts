import { join } from 'node:path';
import { accuracyOf } from '../src/systems/registry/linkage/example/accuracy.ts';
import { febrlLinkage, readFebrl4 } from '../src/systems/registry/linkage/example/febrl.ts';
import {
  exampleLinkage,
  type RegisterEntry,
  registerWithDuplicates,
  twoLists,
} from '../src/systems/registry/linkage/example/vietnam.ts';
import { findDuplicates, linkSets } from '../src/systems/registry/index.ts';
import { printDetail, printFigure } from './figures.ts';
import type { Options } from './run.ts';

const FEBRL = join(import.meta.dirname, '../../shared/suites/febrl');
/** People of the country of the two Vietnamese lists, and records of the register for the speed, when nothing is asked. */
const PEOPLE = 60_000;
const RECORDS = 1_000_000;

/**
 * `linkage`: FEBRL set 4 without labels (F1), two Vietnamese lists with clerks' errors (precision and recall), and the
 * search for duplicates in a register of a million (`--people` for another size). Generator and result: docs/linkage.md.
 */
export function linkage(options: Options): Promise<void> {
  febrl();
  vietnam('registers.linkage.vietnam', {});
  // What the number alone would find is left out: names, dates and places only.
  vietnam('registers.linkage.vietnam-without-numbers', { numberMissing: 1 });
  speed(options.people ?? RECORDS);
  return Promise.resolve();
}

/** Three digits and no more: 0.9999 is not 1, and the detail has it all. */
const cut = (share: number): number => Math.floor(share * 1000) / 1000;

function febrl(): void {
  const sets = readFebrl4(FEBRL);
  if (!sets) {
    process.stderr.write(`FEBRL set 4 is not at ${FEBRL}: registers.linkage.febrl4 is left out.\n`);
    return;
  }
  const { links, review, thresholds, model } = linkSets(febrlLinkage, sets);
  const accuracy = accuracyOf(links, sets);
  printDetail('registers.linkage.febrl4', { ...accuracy, review: review.length, thresholds, training: model.training });
  printFigure({ bench: 'registers.linkage.febrl4', value: cut(accuracy.f1), unit: 'F1' });
}

function vietnam(bench: string, rates: Parameters<typeof twoLists>[0]['rates']): void {
  const lists = twoLists({ people: PEOPLE, ...(rates && { rates }) });
  const sets = { first: lists.register, second: lists.list };
  const { links, review, thresholds, model } = linkSets(exampleLinkage(), sets);
  const accuracy = accuracyOf(links, lists);
  const rightInReview = review.filter(lists.isMatch).length;
  printDetail(bench, {
    ...accuracy,
    register: lists.register.length,
    list: lists.list.length,
    review: review.length,
    rightInReview,
    thresholds,
    training: model.training,
    levels: model.comparisons.map(({ comparison, levels }) => ({ comparison, levels })),
  });
  printFigure({ bench: `${bench}.precision`, value: cut(accuracy.precision), unit: 'share' });
  printFigure({ bench: `${bench}.recall`, value: cut(accuracy.recall), unit: 'share' });
}

/** Records that are made at once, so that making them can be told apart from linking them. */
const CHUNK = 10_000;

/** Processor time counts, of all threads together; making the country is taken off. On a machine at rest it is the time. */
function speed(records: number): void {
  const person = new Int32Array(records);
  let made = 0;
  const making = { seconds: 0, processor_s: 0 };
  const entries = registerWithDuplicates({ records });
  const rows = (function* () {
    for (;;) {
      const clock = stopwatch();
      const chunk: RegisterEntry[] = [];
      while (chunk.length < CHUNK) {
        const { done, value } = entries.next();
        if (done) break;
        chunk.push(value);
      }
      const { seconds, processor_s } = clock();
      making.seconds += seconds;
      making.processor_s += processor_s;
      if (chunk.length === 0) return;
      for (const one of chunk) {
        person[made++] = one.person;
        yield one.entry;
      }
    }
  })();
  const clock = stopwatch();
  const { clusters, contradictions, review, model, pairs, thresholds } = findDuplicates(exampleLinkage(), rows);
  const all = clock();
  const processor_s = all.processor_s - making.processor_s;
  const links = clusters.flatMap(({ records: [first, ...others], weakest_bits }) =>
    others.map((other) => ({ one: first!, other, weight_bits: weakest_bits })),
  );
  const isMatch = ({ one, other }: { one: number; other: number }) => person[one] === person[other];
  printDetail('registers.linkage.speed', {
    records: made,
    processor_s,
    seconds: all.seconds - making.seconds,
    making,
    peak_memory_mb: process.resourceUsage().maxRSS / 1024,
    candidatePairs: pairs.one.length,
    blocking: pairs.broughtBy,
    ...accuracyOf(links, { isMatch, matches: made - new Set(person.subarray(0, made)).size }),
    clusters: clusters.length,
    contradictions: contradictions.length,
    review: review.length,
    thresholds,
    training: model.training,
  });
  printFigure({ bench: 'registers.linkage.speed', value: made / processor_s, unit: 'records/s of one core' });
}

function stopwatch(): () => { seconds: number; processor_s: number } {
  const began = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - began) / 1000, processor_s: (user + system) / 1_000_000 };
  };
}
