/** Counts kept in this process and shown on the internal port in Prometheus' text format. */
const BUCKETS_MS = [5, 10, 25, 50, 100, 150, 250, 500, 1000, 2500];

interface Histogram {
  buckets: number[];
  count: number;
  sum_ms: number;
}

const requests = new Map<string, Histogram>();
const counters = new Map<string, number>();

/** A label's value by Prometheus' text format 0.0.4. */
const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** Counts one answered request of a route. */
export function countRequest(route: string, status: number, duration_ms: number): void {
  const key = `route="${escaped(route)}",status="${status}"`;
  let histogram = requests.get(key);
  if (!histogram) requests.set(key, (histogram = { buckets: BUCKETS_MS.map(() => 0), count: 0, sum_ms: 0 }));
  histogram.count++;
  histogram.sum_ms += duration_ms;
  BUCKETS_MS.forEach((most, i) => {
    if (duration_ms <= most) histogram.buckets[i]!++;
  });
}

/** Adds one to a counter, e.g. `exchange_calls_total{service="population.readPerson"}`. */
export function count(name: string, labels: Record<string, string> = {}): void {
  const text = Object.entries(labels)
    .map(([label, value]) => `${label}="${escaped(value)}"`)
    .join(',');
  const key = text ? `${name}{${text}}` : name;
  counters.set(key, (counters.get(key) ?? 0) + 1);
}

/** All figures of this process as text. */
export function metricsText(gauges: Record<string, number>): string {
  const lines: string[] = ['# TYPE http_request_duration_ms histogram'];
  for (const [key, { buckets, count: total, sum_ms }] of requests) {
    BUCKETS_MS.forEach((most, i) => lines.push(`http_request_duration_ms_bucket{${key},le="${most}"} ${buckets[i]}`));
    lines.push(`http_request_duration_ms_bucket{${key},le="+Inf"} ${total}`);
    lines.push(
      `http_request_duration_ms_sum{${key}} ${sum_ms.toFixed(1)}`,
      `http_request_duration_ms_count{${key}} ${total}`,
    );
  }
  for (const [key, value] of counters) lines.push(`${key} ${value}`);
  for (const [name, value] of Object.entries(gauges)) lines.push(`${name} ${value}`);
  return `${lines.join('\n')}\n`;
}
