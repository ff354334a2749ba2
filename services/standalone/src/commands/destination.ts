import type { DestinationRestriction } from '@sekisho/ledger';
import { duration, type EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import type { DestinationOperations } from '../control/destination-operations.ts';
import { withOperations } from '../control/open-operations.ts';
import { UsageError } from '../usage-error.ts';
import { addPerson, type PersonFlags, personOf } from './person.ts';
import { addWhere, type Where } from './where.ts';

/** Closing a destination for a whole service: one asks, two others approve. */
export function destinationCommand(env: EnvironmentVariables): Command {
  return new Command('destination')
    .addCommand(
      wanting('propose', 'ask two other people to restrict it; shows who calls there', '24h', env),
    )
    .addCommand(wanting('place', 'restrict it alone, at once, for two hours at most', '2h', env))
    .addCommand(naming('approve', 'approve what another has proposed; the second begins it', env))
    .addCommand(naming('release', 'open it again, or decline a proposal', env))
    .addCommand(listing(env));
}

interface WantingFlags extends Where, PersonFlags {
  service: string;
  for: string;
  except: string[];
}

function wanting(
  name: 'propose' | 'place',
  description: string,
  longest: string,
  env: EnvironmentVariables,
): Command {
  return addPerson(addWhere(new Command(name)))
    .description(description)
    .argument('<prefix>', 'country code, perhaps with more digits: 224, 22462; +1 and +7 with area')
    .requiredOption('--service <name>', 'whose lines may not call there')
    .option('--for <time>', 'how long', longest)
    .option('--except <subscriber...>', 'who may call there all the same', [])
    .action(async (prefix: string, { data, service, except, ...flags }: WantingFlags) => {
      const wanted = {
        service,
        prefix: prefix.replace(/^\+/, ''),
        forMs: timeOf(flags.for),
        exceptions: except,
        ...personOf(flags),
      };
      const operation = `${name}Destination` as const;
      show(await withOperations(data, env, (operations) => operations[operation](wanted)));
    });
}

function timeOf(text: string): number {
  const read = duration.safeParse(text);
  if (read.success) return read.data;
  throw new UsageError(`--for ${text}: write a time such as 2h or 3d`);
}

function naming(
  name: 'approve' | 'release',
  description: string,
  env: EnvironmentVariables,
): Command {
  return addPerson(addWhere(new Command(name)))
    .description(description)
    .argument('<destination>', 'its id, d-…; see sekisho destination list')
    .action(async (destinationId: string, flags: Where & PersonFlags) => {
      const asked = { destinationId, ...personOf(flags) };
      const ask = (operations: DestinationOperations) => operations[`${name}Destination`](asked);
      show(await withOperations(flags.data, env, ask));
    });
}

function listing(env: EnvironmentVariables): Command {
  return addWhere(new Command('list'))
    .description('what is restricted or waits for a person, a JSON object a line')
    .option('--all', 'also what has ended')
    .action(async ({ data, all }: Where & { all?: boolean }) => {
      const of = all === true ? 'all' : 'live';
      const rows = await withOperations(data, env, (operations) => operations.destinations(of));
      for (const row of rows) show(row);
    });
}

/** Lawful callers first: whom it would hit is what is decided about. */
function show({ destinationId, service, prefix, state, reason, ...row }: DestinationRestriction) {
  const { requestedBy, provisional, exceptions, evidence, problem } = row;
  const shown = {
    destinationId,
    service,
    prefix,
    state,
    reason,
    evidence,
    requestedBy,
    provisional,
    at: new Date(row.at).toISOString(),
    until: new Date(row.until).toISOString(),
    exceptions,
    problem,
  };
  process.stdout.write(`${JSON.stringify(shown)}\n`);
}
