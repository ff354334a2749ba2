import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env, getuid } from 'node:process';
import { type InfraFolder, readOrMake, writeWhole } from './infra-folder.ts';
import { type Account, asUser, unprivilegedAccount } from './privileges.ts';
import { find } from './programs.ts';
import { run } from './run-command.ts';
import type { ServerPlan } from './server.ts';

const NAME = 'sekisho';

export interface PostgresPlan extends ServerPlan {
  readonly url: string;
  /** Makes the database, once the server runs. */
  makeDatabase(): Promise<void>;
}

/** PostgreSQL, as another user when this is root, since it refuses to run as that. */
export function postgresPlan(
  folder: InfraFolder,
  port: number,
  tell: (line: string) => void,
): PostgresPlan {
  const home = folder.in('postgres');
  const data = join(home, 'data');
  const secret = folder.in('postgres.password');
  const password = readOrMake(secret, 0o600, () => randomBytes(24).toString('hex'));
  let programs = '';
  let account: Account | undefined;
  const client = (program: string, args: readonly string[]) => ({
    file: join(programs, program),
    args: ['-h', '127.0.0.1', '-p', `${port}`, '-U', NAME, ...args],
    env: { ...env, PGPASSWORD: password, LC_ALL: 'C' },
  });
  const settle = async () => {
    programs = dirname(realpathSync(await find('postgres', tell)));
    account = getuid?.() === 0 ? await unprivilegedAccount() : undefined;
  };
  return {
    name: 'postgres',
    url: `postgresql://${NAME}:${password}@127.0.0.1:${port}/${NAME}`,
    async prepare() {
      await settle();
      mkdirSync(home, { recursive: true, mode: 0o700 });
      if (account !== undefined) chownSync(home, account.uid, account.gid);
      if (existsSync(join(data, 'PG_VERSION'))) return;
      await initialize(join(programs, 'initdb'), home, data, password, account);
    },
    command: () => {
      const options = ['port', 'listen_addresses', 'unix_socket_directories'];
      const values = [`${port}`, '127.0.0.1', ''];
      const settings = options.flatMap((name, index) => ['-c', `${name}=${values[index]}`]);
      const args = ['-D', data, ...settings];
      return asUser(account, { file: join(programs, 'postgres'), args, cwd: home });
    },
    async isReady() {
      if (programs === '') await settle();
      return run(client('pg_isready', ['-q', '-t', '1', '-d', 'postgres'])).then(
        () => true,
        () => false,
      );
    },
    async makeDatabase() {
      const query = `select 1 from pg_database where datname = '${NAME}'`;
      const found = await run(client('psql', ['-d', 'postgres', '-Atc', query]));
      if (found.trim() === '') await run(client('createdb', [NAME]));
    },
  };
}

/** Into a folder that gets its name when it is whole. */
async function initialize(
  initdb: string,
  home: string,
  data: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const fresh = join(home, 'data.new');
  const passwordFile = join(home, 'password');
  rmSync(fresh, { recursive: true, force: true });
  writeWhole(passwordFile, password, 0o600);
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
  const options = ['-A', 'scram-sha-256', '-E', 'UTF8', '--no-locale', '-U', NAME, '--no-sync'];
  const args = ['-D', fresh, ...options, `--pwfile=${passwordFile}`];
  await run(asUser(account, { file: initdb, args, cwd: home }));
  rmSync(passwordFile);
  await run(asUser(account, { file: 'mv', args: [fresh, data], cwd: home }));
}
