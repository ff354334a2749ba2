import type { MappedField } from './mapping.ts';

/** A number as text or JSON has it; `NaN` where it cannot be read. */
export type ReadNumber = (value: unknown) => number;

export function createReadNumber({ decimal = '.', factor = 1 }: MappedField): ReadNumber {
  const expression =
    decimal === '.'
      ? /^[+-]?(?:\d{1,3}(?:[, ']\d{3})+|\d+)(?:\.\d+)?$/
      : /^[+-]?(?:\d{1,3}(?:[. ']\d{3})+|\d+)(?:,\d+)?$/;
  const separators = decimal === '.' ? /[, ']/g : /[. ']/g;
  return (value) => {
    if (typeof value === 'number') return value * factor;
    if (typeof value !== 'string' || !expression.test(value)) return Number.NaN;
    return Number(value.replaceAll(separators, '').replace(',', '.')) * factor;
  };
}

/** A duration in seconds. */
export function createReadDuration(field: MappedField): ReadNumber {
  const read = createReadNumber(field);
  switch (field.unit ?? 's') {
    case 's':
      return read;
    case 'ms':
      return (value) => read(value) / 1000;
    case 'min':
      return (value) => read(value) * 60;
    case 'h:m:s':
      return (value) => (typeof value === 'number' ? read(value) : readClock(value, field.factor));
  }
}

/** Seconds of `h:m:s`, `m:s` or `s`; only what comes first may be above 59. */
function readClock(value: unknown, factor = 1): number {
  const parts = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d+)?)$/.exec(String(value));
  if (parts === null) return Number.NaN;
  const [, hours, minutes = '0', seconds = '0'] = parts;
  const isTooMuch =
    (hours !== undefined && Number(minutes) > 59) ||
    (parts[2] !== undefined && Number.parseFloat(seconds) >= 60);
  if (isTooMuch) return Number.NaN;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60;
  return (whole + Number(seconds.replace(',', '.'))) * factor;
}
