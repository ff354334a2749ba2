import type { Hold } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import { addWhere, type Where } from './where.ts';

interface HoldFlags extends Where {
  service: string;
  by: string;
  reason: string;
}

/** Stopping automatic action, and letting it go on. */
export function holdCommands(env: EnvironmentVariables): Command[] {
  return [
    command(
      'hold',
      'bar no line by itself any more: decisions wait for a person; what stands ends in its time',
      env,
    ),
    command('resume', 'end a hold; decisions bar by themselves again on fresh evidence', env),
  ];
}

function command(name: 'hold' | 'resume', description: string, env: EnvironmentVariables): Command {
  return addWhere(new Command(name))
    .description(description)
    .option('--service <name>', 'of one service alone; * is all', '*')
    .requiredOption('--by <who>', 'who asks; kept with it')
    .requiredOption('--reason <why>', 'in your words; kept with it')
    .action(async ({ data, service, by, reason }: HoldFlags) => {
      const request = { service, by, reason };
      const hold = await withOperations(data, env, (operations) => operations[name](request));
      process.stdout.write(`${JSON.stringify(shown(hold, name === 'hold'))}\n`);
    });
}

function shown({ service, by, reason, since }: Hold, isOpen: boolean) {
  return { service, onHold: isOpen, since: new Date(since).toISOString(), by, reason };
}
