// The Prometheus page: what the process and its store look like right now.
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ProtocolContext } from '../protocol.ts';
import { gateFigures } from './gateFigures.ts';

interface Figures {
  readonly registry: Registry;
  /** Reads the store; afterwards the registry says what is so now, not what was so at the scrape before. */
  refresh(): Promise<void>;
}

const figuresOf = new WeakMap<ProtocolContext, Figures>();

export async function figuresPage(context: ProtocolContext): Promise<{ contentType: string; text: string }> {
  let figures = figuresOf.get(context);
  if (figures === undefined) {
    figures = newFigures(context);
    figuresOf.set(context, figures);
  }
  await figures.refresh();
  return { contentType: figures.registry.contentType, text: await figures.registry.metrics() };
}

function newFigures({ tracking, version }: ProtocolContext): Figures {
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
  const up = gauge(registry, 'assay_store_up', '1 when the store answered this scrape.');
  const refreshGate = gateFigures(registry, tracking);
  return {
    registry,
    async refresh() {
      const figures = await tracking.store.figures();
      for (const name of ['bytesOnDisk', 'experiments', 'runs', 'metricPoints', 'schemaVersion'] as const) {
        gauges[name].set(figures[name]);
      }
      await refreshGate();
      up.set(1);
    },
  };
}

function gauge(registry: Registry, name: string, help: string): Gauge {
  return new Gauge({ name, help, registers: [registry] });
}
