import type { JudgedAlert } from '../control/operations.ts';

/** Judged alerts as labels are written: fraud as `labels` of `@sekisho/simulator`, the rest as cases. */
export interface VerdictLines {
  /** `{subscriber, attack, shape, firstAt, lastAt, calls, verdict}` */
  labels: string[];
  /** `{subscriber, case, firstAt, lastAt}` */
  cases: string[];
}

export function verdictLines(alerts: readonly JudgedAlert[]): VerdictLines {
  return {
    labels: alerts.filter(({ verdict }) => verdict === 'not-ours').map(labelLine),
    cases: alerts.filter(({ verdict }) => verdict === 'ours').map(caseLine),
  };
}

function labelLine({ subscriber, alertId, calls, verdict, ...times }: JudgedAlert): string {
  const label = { subscriber, attack: alertId, shape: 'verdict', ...iso(times), calls, verdict };
  return JSON.stringify(label);
}

function caseLine({ subscriber, ...times }: JudgedAlert): string {
  return JSON.stringify({ subscriber, case: 'verdict-ours', ...iso(times) });
}

function iso({ firstAt, lastAt }: Pick<JudgedAlert, 'firstAt' | 'lastAt'>) {
  return { firstAt: new Date(firstAt).toISOString(), lastAt: new Date(lastAt).toISOString() };
}
