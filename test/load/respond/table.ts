import { quantile } from '../stream/figures.ts';
import type { RoundTrips } from './round-trips.ts';

const WIDTHS = [62, 42, 22, 22];

export function printHead(): void {
  printRow('what', 'figure', 'Kamailio, one request', 'PostgreSQL, one query');
  printRow(...WIDTHS.map((width) => '-'.repeat(width)));
}

/** A figure, beside what one round trip took at the time. */
export function printFigure(
  what: string,
  figure: string,
  { kamailio, postgres }: RoundTrips,
): void {
  printRow(what, figure, spread(kamailio), spread(postgres));
}

/** Median and 99th percentile of times in ms. */
export function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  return `p50 ${ms(quantile(sorted, 0.5))}, p99 ${ms(quantile(sorted, 0.99))}`;
}

function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}

function printRow(...cells: readonly string[]): void {
  const padded = cells.map((cell, i) => cell.padEnd(WIDTHS[i] ?? 0));
  process.stdout.write(`| ${padded.join(' | ')} |\n`);
}
