import { CommanderError } from 'commander';
import { mendOf } from './faults.ts';
import { createProgram } from './program.ts';

const SUCCESS = 0;
const FAILURE = 1;
const USAGE = 2;

// Started by a launcher that is gone: nobody waits for the result, and the store is held in vain.
process.channel?.unref();
process.once('disconnect', () => process.exit(FAILURE));

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  // Who reads our output may stop reading, as `head` does: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(SUCCESS);
    throw error;
  });
  try {
    const program = await createProgram(args, process.env);
    await program.parseAsync(args, { from: 'user' });
    return SUCCESS;
  } catch (error) {
    return report(error);
  }
}

async function report(error: unknown): Promise<number> {
  if (error instanceof CommanderError && error.exitCode === 0) return SUCCESS;
  const mend = await mendOf(error);
  const message = messageOf(error).replace(/^error: /, '');
  process.stderr.write(`sekisho: ${message}${mend ?? ''}\n`);
  return mend === undefined ? FAILURE : USAGE;
}

function messageOf(error: unknown): string {
  if (error instanceof CommanderError && error.code === 'commander.help') return 'no command named';
  return error instanceof Error ? error.message : String(error);
}
