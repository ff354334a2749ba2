import { z } from 'zod';
import { durationSeconds } from './duration.ts';
import { EVIDENCE, type EvidenceGroup } from './evidence/evidence-names.ts';
import type { RuleKind } from './rules/registry.ts';

const id = z.string().regex(/^[a-z0-9-]{1,64}$/, 'use lower-case letters, digits and hyphens');
const amount = z.number().positive('a threshold is above 0');
const hours = z
  .string()
  .regex(
    /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/,
    'write hours as 22:00-06:00 in the rule set’s time zone',
  );
const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);

const condition = z
  .strictObject({
    services: z.array(z.string().min(1)).min(1),
    kinds: z.array(z.string().min(1)).min(1),
    critical: z.boolean(),
    days: z.array(weekday).min(1),
    hours,
  })
  .partial()
  .describe('All that are named must hold. Hours that cross midnight belong to both days.');

function tiers<T extends z.ZodType<number>>(threshold: T) {
  return { warning: threshold.optional(), critical: threshold.optional() };
}

function rule<K extends RuleKind, T extends z.ZodType<number>>(kind: K, threshold: T) {
  return {
    id,
    rule: z.literal(kind),
    when: condition.optional(),
    ...tiers(threshold),
    overrides: z
      .array(z.strictObject({ when: condition, ...tiers(threshold) }))
      .optional()
      .describe('The first whose condition holds replaces both thresholds; an absent tier is off.'),
  };
}

const evidenceGroups = [...new Set(Object.values(EVIDENCE))] as [EvidenceGroup, ...EvidenceGroup[]];
const window = durationSeconds.describe('At most 8d, the horizon.');
const per = z.enum(['subscriber', 'prefix']).default('subscriber');
const longTalk = durationSeconds.describe('Talk of one call.') as unknown as z.ZodType<number>;

const anyRule = z.discriminatedUnion('rule', [
  z.strictObject({ ...rule('calls', amount), window, per }),
  z.strictObject({ ...rule('minutes', amount), window, per }),
  z.strictObject({ ...rule('cost', amount), window, per }),
  z.strictObject({ ...rule('countries', amount), window }),
  z.strictObject({ ...rule('risk', amount), window, per }),
  z.strictObject({ ...rule('concurrent', amount) }),
  z.strictObject({ ...rule('long-call', longTalk) }),
]);

const destinations = z
  .strictObject({
    hotline: z
      .int()
      .min(5, 'at least 5: a number that fewer call still makes its range suspect')
      .default(10)
      .describe('So many callers of one number whom nothing else speaks against: a hotline.'),
    attacked: z
      .int()
      .min(2, 'at least 2: one subscriber alone is restricted, not a destination')
      .default(3)
      .describe('So many suspected or barred subscribers in one range or country: an attack.'),
    share: z
      .number()
      .min(0, 'write 0 or more')
      .max(1, 'at most 1: that is all callers')
      .default(0.3)
      .describe('They must be such a share of all to whom that range or country is new.'),
    suspected: z
      .number()
      .positive('above 0: with nothing against them all callers would be suspected')
      .max(1, 'at most 1: that is what it takes to be restricted')
      .default(0.6)
      .describe('Own evidence that makes a subscriber suspected, as a share of what restricts.'),
    surprise: z
      .number()
      .min(0, 'write 0 or more')
      .default(6)
      .describe('How far callers are beyond what history lets expect, in nats.'),
    quietAfter: durationSeconds
      .prefault('2d')
      .describe('A case ends after so long without a caller who counts. At most 8d.'),
  })
  .describe('What makes a destination a case for people. It restricts nobody.');

/** A rule set as an operator writes it in YAML. */
export const ruleSetSchema = z.strictObject({
  name: id,
  timeZone: z.string().default('Asia/Tokyo').describe('For hours and days; an IANA zone.'),
  restrictFor: durationSeconds.prefault('12h').describe('How long a restriction lasts.'),
  quietAfter: durationSeconds.prefault('6h').describe('An alert closes after this long a quiet.'),
  points: z
    .record(z.string(), z.number().min(0))
    .default({})
    .describe('Points of a call for rule `risk`, by risk list or destination class.'),
  evidence: z
    .strictObject({
      weights: z.string().min(1).describe('A set of weights that ships, by name, or a file.'),
      ask: amount.optional().describe('A person is asked at this score; default the weights’ own.'),
      restrict: amount
        .optional()
        .describe('International calls are closed at this score; default the weights’ own.'),
      without: z
        .array(z.enum(evidenceGroups))
        .default([])
        .describe('Groups of evidence that count nothing.'),
      destinations: destinations.prefault({}),
    })
    .optional()
    .describe('Weighs what is unusual for a subscriber; without it the rules alone decide.'),
  rules: z.array(anyRule),
});

export type RuleSetDocument = z.output<typeof ruleSetSchema>;
export type RuleDocument = RuleSetDocument['rules'][number];
export type ConditionDocument = z.output<typeof condition>;

/** The JSON schema of a rule set, for editors and `sekisho rules --schema`. */
export function ruleSetJsonSchema(): unknown {
  return z.toJSONSchema(ruleSetSchema, { io: 'input' });
}
