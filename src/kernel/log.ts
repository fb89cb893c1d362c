import type { LogLevel } from './config.ts';

const ORDER: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 };

/** Writes one JSON line an event. Never give it a secret, a one-time code or a field of a register. */
export interface Log {
  debug(event: string, details?: Record<string, unknown>): void;
  info(event: string, details?: Record<string, unknown>): void;
  warn(event: string, details?: Record<string, unknown>): void;
  error(event: string, details?: Record<string, unknown>): void;
}

/** A log that writes lines at `least` or above to standard error. */
export function createLog(least: LogLevel): Log {
  const write = (level: LogLevel) => (event: string, details?: Record<string, unknown>) => {
    if (ORDER[level] < ORDER[least]) return;
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...details })}\n`);
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
