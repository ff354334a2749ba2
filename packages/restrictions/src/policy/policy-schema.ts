import { z } from 'zod';
import { LENGTH_MEND, parseLength, parseSpan, SPAN_MEND } from './span.ts';

const spanMs = z.string().transform((text, context) => {
  const ms = parseSpan(text);
  if (ms !== undefined) return ms;
  context.addIssue(SPAN_MEND);
  return z.NEVER;
});

const length = z.string().transform((text, context) => {
  const read = parseLength(text);
  if (read !== undefined) return read;
  context.addIssue(LENGTH_MEND);
  return z.NEVER;
});

const text = z.string().trim().min(1, 'says nothing; write a text');

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date such as 2026-04-01')
  .refine((day) => new Date(`${day}T00:00Z`).toJSON()?.startsWith(day), 'no such day');

const terms = z.strictObject({
  clause: text.describe('The clause that allows a bar, as a notice quotes it.'),
  version: text.describe('Of the terms of service.'),
  date: date.describe('From which that version is in force.'),
});

const response = z.strictObject({
  action: z.enum(['ask', 'propose', 'restrict']),
  for: length.optional().describe('12h, PT12H or until-desk+2h; default what the rule set says.'),
  teardown: z.boolean().default(false).describe('Also end the calls abroad that are up.'),
});

const bars = z.int().min(0).max(1_000_000);
const breaker = z.strictObject({ bars, within: spanMs });

const allowed = z
  .string()
  .regex(/^\+[1-9]\d{2,14}$/, 'write +, country code and digits; no switch knows a ref:')
  .transform((given) => given.slice(1));

const allow = z
  .array(allowed)
  .describe('Numbers or prefixes that stay reachable during a bar, where the target can.');

const service = z.strictObject({
  mode: z.enum(['shadow', 'propose', 'enforce']).optional(),
  releasePath: text.optional().describe('How a bar is lifted while the desk is closed.'),
  terms: terms.optional(),
  severities: z
    .strictObject({ warning: response.optional(), critical: response.optional() })
    .optional(),
  longest: spanMs.optional().describe('No bar lasts longer, whatever asks for it. Default 7d.'),
  extend: z
    .strictObject({
      by: spanMs.describe('A step; a bar stands until nobody tried for so long.'),
      upTo: spanMs.describe('From the bar’s beginning; then a person decides.'),
      attempts: z.int().min(1).default(1).describe('So many within one step prolong it.'),
    })
    .optional(),
  probation: spanMs.optional().describe('After an end that nobody confirmed. Default 24h.'),
  quietDays: z
    .int()
    .min(0)
    .max(365)
    .optional()
    .describe('For so long an answer "ours" quiets what is no more than that episode. Default 30.'),
  proposeOnly: z
    .strictObject({
      critical: z.literal(true).default(true),
      kinds: z.array(z.string().min(1)).default([]),
    })
    .optional()
    .describe('Subscribers that are never barred without a person; critical ones always.'),
  breaker: breaker.optional(),
  allow: allow.optional(),
  allBut: z
    .undefined('no target can tell the usual from the rest; write under allow what stays open')
    .optional(),
  subscribers: z.record(z.string().min(1).max(64), z.strictObject({ allow })).optional(),
});

/** A policy as an operator writes it in YAML. What a service leaves out it takes from `*`. */
export const policySchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,64}$/, 'use lower-case letters, digits and hyphens'),
  staleAfter: spanMs.default(900_000),
  homeCountryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'write a country code in quotes, such as "81"')
    .default('81')
    .describe('Never restricted as a destination.'),
  breaker: breaker.default({ bars: 50, within: 3_600_000 }).describe('Over all services.'),
  services: z.record(z.string().min(1), service),
});

export type PolicyDocument = z.output<typeof policySchema>;
export type ServiceDocument = PolicyDocument['services'][string];
