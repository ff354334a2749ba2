import type { NumberDescription, UnderstoodNumber } from './understood-number.ts';

/** An understood number as `sekisho number` prints it. */
export function describeNumber(raw: string, understood: UnderstoodNumber): NumberDescription {
  const { kind, e164, destination, reasons } = understood;
  const rated = kind === 'international' ? destination : null;
  return {
    raw,
    kind,
    e164,
    iso2: destination?.iso2 ?? null,
    country: destination?.country ?? null,
    prefix: rated?.prefix ?? null,
    jpyPerMinute: yen(rated?.milliYenPerMinute ?? null),
    unitSeconds: rated?.unitSeconds ?? null,
    risk: destination?.risk ?? [],
    reasons,
  };
}

function yen(milliYen: number | null): number | null {
  return milliYen === null ? null : milliYen / 1000;
}
