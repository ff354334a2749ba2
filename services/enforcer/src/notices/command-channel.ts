import { spawn } from 'node:child_process';
import { bodyOf, type CommandSettings } from '@sekisho/notices';
import { type Channel, type Message, NoticeError } from './channel.ts';

/** Of this process's environment a program is given no more. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TZ'] as const;

/** Runs a program, without a shell, with the notice as JSON on its standard input. */
export function createCommandChannel(
  name: string,
  settings: CommandSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Channel {
  const stopped = new AbortController();
  const env = Object.fromEntries(PASSED_ON.map((key) => [key, environment[key] ?? '']));
  return {
    name,
    isInternal: settings.internal,
    send: (message) => run(settings, env, message, stopped.signal),
    close: () => stopped.abort(),
  };
}

function run(
  { run: [program = '', ...args], timeout }: CommandSettings,
  env: Record<string, string>,
  { id, subjectId, kind, at, text, data }: Message,
  stopped: AbortSignal,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const failed = (message: string, cause?: unknown) =>
    reject(new NoticeError('passing', message, cause));
  const child = spawn(program, args, {
    env,
    stdio: ['pipe', 'ignore', 'ignore'],
    signal: AbortSignal.any([stopped, AbortSignal.timeout(timeout)]),
    killSignal: 'SIGKILL',
  });
  child.on('error', (error: NodeJS.ErrnoException) =>
    failed(error.name === 'AbortError' ? 'took too long' : `did not start (${error.code})`, error),
  );
  child.on('exit', (code, signal) => {
    if (code === 0) resolve();
    else failed(signal === null ? `ended with ${code}` : `ended by ${signal}`);
  });
  // A program may not read what it is given.
  child.stdin.on('error', () => undefined);
  const time = new Date(at).toISOString();
  const told = {
    id,
    kind,
    subject: subjectId,
    time,
    title: text.subject,
    text: bodyOf(text),
    ...data,
  };
  child.stdin.end(`${JSON.stringify(told)}\n`);
  return promise;
}
