import type { Hold } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import { UsageError } from '../usage-error.ts';
import { addPerson, type PersonFlags, personOf } from './person.ts';
import { addWhere, type Where } from './where.ts';

interface HoldFlags extends Where, PersonFlags {
  service: string;
}

/** Stopping automatic action, and letting it go on. */
export function holdCommand(name: 'hold' | 'resume', env: EnvironmentVariables): Command {
  return addPerson(addWhere(new Command(name)))
    .option('--service <name>', 'of one service alone; * is all', '*')
    .action(async ({ data, service, ...flags }: HoldFlags) => {
      if (service === '') throw new UsageError("--service: no such service; write a name, or '*'");
      const person = personOf(flags);
      const request = { service, ...person };
      const hold = await withOperations(data, env, (operations) => operations[name](request));
      const shown =
        name === 'hold' ? began(hold) : { ...began(hold), onHold: false, ended: person };
      process.stdout.write(`${JSON.stringify(shown)}\n`);
    });
}

function began({ service, by, reason, since }: Hold) {
  return { service, onHold: true, since: new Date(since).toISOString(), by, reason };
}
