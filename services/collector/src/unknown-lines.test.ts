import { buildCdr } from '@sekisho/cdr/testing';
import { type Ledger, openLedger } from '@sekisho/ledger';
import { createLog, createMetrics } from '@sekisho/runtime';
import { expect, it } from 'vitest';
import { watchUnknownLines } from './unknown-lines.ts';

const NOW = Date.parse('2026-01-05T10:00:00Z');

function watching(ledger: Ledger | undefined) {
  const metrics = createMetrics('collector');
  const log = createLog('collector', 'silent');
  const lineKeyOf = (line: string) => line;
  const watch = watchUnknownLines({ metrics, log, ledger, lineKeyOf, now: () => NOW });
  const take = (line: string, isKnown: boolean) =>
    watch.onTaken(buildCdr({ line }), { subscriber: 'C1', isKnown });
  return { metrics, watch, take };
}

it('tells the share of unknown lines', async () => {
  const { metrics, take } = watching(undefined);
  take('1', true);
  take('2', false);
  const text = await metrics.text();
  expect(text).toMatch(/sekisho_collector_unknown_line_share\{window="15m".*\} 0\.5\n/);
  expect(text).toMatch(/sekisho_collector_unknown_line_share\{window="7d".*\} Nan\n/i);
});

it('neither fails nor waits long when it stops while the ledger is away', async () => {
  const away = openLedger('postgresql://nobody@127.0.0.1:1/none');
  const { watch, take } = watching(away);
  const keeping = watch.keep();
  take('2', false);
  await keeping.stop();
  await away.close();
});
