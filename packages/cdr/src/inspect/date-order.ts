import { type Doubt, doubt } from './doubt.ts';
import { countRead, type TimeForm } from './time-forms.ts';

/** The way to read a column's times, and how sure it is. */
export interface OrderChoice {
  form: TimeForm;
  doubts: readonly Doubt[];
}

const AHEAD_MS = 14 * 3_600_000;

/** Of several orders of day, month and year the one with no time to come and the shortest span. */
export function chooseOrder(forms: readonly TimeForm[], now: number): OrderChoice | undefined {
  const rated = forms
    .map((form) => ({ form, span: spanOf(form.ms), ahead: countAhead(form.ms, now) }))
    .sort(
      (a, b) => countRead(b.form.ms) - countRead(a.form.ms) || a.ahead - b.ahead || a.span - b.span,
    );
  const [best] = rated;
  if (best === undefined) return undefined;
  const next = rated.find(
    ({ form }) => countRead(form.ms) === countRead(best.form.ms) && differs(form.ms, best.form.ms),
  );
  return { form: best.form, doubts: next === undefined ? [] : [orderDoubt(best, next)] };
}

function differs(a: Float64Array, b: Float64Array): boolean {
  return a.some((one, row) => !Object.is(one, b[row]));
}

interface Rated {
  form: TimeForm;
  span: number;
  ahead: number;
}

function orderDoubt(best: Rated, next: Rated): Doubt {
  const [written, other] = [best.form.time, next.form.time];
  if (best.ahead < next.ahead) {
    return doubt('?date-order', `read as ${written}; as ${other} rows would lie in the future`);
  }
  if (best.span < next.span) {
    const days = (span: number) => Math.ceil(span / 86_400_000);
    const spans = `${days(best.span)} days instead of ${days(next.span)}`;
    return doubt('?date-order', `read as ${written}, not ${other}: so the file covers ${spans}`);
  }
  return doubt(
    '?date-order',
    `nothing in the file tells ${written} from ${other}; ask who wrote it`,
  );
}

function spanOf(ms: Float64Array): number {
  const present = ms.filter((one) => !Number.isNaN(one));
  return (
    present.reduce((a, b) => Math.max(a, b), 0) - present.reduce((a, b) => Math.min(a, b), Infinity)
  );
}

function countAhead(ms: Float64Array, now: number): number {
  return ms.filter((one) => one > now + AHEAD_MS).length;
}
