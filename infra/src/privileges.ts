import { InfraError } from './errors.ts';
import { type Command, run } from './run-command.ts';

const SETPRIV = 'setpriv';

export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL's own user where its package made one, else nobody. */
export async function unprivilegedAccount(): Promise<Account> {
  for (const name of ['postgres', 'nobody']) {
    const line = await run({ file: 'getent', args: ['passwd', name] }).catch(() => '');
    const [, , uid, gid] = line.split(':');
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new InfraError('program-missing', 'no user postgres or nobody to run PostgreSQL as');
}

/**
 * The command as that user. It keeps the right to pass through folders: the project may lie in a
 * home folder that is closed to others.
 */
export function asUser(account: Account | undefined, command: Command): Command {
  if (account === undefined) return command;
  const capability = '+dac_override';
  const options = [
    ...[`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'],
    ...[`--inh-caps=${capability}`, `--ambient-caps=${capability}`],
  ];
  return withPrivileges(options, command);
}

/** The command as a process that the kernel ends when the one that started it has ended. */
export function tiedToThis(command: Command): Command {
  return withPrivileges(['--pdeathsig', 'KILL'], command);
}

/** In one call: a change of user after it would undo the tie. */
function withPrivileges(options: readonly string[], command: Command): Command {
  const args = command.file === SETPRIV ? command.args : ['--', command.file, ...command.args];
  return { ...command, file: SETPRIV, args: [...options, ...args] };
}
