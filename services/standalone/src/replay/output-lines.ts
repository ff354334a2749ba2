import { isUtf8 } from 'node:buffer';
import { formatTime, type Reject } from '@sekisho/cdr';
import type { AlertVersion } from '@sekisho/rules';

/** A line of `alerts.ndjson`. */
export function alertLine(alert: AlertVersion): string {
  return JSON.stringify({
    alertId: alert.alertId,
    subscriber: alert.subscriber,
    service: alert.service,
    openedAt: formatTime(alert.openedAt),
    closedAt: alert.closedAt === null ? null : formatTime(alert.closedAt),
    severity: alert.severity,
    score: alert.score,
    rules: alert.rules.map(({ rule, observed, threshold, window }) => ({
      rule,
      observed: thousandths(observed),
      threshold,
      window,
    })),
    calls: alert.calls,
    costJpy: alert.costMilliYen / 1000,
    countries: alert.countries,
  });
}

/** A line of `restrictions.ndjson`; `undefined` for an alert that decided none. */
export function restrictionLine({
  restriction,
  alertId,
  subscriber,
  service,
}: AlertVersion): string | undefined {
  if (restriction === null) return undefined;
  return JSON.stringify({
    restrictionId: restriction.restrictionId,
    alertId,
    subscriber,
    service,
    scope: 'international',
    at: formatTime(restriction.at),
    until: formatTime(restriction.until),
    severity: restriction.severity,
    score: restriction.score,
    rules: restriction.rules,
  });
}

/** A line of `rejected.ndjson`; the record stands in it as it was read. */
export function rejectedLine(
  { reason, field }: Reject,
  file: string,
  line: number,
  raw: Buffer,
): string {
  const record = isUtf8(raw)
    ? { raw: raw.toString('utf8') }
    : { rawBase64: raw.toString('base64') };
  return JSON.stringify({ reason, field, file, line, ...record });
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
