import { z } from 'zod';
import type { RawField } from '../raw-record.ts';
import { kindOf } from './field-kind.ts';
import type { CanonicalValue } from './mapping.ts';
import { anyText, flag, oneOf } from './schema-parts.ts';

const CHOICES: Partial<Record<RawField, z.ZodType<CanonicalValue>>> = {
  event: oneOf(['start', 'interim', 'stop']),
  direction: oneOf(['outbound', 'inbound']),
  legKind: oneOf(['originated', 'forwarded', 'transferred']),
};

/** A value that a field can have, as a mapping writes it. */
export function canonicalSchema(name: RawField): z.ZodType<CanonicalValue> {
  const choice = CHOICES[name];
  if (choice !== undefined) return choice;
  const kind = kindOf(name);
  if (kind === 'flag') return flag;
  return kind === 'text' ? anyText : z.number({ error: 'is not a number; write one' });
}
