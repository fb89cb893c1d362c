import { readFile, stat } from 'node:fs/promises';
import { checkReceipt } from './check.ts';
import { verifyLogAt } from './verification.ts';

export const LOG_USAGE =
  'log verify [folder or address | receipt [document, token, certificate or publication]] [--key <key>] [--witness <key> …]';

/**
 * `log verify` of what is not the house's own: a receipt in a file with what it is for, or a log in a folder or at an
 * address. Every witness that is named must have cosigned a receipt. Needs neither the house nor, for a receipt, a network.
 */
export async function logCommand(args: readonly string[]): Promise<{ told: unknown; isRight: boolean }> {
  const [verb, ...rest] = args;
  const options = rest.findIndex((word) => word.startsWith('--'));
  const places = options < 0 ? rest : rest.slice(0, options);
  const { key, witnesses } = readOptions(options < 0 ? [] : rest.slice(options));
  const [place, file, ...more] = places;
  if (verb !== 'verify' || place === undefined || more.length > 0) throw new Error(`say ${LOG_USAGE}`);
  if (/^https?:\/\//.test(place) || !(await stat(place)).isFile()) {
    if (file !== undefined) throw new Error(`${place} is no receipt: name one place`);
    const verified = await verifyLogAt(place, key, witnesses);
    return { told: verified, isRight: verified.problems.length === 0 };
  }
  if (key === undefined) throw new Error('say --key and the key of the log, from the copy that you keep');
  const [receipt, bytes] = await Promise.all([
    readFile(place, 'utf8'),
    file === undefined ? undefined : readFile(file),
  ]);
  const checked = await checkReceipt({ receipt, file: bytes, key, witnesses, leastWitnesses: witnesses.length });
  return typeof checked === 'string'
    ? { told: { problem: checked }, isRight: false }
    : { told: checked, isRight: true };
}

function readOptions(options: readonly string[]): { key?: string; witnesses: string[] } {
  const keys: string[] = [];
  const witnesses: string[] = [];
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1];
    const list = { '--key': keys, '--witness': witnesses }[options[at]!];
    if (!list || value === undefined || (list === keys && keys.length > 0))
      throw new Error('after --key comes the key of the log, once; after each --witness the key of one');
    list.push(value);
  }
  return { ...(keys[0] !== undefined && { key: keys[0] }), witnesses };
}
