import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AccessEntry } from './requestLog.ts';

/** Figures of a running server in Prometheus's text form. Labels are route templates: nothing personal. */
export interface Metrics {
  observe(entry: AccessEntry): void;
  read(): Promise<{ readonly text: string; readonly type: string }>;
}

/** @param input.process also memory, garbage collection and event loop of this process: once a process. */
export const createMetrics = (input: {
  readonly inFlight: () => number;
  readonly process: boolean;
}): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  if (input.process) collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'precal_http_requests_total',
    help: 'Requests answered',
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: 'precal_http_request_seconds',
    help: 'Time to answer, in seconds',
    labelNames: ['method', 'route'] as const,
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers,
  });
  new Gauge({
    name: 'precal_http_in_flight',
    help: 'Requests at work',
    registers,
    collect() {
      this.set(input.inFlight());
    },
  });
  return {
    observe: ({ method, route, status, ms }) => {
      const labels = { method, route: route ?? 'none' };
      requests.inc({ ...labels, status: String(status) });
      seconds.observe(labels, ms / 1000);
    },
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  };
};
