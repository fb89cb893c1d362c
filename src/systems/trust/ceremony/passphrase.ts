import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const MOST_INPUT_BYTES = 16_384;

/**
 * So many lines of standard input, without showing them where it is a terminal. Throws when there are fewer, or more than 16 KiB.
 */
export async function askSecretly(prompts: readonly string[]): Promise<string[]> {
  return process.stdin.isTTY ? askTerminal(prompts) : readPiped(prompts.length);
}

async function askTerminal(prompts: readonly string[]): Promise<string[]> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const asking = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const answers: string[] = [];
    for (const prompt of prompts) {
      process.stderr.write(`${prompt}: `);
      answers.push(await asking.question(''));
      process.stderr.write('\n');
    }
    return answers;
  } finally {
    asking.close();
  }
}

async function readPiped(count: number): Promise<string[]> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_INPUT_BYTES) throw new Error('there is more on standard input than a passphrase');
    chunks.push(chunk);
  }
  const lines = Buffer.concat(chunks).toString('utf8').split(/\r?\n/);
  if (lines.length < count) throw new Error(`standard input has to have ${count} lines`);
  return lines.slice(0, count);
}
