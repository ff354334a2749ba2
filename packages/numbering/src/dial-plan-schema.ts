import { z } from 'zod';

const text = (mend: string) => z.string({ error: `is not text; ${mend}` });

const digits = (mend: string) => text(mend).regex(/^\d+$/, `is not a number in quotes; ${mend}`);

const pattern = text('write a regular expression in single quotes').superRefine(
  (source, context) => {
    if (groupsOf(source) === null) {
      context.addIssue({
        code: 'custom',
        message: `'${source}' is not a regular expression; check its brackets`,
      });
    }
  },
);

const whole = (groups: number, names: string) =>
  pattern.refine(
    (source) => (groupsOf(source) ?? groups) === groups && /^\^.*\$$/s.test(source),
    `is not a whole pattern; write ^…$ with groups for ${names}, and (?:…) for others`,
  );

const piece = pattern.refine(
  (source) => (groupsOf(source) ?? 0) === 0,
  'has a capturing group; write (?:…) instead',
);

const list = <T extends z.ZodType>(item: T) =>
  z.array(item, { error: 'is not a list; write [] for none' }).readonly();

const iso2 = text('write two capital letters').regex(
  /^[A-Z]{2}$/,
  'is not a country; write two capital letters of ISO 3166, such as JP',
);

const home = z
  .strictObject(
    {
      countryCode: text('write the calling code in quotes').regex(
        /^[1-9]\d{0,2}$/,
        'is not a calling code; write 1 to 3 digits in quotes, such as "81"',
      ),
      iso2,
      countries: list(iso2),
    },
    { error: 'is not a home country; write countryCode, iso2 and countries, and no other key' },
  )
  .refine(({ iso2: own, countries }) => countries.includes(own), {
    path: ['countries'],
    message: 'lacks the home country; add the value of iso2',
  });

const flag = z.enum(['withheld', 'sent', 'route'], {
  error: 'is not a flag; write withheld, sent or route',
});

/** Keys and shapes of a dial plan; patterns are regular expressions over dialled characters. */
export const dialPlanSchema = z.strictObject(
  {
    name: text('write a name such as jp').regex(
      /^[a-z0-9-]+$/,
      'is not a name; write a-z, 0-9 and -',
    ),
    home: home.optional(),
    trunkPrefix: text('write digits in quotes, or ""').regex(
      /^\d*$/,
      'is not digits; write digits in quotes, or ""',
    ),
    international: whole(3, 'flags, carrier code and E.164 digits'),
    carrier: piece,
    flags: z.record(z.string().regex(/^[\d*#]+$/), flag, { error: (issue) => flagFault(issue) }),
    outsideLine: list(digits('write digits such as "0"')),
    emergency: list(digits('write an emergency number such as "110"')).refine(
      (numbers) => numbers.length > 0,
      'is empty; write at least one emergency number',
    ),
    short: list(piece),
    domestic: list(piece),
    local: list(piece),
    candidates: list(whole(1, 'the E.164 digits')),
  },
  { error: (issue) => objectFault(issue) },
);

export type DialPlanData = z.infer<typeof dialPlanSchema>;

function objectFault(issue: { code?: string; keys?: unknown }): string {
  return issue.code === 'unrecognized_keys' && Array.isArray(issue.keys)
    ? `unknown keys ${issue.keys.join(', ')}; take them out, or correct the spelling`
    : 'is not a dial plan; write keys and values as in data/dial-plans/jp.yaml';
}

function flagFault(issue: { code?: string }): string {
  return issue.code === 'invalid_key'
    ? 'is not a prefix; write digits, * or #'
    : 'is not a table of flags; write {} for none';
}

function groupsOf(source: string): number | null {
  try {
    return (new RegExp(`${source}|`).exec('')?.length ?? 1) - 1;
  } catch {
    return null;
  }
}
