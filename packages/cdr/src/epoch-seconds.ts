/** What Kamailio prints for a value that is not set. */
const NULL_TEXT = '<null>';

/**
 * Epoch seconds, as text or number, with decimals or without, as epoch ms. `undefined` where there
 * is nothing or a 0, `NaN` where it cannot be read.
 */
export function epochSeconds(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '' || value === NULL_TEXT) {
    return undefined;
  }
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !/^\d{1,12}(?:\.\d{1,9})?$/.test(text)) return Number.NaN;
  const ms = Math.round(Number(text) * 1000);
  return ms === 0 ? undefined : ms;
}
