import type { StatusAct } from '../rules.ts';

/** Status of a service as the list tells it (ETSI TS 119 612 §5.5.4). */
export type ServiceStatus = 'granted' | 'withdrawn';

/** A status, and since when. */
export interface StatusInstance {
  status: ServiceStatus;
  since: Date;
}

/** An act on a certificate that a service stands upon. */
export interface ServiceAct extends Pick<StatusAct, 'kind' | 'at'> {
  id: number;
  serial: string;
}

/**
 * Every status of a service, the newest first (§5.5.10), from the acts on its own certificate and on those above it: it is
 * withdrawn while any of them is suspended or revoked. Of what was done in the same second the last holds.
 */
export function statusesOf(since: Date, acts: readonly ServiceAct[]): readonly [StatusInstance, ...StatusInstance[]] {
  let current: StatusInstance = { status: 'granted', since };
  const before: StatusInstance[] = [];
  const withdrawn = new Set<string>();
  for (const { serial, kind, at } of acts.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.id - b.id)) {
    if (kind === 'resumed') withdrawn.delete(serial);
    else withdrawn.add(serial);
    const status: ServiceStatus = withdrawn.size > 0 ? 'withdrawn' : 'granted';
    if (status === current.status) continue;
    if (at.getTime() > current.since.getTime()) {
      before.unshift(current);
      current = { status, since: at };
    } else current = before.shift() ?? { status, since };
  }
  return [current, ...before];
}
