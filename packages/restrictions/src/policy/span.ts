const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SHORT = /^([1-9]\d{0,5})([mhd])$/;
const ISO = /^P(?=[\dT])(?:(\d{1,3})D)?(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;

/** What may be written, for messages. */
export const SPAN_MEND = 'write a span such as 30m, 12h, 7d or PT12H';

/** A span of time as ms, written `12h` or in ISO 8601 `PT12H`; `undefined` where it is neither. */
export function parseSpan(text: string): number | undefined {
  const [, count, unit] = SHORT.exec(text) ?? [];
  if (count !== undefined) return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  const [whole, days = 0, hours = 0, minutes = 0] = ISO.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const ms = Number(days) * UNIT_MS.d + Number(hours) * UNIT_MS.h + Number(minutes) * UNIT_MS.m;
  return ms > 0 ? ms : undefined;
}

/** How long a bar is to last: a span, or until the service's desk has been open for one. */
export type Length = { kind: 'span'; ms: number } | { kind: 'until-desk'; plusMs: number };

export const LENGTH_MEND = `${SPAN_MEND}, or until-desk, or until-desk+2h`;

/** `12h`, `PT12H`, `until-desk` or `until-desk+2h`. */
export function parseLength(text: string): Length | undefined {
  const [desk, plus] = /^until-desk(?:\s*\+\s*(\S+))?$/.exec(text) ?? [];
  if (desk === undefined) {
    const ms = parseSpan(text);
    return ms === undefined ? undefined : { kind: 'span', ms };
  }
  const plusMs = plus === undefined ? 0 : parseSpan(plus);
  return plusMs === undefined ? undefined : { kind: 'until-desk', plusMs };
}
