import { z } from 'zod';

/** A step has one to so many. */
const MOST_CONDITIONS = 3;

const points = z.number().min(0);
const usualDay = z.strictObject({ yen: z.number().positive(), calls: z.number().positive() });
const step = z.strictObject({
  when: z
    .record(z.string(), z.number().positive())
    .refine(
      (conditions) => [1, 2, MOST_CONDITIONS].includes(Object.keys(conditions).length),
      'name one to three pieces of evidence',
    )
    .describe('Pieces of evidence, and how strong each is at least.'),
  points: points.describe('What is added where all hold.'),
});
const hoursPrior = z.array(z.number().min(0)).length(48);

/** A file of weights, as fitted from labelled traffic. */
export const weightsSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
  fitted: z
    .record(z.string(), z.unknown())
    .describe('What the weights were fitted on, and how they did on what they were not fitted on.'),
  learnAfterDays: z.number().positive().describe('What was called first so long ago is known.'),
  ask: points.describe('A person is asked at this score.'),
  restrict: points.describe('International calls are closed at this score.'),
  relief: points.describe('By so much a doubling of an episode’s days lowers what it takes.'),
  usualDay: z.record(z.string(), usualDay).describe('A day of new calls to a country, by kind.'),
  hours: z.record(z.string(), hoursPrior),
  countryShares: z.record(z.string(), z.number().min(0).max(1)),
  weights: z.array(step),
});

export type WeightsDocument = z.output<typeof weightsSchema>;

/** Points that are added where evidence is at least so strong. */
export type WeightStep = z.output<typeof step>;
