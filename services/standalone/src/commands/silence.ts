import type { Silence } from '@sekisho/ledger';
import { duration, type EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import { UsageError } from '../usage-error.ts';
import { nameOf } from './case.ts';
import {
  addPerson,
  optionalReason,
  type PersonFlags,
  personOf,
  type WithReason,
} from './person.ts';
import { addWhere, type Where } from './where.ts';

interface SilenceFlags extends Where, PersonFlags {
  service: string;
  subscriber: string;
  for: string;
}

/** Mutes notices to the NOC; what is done goes on. */
export function silenceCommand(env: EnvironmentVariables): Command {
  return addPerson(addWhere(new Command('silence')))
    .requiredOption('--for <time>', 'such as 2h; at most 24h')
    .option('--service <name>', 'of one service alone; * is all', '*')
    .option('--subscriber <contract>', 'of one contract alone', '')
    .action(async ({ data, service, subscriber, for: time, ...flags }: SilenceFlags) => {
      const forMs = duration.safeParse(time);
      if (!forMs.success || forMs.data === 0) {
        throw new UsageError(`--for ${time}: write a time such as 30m or 2h`);
      }
      if (service === '*' && subscriber === '') {
        throw new UsageError('everything cannot be silenced; name --service or --subscriber');
      }
      const request = { service, subscriber, ...personOf(flags), forMs: forMs.data };
      const begun = await withOperations(data, env, (operations) => operations.silence(request));
      process.stdout.write(lineOf(begun));
    });
}

export function silencesCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('silences')).action(async ({ data }: Where) => {
    const open = await withOperations(data, env, (operations) => operations.silences());
    process.stdout.write(open.map(lineOf).join(''));
  });
}

export function unsilenceCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('unsilence'))
    .argument('<silence>', 'its number; see sekisho silences')
    .requiredOption('--by <who>', 'who ends it')
    .option('--reason <why>', 'in your words; kept with it')
    .action(async (number: string, { data, by, ...why }: Where & WithReason) => {
      if (!/^\d{1,9}$/.test(number))
        throw new UsageError(`${number}: no silence's number; see sekisho silences`);
      const request = { silenceId: Number(number), by: nameOf(by), ...optionalReason(why) };
      const ended = await withOperations(data, env, (operations) => operations.unsilence(request));
      process.stdout.write(lineOf(ended));
    });
}

function lineOf({ silenceId, service, subscriber, by, reason, since, until }: Silence): string {
  const times = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
  return `${JSON.stringify({ silence: silenceId, service, subscriber, by, reason, ...times })}\n`;
}
