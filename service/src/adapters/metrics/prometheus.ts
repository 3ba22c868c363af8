import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Metrics } from '../../kernel/metrics.ts';

const help: Record<string, string> = {
  http_request_duration_seconds: 'Duration of HTTP requests by route and status.',
  devskyy_active_connections: 'Open HTTP connections.',
  devskyy_dead_letters_total: 'Jobs and pieces that were given up.',
  devskyy_fashion_operations_total: 'Targets worked by agents, by agent and outcome.',
  devskyy_ai_predictions_total: 'Calls of models, by provider, model and outcome.',
  devskyy_ai_prediction_duration_seconds: 'Duration of calls of models.',
  devskyy_spend_usd_total: 'Money settled for calls of models, in US dollars.',
  devskyy_outbox_acknowledged_total: 'Messages that sites have, by result.',
  devskyy_outbox_push_seconds: 'Duration of pushes to sites.',
  devskyy_outbox_pushes_total: 'Pushes to sites.',
  devskyy_run_step_seconds: 'Duration of one target of a run.',
  devskyy_run_steps_claimed_total: 'Targets taken up by workers.',
  devskyy_runs_started_total: 'Runs asked for, by agent.',
  devskyy_runs_total: 'Runs ended, by agent and status.',
  devskyy_probe_up: 'What /monitoring/probes says: 1 is well, 0 is broken.',
  devskyy_unread_gauges_total: 'Gauges that could not be read when the metrics were asked for; their samples are missing then.',
  devskyy_provider_doors: 'Models of sites that may not be called now, by provider and state (waiting, down, refused).',
  devskyy_provider_doors_closed_total: 'Times a provider was closed for a site, by state.',
  devskyy_redactions_total: 'Personal details kept back from prompts, by kind.',
  devskyy_queue_jobs: 'Jobs in the queue by queue and state.',
};

export interface PrometheusMetrics extends Metrics {
  /** a value that is read when the metrics are asked for. */
  gauge(name: string, labels: string[], read: () => Promise<{ labels: Record<string, string>; value: number }[]>): void;
  text(): Promise<{ body: string; contentType: string }>;
}

/** Metrics in Prometheus' text format. Labels never hold anything a caller chose freely. */
export function createMetrics(): PrometheusMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const unread = 'devskyy_unread_gauges_total';
  const once = <T>(known: Map<string, T>, name: string, make: () => T): T => {
    const found = known.get(name) ?? make();
    known.set(name, found);
    return found;
  };
  const describe = (name: string, labels: Record<string, string>) => ({
    name,
    help: help[name] ?? name,
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  return {
    count(name, labels = {}, by = 1) {
      once(counters, name, () => new Counter(describe(name, labels))).inc(labels, by);
    },
    observe(name, seconds, labels = {}) {
      once(histograms, name, () => new Histogram(describe(name, labels))).observe(labels, seconds);
    },
    gauge(name, labelNames, read) {
      const collect = async function (this: Gauge): Promise<void> {
        this.reset();
        try {
          for (const { labels, value } of await read()) this.set(labels, value);
        } catch {
          // With the database away the other metrics are wanted most: the gauge has no samples then, and that is counted.
          once(counters, unread, () => new Counter(describe(unread, { gauge: name }))).inc({ gauge: name });
        }
      };
      registry.registerMetric(new Gauge({ name, help: help[name] ?? name, labelNames, registers: [], collect }));
    },
    text: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  };
}
