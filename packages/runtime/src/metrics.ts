import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

type Labels = readonly string[];

/** The metrics of one service. Names begin with `sekisho_`, which is added here. */
export interface Metrics {
  counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** @param collect sets the gauge when it is asked for */
  gauge<L extends string>(
    name: string,
    help: string,
    labels?: readonly L[],
    collect?: (gauge: Gauge<L>) => void,
  ): Gauge<L>;
  /** @param buckets upper bounds, ascending, in the unit that the name ends with */
  histogram<L extends string>(
    name: string,
    help: string,
    buckets: readonly number[],
    labels?: readonly L[],
  ): Histogram<L>;
  /** In Prometheus' text format. */
  text(): Promise<string>;
}

export interface MetricsOptions {
  /** Whether those of the process itself are among them. Default true. */
  ofProcess?: boolean;
}

export function createMetrics(service: string, { ofProcess = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const common = (name: string, help: string, labels: Labels = []) => ({
    name: `sekisho_${name}`,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  return {
    counter: <L extends string>(name: string, help: string, labels?: readonly L[]) =>
      new Counter<L>(common(name, help, labels) as never),
    gauge: <L extends string>(
      name: string,
      help: string,
      labels?: readonly L[],
      collect?: (gauge: Gauge<L>) => void,
    ) => {
      const gauge: Gauge<L> = new Gauge<L>({
        ...common(name, help, labels),
        collect: () => collect?.(gauge),
      } as never);
      return gauge;
    },
    histogram: <L extends string>(
      name: string,
      help: string,
      buckets: readonly number[],
      labels?: readonly L[],
    ) => new Histogram<L>({ ...common(name, help, labels), buckets: [...buckets] } as never),
    text: () => registry.metrics(),
  };
}
