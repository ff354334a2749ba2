import type { RawField } from '../raw-record.ts';

/** What the value of a field is. */
export type FieldKind = 'text' | 'time' | 'duration' | 'number' | 'flag';

const KINDS: Partial<Record<RawField, FieldKind>> = {
  at: 'time',
  startedAt: 'time',
  answeredAt: 'time',
  endedAt: 'time',
  durationSec: 'duration',
  cause: 'number',
  costJpy: 'number',
  barred: 'flag',
};

export function kindOf(field: RawField): FieldKind {
  return KINDS[field] ?? 'text';
}
