/** A time among values that go through JSON. */
interface WiredDate {
  epochMs: number;
}

/** Values for a statement as JSON carries them: times keep their kind. */
export function wire(values: readonly unknown[]): unknown[] {
  return values.map(wireOne);
}

export function unwire(values: readonly unknown[]): unknown[] {
  return values.map(unwireOne);
}

function wireOne(value: unknown): unknown {
  if (value instanceof Date) return { epochMs: value.getTime() } satisfies WiredDate;
  return Array.isArray(value) ? wire(value) : value;
}

function unwireOne(value: unknown): unknown {
  if (Array.isArray(value)) return unwire(value);
  return isDate(value) ? new Date(value.epochMs) : value;
}

function isDate(value: unknown): value is WiredDate {
  return typeof value === 'object' && value !== null && 'epochMs' in value;
}
