// The Prometheus page: what the process and its store look like right now.
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ProtocolContext } from '../protocol.ts';

const registries = new WeakMap<ProtocolContext, Registry>();

export async function figuresPage(context: ProtocolContext): Promise<{ contentType: string; text: string }> {
  let registry = registries.get(context);
  if (registry === undefined) {
    registry = newRegistry(context);
    registries.set(context, registry);
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}

function newRegistry({ tracking, version }: ProtocolContext): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'assay_info',
    help: 'Always 1; the label names the version of Assay.',
    labelNames: ['version'],
    registers: [registry],
  }).set({ version }, 1);
  const gauges = {
    bytesOnDisk: gauge(registry, 'assay_store_bytes', 'Bytes of records on disk, artifacts not included.'),
    experiments: gauge(registry, 'assay_experiments', 'Experiments recorded, deleted ones included.'),
    runs: gauge(registry, 'assay_runs', 'Runs recorded, deleted ones included.'),
    metricPoints: gauge(registry, 'assay_metric_points', 'Metric points recorded.'),
    schemaVersion: gauge(registry, 'assay_store_schema_version', 'Version of the store schema.'),
  };
  new Gauge({
    name: 'assay_store_up',
    help: '1 when the store answered this scrape.',
    registers: [registry],
    async collect() {
      const figures = await tracking.store.figures();
      for (const name of ['bytesOnDisk', 'experiments', 'runs', 'metricPoints', 'schemaVersion'] as const) {
        gauges[name].set(figures[name]);
      }
      this.set(1);
    },
  });
  return registry;
}

function gauge(registry: Registry, name: string, help: string): Gauge {
  return new Gauge({ name, help, registers: [registry] });
}
