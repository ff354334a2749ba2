import { OutputFile } from '../replay/output-files.ts';
import type { BacktestResult } from './run-backtest.ts';

/** Writes `backtest.json`, and `subscribers.ndjson` with a line for each that is barred. */
export function writeBacktest(folder: string, { summary, subscribers }: BacktestResult): void {
  write(folder, 'backtest.json', [JSON.stringify(summary, null, 2)]);
  write(
    folder,
    'subscribers.ndjson',
    subscribers.map((line) => JSON.stringify(line)),
  );
}

function write(folder: string, name: string, lines: readonly string[]): void {
  const file = new OutputFile(folder, name);
  for (const line of lines) file.write(line);
  file.publish();
}
