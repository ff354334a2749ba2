import type { Cdr } from '@sekisho/cdr';
import { type Ledger, type Owner, UnknownLines } from '@sekisho/ledger';
import { type Log, type Metrics, waitAtMost } from '@sekisho/runtime';
import { UnknownShare } from './unknown-share.ts';

const WRITE_EVERY_MS = 5000;
/** Of the time in which a service stops; a ledger that is away must not use it up. */
const LAST_WRITE_WITHIN_MS = 1500;

export interface UnknownLinesParts {
  metrics: Metrics;
  log: Log;
  /** The list is kept there; without one lines are counted alone. */
  ledger: Ledger | undefined;
  lineKeyOf(line: string): string;
  /** Epoch ms. */
  now(): number;
}

/** Keeps count of the lines that the directory does not know. */
export interface UnknownLinesWatch {
  onTaken(cdr: Cdr, owner: Owner): void;
  note(): string | undefined;
  /** Writes the list to the ledger every few seconds; `stop` writes what is left. */
  keep(): { stop(): Promise<void> };
}

export function watchUnknownLines(parts: UnknownLinesParts): UnknownLinesWatch {
  const { metrics, now } = parts;
  const lines = new UnknownLines();
  const share = new UnknownShare();
  metrics.gauge(
    'collector_unknown_line_share',
    'Share of records whose line the directory does not know, NaN without records.',
    ['window'],
    (gauge) => {
      gauge.set({ window: '15m' }, share.shareNow(now()));
      gauge.set({ window: '7d' }, share.shareBefore(now()));
    },
  );
  return {
    onTaken: ({ line }, { isKnown }) => {
      share.note(isKnown, now());
      if (!isKnown && line !== undefined && parts.ledger !== undefined) lines.note(line, now());
    },
    note: () => share.shift(now()),
    keep: () => keep(lines, parts),
  };
}

function keep(lines: UnknownLines, { ledger, lineKeyOf, log, now }: UnknownLinesParts) {
  let isStopped = false;
  let isAway = false;
  let timer: NodeJS.Timeout | undefined;
  const write = async () => {
    if (ledger === undefined) return;
    try {
      await lines.flush(ledger, lineKeyOf, now());
      if (isAway) log.info('the list of unknown lines is written again');
      isAway = false;
    } catch (error) {
      // The list waits; told once, since a long outage would fill the log.
      if (!isAway) log.warn({ err: error }, 'the list of unknown lines cannot be written');
      isAway = true;
    }
  };
  let working = Promise.resolve();
  const again = () => {
    timer = setTimeout(() => {
      working = write().finally(() => {
        if (!isStopped) again();
      });
    }, WRITE_EVERY_MS);
  };
  again();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await waitAtMost(LAST_WRITE_WITHIN_MS, working.then(write));
    },
  };
}
