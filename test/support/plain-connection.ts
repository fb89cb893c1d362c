import { type Socket, connect } from 'node:net';

/** What came back: header names are small; `set-cookie` may come more than once and stands apart. */
export interface RawAnswer {
  status: number;
  headers: ReadonlyMap<string, string>;
  setCookies: readonly string[];
  /** As it was transferred: compressed, if it was. */
  body: Buffer;
}

const READ_BYTES = 16 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** The other side closed a kept connection before it answered a byte: the same may be asked on a new one. */
export class ClosedUnanswered extends Error {}

interface Asking {
  answered(answer: RawAnswer): void;
  failed(error: Error): void;
  /** Whether an answer came over this connection before. */
  isReused: boolean;
}

/**
 * A connection that is kept, over which one request after another is asked (HTTP/1.1, RFC 9112). As little as a browser
 * needs of us, because what asks must not take the processor from what answers.
 */
export class PlainConnection {
  readonly #host: string;
  readonly #port: number;
  readonly #localAddress: string | undefined;
  #socket: Socket | undefined;
  #asking: Asking | undefined;
  #received: Buffer = Buffer.alloc(0);
  #head: Head | undefined;
  #hasAnswered = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(to: { host: string; port: number; localAddress?: string }) {
    this.#host = to.host;
    this.#port = to.port;
    this.#localAddress = to.localAddress;
  }

  /** Asks, when the answers to what was asked before are there. `head` is request line and headers without the blank line. */
  ask(head: string, body: string | Buffer | undefined): Promise<RawAnswer> {
    const request =
      body instanceof Buffer ? Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]) : `${head}\r\n\r\n${body ?? ''}`;
    const turn = this.#last.then(() => this.#askNow(request));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Lets go of the connection. */
  close(): void {
    this.#drop(new Error('the connection was closed by ourselves'));
  }

  async #askNow(request: string | Buffer): Promise<RawAnswer> {
    try {
      return await this.#once(request);
    } catch (error) {
      // A connection that was kept may have been closed by the other side just now: browsers ask once more.
      if (error instanceof ClosedUnanswered) return this.#once(request);
      throw error;
    }
  }

  #once(request: string | Buffer): Promise<RawAnswer> {
    return new Promise((answered, failed) => {
      this.#socket ??= this.#open();
      this.#asking = { answered, failed, isReused: this.#hasAnswered };
      this.#socket.write(request);
    });
  }

  #open(): Socket {
    this.#hasAnswered = false;
    const socket = connect({
      host: this.#host,
      port: this.#port,
      noDelay: true,
      ...(this.#localAddress ? { localAddress: this.#localAddress } : {}),
      // One buffer for all that is read: a fresh one for each read is most of what such a client costs.
      onread: {
        buffer: Buffer.alloc(READ_BYTES),
        callback: (count, buffer) => {
          this.#take(Buffer.from(buffer.subarray(0, count)));
          return true;
        },
      },
    });
    socket.setTimeout(REQUEST_TIMEOUT_MS, () => {
      if (this.#asking) this.#lost(socket, new Error(`no answer in ${REQUEST_TIMEOUT_MS} ms`));
    });
    socket.on('error', (error) => this.#lost(socket, error));
    socket.on('end', () => this.#lost(socket, undefined));
    socket.on('close', () => this.#lost(socket, undefined));
    return socket;
  }

  #lost(socket: Socket, error: Error | undefined): void {
    if (socket !== this.#socket) return;
    const { code } = (error ?? {}) as NodeJS.ErrnoException;
    const isClosed = !error || code === 'ECONNRESET' || code === 'EPIPE';
    const isUnanswered = this.#received.length === 0 && !this.#head;
    if (isClosed && isUnanswered && this.#asking?.isReused) this.#drop(new ClosedUnanswered('closed before an answer'));
    else this.#drop(error ?? new Error('the connection was closed in the middle of an answer'));
  }

  #drop(error: Error): void {
    const asking = this.#asking;
    this.#socket?.destroy();
    this.#socket = undefined;
    this.#asking = undefined;
    this.#received = Buffer.alloc(0);
    this.#head = undefined;
    asking?.failed(error);
  }

  #take(part: Buffer): void {
    this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part]);
    try {
      this.#head ??= this.#takeHead();
      const body = this.#head && this.#takeBody(this.#head);
      if (body) this.#finish(this.#head!, body);
    } catch (error) {
      this.#drop(error as Error);
    }
  }

  #takeHead(): Head | undefined {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const head = headOf(this.#received.toString('latin1', 0, end));
    this.#received = this.#received.subarray(end + 4);
    return head;
  }

  /** The body, when all of it is there (RFC 9112 §6.3). */
  #takeBody({ status, headers }: Head): Buffer | undefined {
    if (status === 204 || status === 304) return Buffer.alloc(0);
    if (headers.get('transfer-encoding') === 'chunked') return joinedChunks(this.#received);
    const length = Number(headers.get('content-length') ?? NaN);
    if (!Number.isInteger(length)) throw new Error('an answer that does not say how long it is');
    return this.#received.length >= length ? this.#received.subarray(0, length) : undefined;
  }

  #finish(head: Head, body: Buffer): void {
    const asking = this.#asking;
    this.#asking = undefined;
    this.#received = Buffer.alloc(0);
    this.#head = undefined;
    this.#hasAnswered = true;
    if (head.headers.get('connection') === 'close') this.#drop(new Error('closed as announced'));
    asking?.answered({ ...head, body });
  }
}

type Head = Omit<RawAnswer, 'body'>;

function headOf(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  if (!(status >= 200)) throw new Error(`not an answer: ${first}`);
  const headers = new Map<string, string>();
  const setCookies: string[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'set-cookie') setCookies.push(value);
    else headers.set(name, value);
  }
  return { status, headers, setCookies };
}

/** A body in chunks (RFC 9112 §7.1), when the last one is there. */
function joinedChunks(received: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = received.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const length = Number.parseInt(received.toString('latin1', at, line), 16);
    if (Number.isNaN(length)) throw new Error('a chunk that does not say how long it is');
    const end = line + 2 + length;
    if (received.length < end + 2) return undefined;
    if (length === 0) return Buffer.concat(parts);
    parts.push(received.subarray(line + 2, end));
    at = end + 2;
  }
}
