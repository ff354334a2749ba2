import { approveRestriction, openLedger, type Restriction, requestRelease } from '@sekisho/ledger';
import { type EnvironmentVariables, readEnvironment } from '@sekisho/runtime';
import { Command } from 'commander';
import { z } from 'zod';

interface PersonFlags {
  by: string;
  reason: string;
}

const schema = z.object({
  DATABASE_URL: z.url('write postgresql://user:password@host:port/database'),
});

/** What a person may ask of a restriction: to end it, or to make a decision count. */
export function restrictionCommands(env: EnvironmentVariables): Command[] {
  return [
    command(
      'release',
      'let a line call abroad again, or decline a proposal; an enforcer does it at its next sweep',
      requestRelease,
      env,
    ),
    command(
      'approve',
      'bar a line whose restriction is shadow, proposed or failed, whatever is enforced',
      approveRestriction,
      env,
    ),
  ];
}

function command(
  name: string,
  description: string,
  ask: typeof requestRelease,
  env: EnvironmentVariables,
): Command {
  return new Command(name)
    .description(description)
    .argument('<restriction>', 'its id, r-…; see view restriction')
    .requiredOption('--by <who>', 'who asks; kept with it')
    .requiredOption('--reason <why>', 'in your words; kept with it')
    .addHelpText(
      'after',
      '\nEnvironment:\n  DATABASE_URL  postgresql://user:password@host:port/database\n',
    )
    .action(async (restrictionId: string, { by, reason }: PersonFlags) => {
      const { DATABASE_URL } = readEnvironment(schema, env);
      const ledger = openLedger(DATABASE_URL);
      try {
        const asked = await ask(ledger, { restrictionId, by, reason, now: Date.now() });
        process.stdout.write(`${JSON.stringify(shown(asked))}\n`);
      } finally {
        await ledger.close();
      }
    });
}

function shown({ restrictionId, service, subscriber, state, until }: Restriction) {
  return { restrictionId, service, subscriber, state, until: new Date(until).toISOString() };
}
