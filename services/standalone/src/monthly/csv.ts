import { csvLine } from '../terminal/csv.ts';
import type { Delay, ServiceFigures } from './figures.ts';
import type { Month } from './month.ts';

/** `month,service,figure,of,value`, a line a figure; yen with three decimals, spans in seconds. */
export function monthCsv({ name }: Month, figures: readonly ServiceFigures[]): string {
  const lines = figures.flatMap((service) =>
    valuesOf(service).map((values) => csvLine([name, service.service, ...values])),
  );
  return [csvLine(['month', 'service', 'figure', 'of', 'value']), ...lines].join('');
}

type Value = readonly [figure: string, of: string, value: number | string];

function valuesOf(service: ServiceFigures): Value[] {
  const { alerts, verdicts, loss, suspected, averted, delay, restrictions } = service;
  return [
    ...each('alerts', alerts),
    ...each('verdicts', verdicts),
    ['loss', 'alerts', loss.count],
    ['loss', 'jpy', yen(loss.cost)],
    ['suspected', 'alerts', suspected.count],
    ['suspected', 'jpy', yen(suspected.cost)],
    ['averted', 'calls', averted.count],
    ['averted', 'jpy', yen(averted.cost)],
    ...spans('first-call-to-order', delay.toOrder),
    ...spans('order-to-effect', delay.toEffect),
    ...each('restrictions', restrictions),
    ...each('barred', service.barred),
    ['mistaken', 'restrictions', service.mistaken.count],
    ['mistaken', 'seconds', seconds(service.mistaken.barredMs)],
    ...service.destinations.flatMap(({ country, calls, talkMs, cost }): Value[] => [
      ['destination-calls', country, calls],
      ['destination-seconds', country, seconds(talkMs)],
      ['destination-jpy', country, yen(cost)],
    ]),
  ];
}

function each(figure: string, counts: Readonly<Record<string, number>>): Value[] {
  return Object.entries(counts).map(([of, value]) => [figure, of, value]);
}

function spans(figure: string, delay: Delay | null): Value[] {
  if (delay === null) return [];
  return [
    [figure, 'median-seconds', seconds(delay.median)],
    [figure, 'longest-seconds', seconds(delay.longest)],
  ];
}

function yen(milliYen: number): string {
  return (milliYen / 1000).toFixed(3);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
