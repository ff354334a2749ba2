import { VERDICTS } from '@sekisho/ledger';
import { z } from 'zod';
import { BAR_HOURS } from '../pages/alert/actions.ts';

const LONGEST_REASON = 1000;
const HOUR_MS = 3_600_000;

/** Who may read reasons may not read called numbers. */
const hasNumber = (text: string) => /(?:\p{Nd}[ ().-]?){7,}/u.test(text.normalize('NFKC'));

export const NUMBERS = 'numbers';

const reason = z
  .string()
  .trim()
  .max(LONGEST_REASON)
  .refine((text) => !hasNumber(text), NUMBERS);

const needed = reason.pipe(z.string().min(1));

export const barForm = z.object({
  hours: z.enum(BAR_HOURS.map(String)).transform((hours) => Number(hours) * HOUR_MS),
  reason: reason.default(''),
});
export const reasonForm = z.object({ reason: needed });
export const verdictForm = z.object({ verdict: z.enum(VERDICTS), reason: needed });
