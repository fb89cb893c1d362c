import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { keyText, readKeyText } from '../note.ts';
import { openWitness } from './folder.ts';
import { serveWitness } from './serving.ts';

export const WITNESS_USAGE = 'witness <folder> <name> --log <key> [--log <key> …] [--port <port>] [--host <address>]';

/**
 * Runs a witness of public logs until it is stopped, for whoever is not the house: a newspaper, a university, another state. Its key
 * and what it has seen are in its folder. Answers once it listens; `say` is told its address and its key.
 */
export async function witnessCommand(words: readonly string[], say: (line: string) => void): Promise<{ stop(): void }> {
  const [folder, name, ...options] = words;
  const logs: string[] = [];
  let port = 8090;
  let host = '127.0.0.1';
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1];
    if (options[at] === '--log' && value) logs.push(value);
    else if (options[at] === '--port' && /^\d{1,5}$/.test(value ?? '')) port = Number(value);
    else if (options[at] === '--host' && value) host = value;
    else throw new Error(`say ${WITNESS_USAGE}`);
  }
  if (!folder || !name || /[\s+]/.test(name) || logs.length === 0) throw new Error(`say ${WITNESS_USAGE}`);
  const keys = logs.map((told) => {
    const key = readKeyText(told);
    if (!key) throw new Error(`that is no key of a log: ${told}`);
    return key;
  });
  const witness = openWitness(folder, name, keys);
  const server = serveWitness(witness);
  server.listen(port, host);
  await once(server, 'listening');
  say(`${keyText(witness.key)} http://${host}:${(server.address() as AddressInfo).port}`);
  return { stop: () => void server.close() };
}
