import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type Bilingual, fill } from '../../../kernel/text.ts';
import { acceptAnswer, askRoot } from './acceptance.ts';
import { MOST_CARRIED_BYTES, readCarriedAnswer, readCarriedRequest } from './carried-file.ts';
import { checkFolder } from './check.ts';
import { askSecretly } from './passphrase.ts';
import { makeRoot, readWanted, signCarried } from './signing.ts';
import { ceremonySentences, words } from './texts.ts';

export const CEREMONY_USAGE = `ceremony root <folder> --by <name> --by <name>
  ceremony check <folder>
  ceremony sign <folder> <request file> <answer file> --by <name> --by <name>
  ceremony list <folder> <request file> <answer file> --by <name> --by <name>
  ceremony request <request file> [--succeed <authority>]
  ceremony accept <answer file> [--root <fingerprint>]`;

type Say = (line: string) => void;

/** Whether this step of a ceremony is done in a house, rather than on the machine of the root. */
export const isOfTheHouse = ([verb]: readonly string[]): boolean => verb === 'request' || verb === 'accept';

/** The steps on the machine of the root: no house, no network. Answers what the process is to end with. */
export async function ceremonyCommand(args: readonly string[], say: Say): Promise<number> {
  return inSentences(async () => {
    const { verb, paths, by } = readArgs(args);
    const [folder, requestFile, answerFile] = paths;
    if (verb === 'root' && folder !== undefined && paths.length === 1) {
      const [passphrase = '', again = ''] = await askSecretly([both(words.passphrase), both(words.again)]);
      const { fingerprint } = await makeRoot(folder, { by, passphrase, again });
      sayBoth(say, words.fingerprint, { fingerprint });
      return checkAloud(folder, say);
    }
    if (verb === 'check' && folder !== undefined && paths.length === 1) return checkAloud(folder, say);
    if ((verb === 'sign' || verb === 'list') && folder && requestFile && answerFile && paths.length === 3) {
      const read = readCarriedRequest(readCarried(requestFile));
      const request = verb === 'list' ? { ...read, requests: [] } : read;
      // Read aloud and compared with what the house printed, before the passphrase is typed.
      sayBoth(say, words.askedFor, { baseUrl: request.baseUrl });
      for (const wanted of readWanted(request)) sayBoth(say, words.asked, wanted);
      for (const told of request.told) sayBoth(say, words.askedToTell, told);
      const [passphrase = ''] = await askSecretly([both(words.passphrase)]);
      write(answerFile, await signCarried(folder, { request, by, passphrase }));
      sayBoth(say, words.written, { file: answerFile });
      return checkAloud(folder, say);
    }
    throw new Error(`say one of:\n  ${CEREMONY_USAGE}`);
  });
}

/** The steps in a house. */
export async function ceremonyInHouse(house: House, args: readonly string[], say: Say): Promise<void> {
  await inSentences(async () => {
    const { verb, paths, root, succeed } = readArgs(args);
    const [file] = paths;
    if (file === undefined || paths.length > 1) throw new Error(`say one of:\n  ${CEREMONY_USAGE}`);
    if (verb === 'request') {
      const request = await askRoot(house, succeed);
      write(file, request);
      for (const wanted of readWanted(request)) sayBoth(say, words.asked, wanted);
      for (const told of request.told) sayBoth(say, words.askedToTell, told);
      sayBoth(say, words.written, { file });
      return;
    }
    const { certificates, listNumber, until } = await acceptAnswer(house, readCarriedAnswer(readCarried(file)), root);
    sayBoth(say, words.accepted, { count: certificates, list: listNumber, until: until.toISOString() });
  }, house.sentences);
}

function readArgs(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      by: { type: 'string', multiple: true, default: [] },
      root: { type: 'string' },
      succeed: { type: 'string', multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  const [verb, ...paths] = positionals;
  return { verb, paths, by: values.by, root: values.root, succeed: values.succeed };
}

function readCarried(file: string): string {
  if (statSync(file).size > MOST_CARRIED_BYTES) throw new Refusal('trust.carried_file_unreadable', 422);
  return readFileSync(file, 'utf8');
}

const write = (file: string, carried: object): void =>
  writeFileSync(file, `${JSON.stringify(carried, null, 2)}\n`, { mode: 0o600 });

function checkAloud(folder: string, say: Say): number {
  const { lines, problems } = checkFolder(folder);
  for (const line of lines) sayBoth(say, line, {});
  return problems > 0 ? 1 : 0;
}

function sayBoth(say: Say, { vi, en }: Bilingual, values: Record<string, string | number>): void {
  say(fill(vi, values));
  say(`  ${fill(en, values)}`);
}

const both = ({ vi, en }: Bilingual): string => `${vi} / ${en}`;

/** Refusals as an error in words of both languages, for whoever sits at the machine. */
async function inSentences<Answer>(
  work: () => Promise<Answer>,
  sentences: Readonly<Record<string, Bilingual>> = ceremonySentences,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const sentence = error instanceof Refusal ? sentences[error.code] : undefined;
    if (!(error instanceof Refusal) || !sentence) throw error;
    throw new Error(`${fill(sentence.vi, error.values)}\n${fill(sentence.en, error.values)}`, { cause: error });
  }
}
