import { spawnSync } from 'node:child_process';
import { isatty } from 'node:tty';
import { readEnvironment } from './env.ts';
import { linesOf } from './lines-of.ts';
import { standardInput } from './standard-input.ts';

/** The first line of standard input, not shown where a person types it; nothing where it is empty. */
export async function firstSecretLine(prompt: string): Promise<string | undefined> {
  const { stdin: fd } = readEnvironment(process.env);
  if (!isatty(fd)) return firstLine();
  const showTyping = (shown: string) =>
    spawnSync('stty', [shown], { stdio: [fd, 'ignore', 'ignore'] });
  // Also where the person breaks off: a terminal that shows nothing looks broken.
  process.once('exit', () => showTyping('echo'));
  showTyping('-echo');
  process.stderr.write(prompt);
  const line = await firstLine();
  process.stderr.write('\n');
  return line;
}

async function firstLine(): Promise<string | undefined> {
  const input = standardInput();
  for await (const line of linesOf(input)) {
    // Whoever writes on must not keep the process.
    input.destroy();
    return line;
  }
  return undefined;
}
