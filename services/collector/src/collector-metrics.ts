import type { Metrics } from '@sekisho/runtime';
import type { OutgoingBatch } from './record-sink.ts';

/** Where records come from. */
export type Intake = 'http' | 'file' | 'radius';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Those that come later are counted together. */
const MOST_SOURCES = 100;

export type CollectorMetrics = ReturnType<typeof createCollectorMetrics>;

/** @param now epoch ms */
export function createCollectorMetrics(metrics: Metrics, now: () => number) {
  let newestAt: number | undefined;
  const labelOf = createSourceLabels();
  const records = metrics.counter(
    'collector_records_total',
    'Records taken in and durable, by what became of them.',
    ['intake', 'source', 'outcome', 'reason'],
  );
  const bytes = metrics.counter('collector_bytes_total', 'Bytes of records taken in.', ['intake']);
  metrics.gauge(
    'collector_newest_record_age_seconds',
    'How long ago the newest accepted record says it happened.',
    [],
    (gauge) => gauge.set(newestAt === undefined ? Number.NaN : (now() - newestAt) / 1000),
  );
  return {
    requests: metrics.counter('collector_requests_total', 'Requests answered, by status.', [
      'status',
    ]),
    requestSeconds: metrics.histogram(
      'collector_request_seconds',
      'Time from the head of a request to its answer.',
      REQUEST_SECONDS,
    ),
    pendingBytes: metrics.gauge(
      'collector_pending_bytes',
      'Bytes of requests that are not durable yet.',
    ),
    unknownLines: metrics.counter(
      'collector_unknown_lines_total',
      'Records whose line the directory does not know.',
    ),
    skipped: metrics.counter(
      'collector_skipped_total',
      'Lines of files that are no call records by their format or mapping.',
    ),
    files: metrics.counter('collector_files_total', 'Watched files, by what became of them.', [
      'outcome',
    ]),
    radiusRequests: metrics.counter(
      'collector_radius_requests_total',
      'RADIUS datagrams, by what became of them.',
      ['outcome'],
    ),
    gaps: metrics.gauge('collector_sequence_gaps', 'Files missing in a sequence.', ['directory']),
    /** Counts what is durable, by the source that its feed names: of what is refused no other is known. */
    count(intake: Intake, { accepted, refused }: OutgoingBatch, named = ''): void {
      const source = labelOf(named);
      let size = 0;
      for (const { at, value } of accepted) {
        if (newestAt === undefined || at > newestAt) newestAt = at;
        size += value.length;
      }
      for (const { reason, raw } of refused) {
        records.inc({ intake, source, outcome: 'rejected', reason });
        size += raw.length;
      }
      records.inc({ intake, source, outcome: 'accepted', reason: '' }, accepted.length);
      bytes.inc({ intake }, size);
    },
  };
}

/** A client may name any source; each label is a series of its own for good. */
function createSourceLabels(): (source: string) => string {
  const known = new Set<string>();
  return (source) => {
    if (known.size < MOST_SOURCES) known.add(source);
    return known.has(source) ? source : 'others';
  };
}
