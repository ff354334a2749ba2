import fc from 'fast-check';
import type { DirectoryEntry } from '../directory.ts';
import type { ImportRequest } from '../directory-import.ts';

/** Random rows hold between minute 0 and this one, or without bounds. */
export const MINUTES = 12;
const MINUTE = 60_000;
const FIRST = Date.parse('2026-01-05T10:00:00Z');

export const SUBSCRIBERS = ['A', 'B', 'C', 'D'];
/** Full numbers and credentials; `buildKeyOf` knows the first two in two forms. */
export const LINES = ['+81311110001', '+81311110002', 'sip-1', 'sip-2'];

/** Epoch ms of a minute. */
export function minute(index: number): number {
  return FIRST + index * MINUTE;
}

export function buildEntry(overrides: Partial<DirectoryEntry> = {}): DirectoryEntry {
  return {
    subscriber: 'A',
    customer: '',
    service: '',
    lines: [],
    kind: 'office',
    critical: false,
    language: 'ja',
    contactName: '',
    contactPhone: '',
    contactEmail: '',
    validFrom: Number.NEGATIVE_INFINITY,
    validTo: Number.POSITIVE_INFINITY,
    ...overrides,
  };
}

/** `03…` and `+813…` are one line. */
export function buildKeyOf(line: string): string {
  return line.startsWith('0') ? `+81${line.slice(1)}` : line;
}

export function buildImport(overrides: Partial<ImportRequest> = {}): ImportRequest {
  return {
    file: 'directory.csv',
    entries: [],
    lineKeyOf: buildKeyOf,
    contentHash: 'hash',
    encoding: 'utf-8',
    ignoredColumns: [],
    from: minute(0),
    isWhole: false,
    isDryRun: false,
    isConfirmed: true,
    by: 'tester',
    now: minute(0),
    ...overrides,
  };
}

export interface Step {
  rows: DirectoryEntry[];
  from: number;
  isWhole: boolean;
}

const row = fc.record({
  subscriber: fc.constantFrom(...SUBSCRIBERS),
  customer: fc.constantFrom('x', 'y'),
  lines: fc.subarray([...LINES, '0311110001']),
  bounds: fc.record({
    from: fc.option(fc.nat({ max: MINUTES - 1 })),
    length: fc.option(fc.integer({ min: 1, max: MINUTES })),
  }),
});

/** Files that a person could import: no two rows claim the same at once. */
export const arbitraryRows: fc.Arbitrary<DirectoryEntry[]> = fc
  .array(row, { maxLength: 6 })
  .map((rows) => withoutOverlaps(rows.map(({ bounds, ...given }) => bounded(given, bounds))));

/** Imports one after another, each as of a later minute. */
export const arbitrarySteps: fc.Arbitrary<Step[]> = fc
  .array(fc.record({ rows: arbitraryRows, after: fc.nat({ max: 3 }), isWhole: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((steps) => {
    let at = 0;
    return steps.map(({ rows, after, isWhole }) => {
      at += after;
      return { rows, from: minute(at), isWhole };
    });
  });

function bounded(
  given: Partial<DirectoryEntry>,
  { from, length }: { from: number | null; length: number | null },
): DirectoryEntry {
  const validFrom = from === null ? Number.NEGATIVE_INFINITY : minute(from);
  const validTo = length === null ? Number.POSITIVE_INFINITY : minute((from ?? 0) + length);
  return buildEntry({ ...given, validFrom, validTo });
}

function withoutOverlaps(rows: readonly DirectoryEntry[]): DirectoryEntry[] {
  const taken: DirectoryEntry[] = [];
  for (const entry of rows) {
    const beside = taken.filter((o) => o.validFrom < entry.validTo && entry.validFrom < o.validTo);
    if (beside.some(({ subscriber }) => subscriber === entry.subscriber)) continue;
    const keys = new Set(beside.flatMap(({ lines }) => lines.map(buildKeyOf)));
    taken.push({ ...entry, lines: entry.lines.filter((line) => !keys.has(buildKeyOf(line))) });
  }
  return taken;
}
