import { readFileSync } from 'node:fs';
import { duration, secretFile } from '@sekisho/runtime';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LINE_FORMS } from './identities.ts';

/** What is wrong with a file of targets: all of it, each with its place and the mend. */
export class TargetsFileError extends Error {
  readonly code = 'targets-file';
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[], cause?: unknown) {
    super(`${file}: ${problems.join('; ')}`, cause === undefined ? undefined : { cause });
    this.name = 'TargetsFileError';
    this.problems = problems;
  }
}

const SHORTEST_SECRET = 32;

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'write a name of a–z, 0–9 and -');
const url = z
  .string()
  .regex(/^https?:\/\/[^\s?#@]+$/, 'write http(s)://host:port/path, without user or query');

const common = {
  lines: z.array(z.enum(LINE_FORMS)).min(1).default(['as-written']),
  countryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'write digits, such as "81"')
    .default('81'),
};

const nodes = <T extends z.ZodType<string>>(address: T) =>
  z
    .record(name, address)
    .refine((given) => Object.keys(given).length > 0, 'name at least one node');

// All requests for one restriction must end within the lease of who makes them.
const timeout = duration.refine((ms) => ms >= 1 && ms <= 8000, 'write a time of up to 8s');

const longest = duration.default(31 * 86_400_000);

const kamailio = z.strictObject({
  kind: z.literal('kamailio'),
  nodes: nodes(url),
  timeout: timeout.default(2000),
  longest,
  teardown: z.boolean().default(true),
  ...common,
});

const redis = z.strictObject({
  kind: z.literal('redis'),
  // In a file, since a URL may hold a password.
  nodes: z.record(name, secretFile(1)),
  timeout: timeout.default(200),
  longest,
  ...common,
});

const webhook = z.strictObject({
  kind: z.literal('webhook'),
  url: url.transform((given) => given.replace(/\/+$/, '')),
  secretFile: secretFile(SHORTEST_SECRET),
  timeout: timeout.default(5000),
  ...common,
});

const command = z.strictObject({
  kind: z.literal('command'),
  program: z.string().startsWith('/', 'write its whole path'),
  args: z.array(z.string()).default([]),
  timeout: timeout.default(8000),
  can: z
    .strictObject({
      expireByItself: z.boolean().default(false),
      readBack: z.boolean().default(false),
      teardown: z.boolean().default(false),
      destination: z.boolean().default(false),
    })
    .prefault({}),
  ...common,
});

const manual = z.strictObject({
  kind: z.literal('manual'),
  instructions: z.string().min(1, 'write what a person has to do'),
  ...common,
});

const dryRun = z.strictObject({ kind: z.literal('dry-run') });

const target = z.discriminatedUnion(
  'kind',
  [kamailio, redis, webhook, command, manual, dryRun],
  'write kind: kamailio, redis, webhook, command, manual or dry-run',
);

const schema = z
  .strictObject({
    targets: z.record(name, target),
    services: z.record(z.string().min(1), z.array(name).min(1, 'name at least one target')),
  })
  .superRefine(({ targets, services }, context) => {
    for (const [service, names] of Object.entries(services)) {
      for (const [i, given] of names.entries()) {
        if (Object.hasOwn(targets, given)) continue;
        const message = `there is no target ${given}; write it under targets`;
        context.addIssue({ code: 'custom', path: ['services', service, i], message });
      }
    }
  });

export type TargetSettings = z.infer<typeof target>;
export type TargetsSettings = z.infer<typeof schema>;

/** Reads YAML or JSON. @throws TargetsFileError */
export function readTargetsFile(file: string): TargetsSettings {
  const read = schema.safeParse(contentOf(file));
  if (read.success) return read.data;
  const problems = read.error.issues.map(
    ({ path, message }) => `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`,
  );
  throw new TargetsFileError(file, problems, read.error);
}

function contentOf(file: string): unknown {
  try {
    return parseYaml(readFileSync(file, 'utf8'));
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const problem = isMissing ? 'cannot be read; name a file that is there' : String(cause);
    throw new TargetsFileError(file, [problem.split('\n')[0] ?? ''], cause);
  }
}
