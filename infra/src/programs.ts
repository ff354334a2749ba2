import { accessSync, constants, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { env, getuid } from 'node:process';
import { InfraError } from './errors.ts';
import { run } from './run-command.ts';

/** What the servers need from the system, by the Debian package that has it. */
const PACKAGES = {
  'redis-server': 'redis-server',
  postgres: 'postgresql',
  java: 'openjdk-17-jre-headless',
  mvn: 'maven',
  kamailio: 'kamailio kamailio-extra-modules kamailio-utils-modules kamailio-redis-modules',
  sipp: 'sip-tester',
  // With Japanese letters, or a page of them would be measured as boxes.
  chromium: 'chromium fonts-ipafont-gothic',
} as const;

export type Program = keyof typeof PACKAGES;

/**
 * Where a program is; what lacks is installed when this runs as root and `apt-get` is there. The
 * services that Debian starts with a package are neither used nor touched.
 */
export async function find(program: Program, tell: (line: string) => void): Promise<string> {
  return locate(program) ?? install(program, tell);
}

async function install(program: Program, tell: (line: string) => void): Promise<string> {
  const name = PACKAGES[program];
  const command = `apt-get install -y --no-install-recommends ${name}`;
  if (getuid?.() !== 0) {
    throw new InfraError('program-missing', `${program} is not installed: sudo ${command}`);
  }
  tell(`installing ${name}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run({ file: 'apt-get', args: ['update'], env });
  await run({ file: 'apt-get', args: command.split(' ').slice(1), env });
  const found = locate(program);
  if (found !== undefined) return found;
  throw new InfraError('program-missing', `${program} is not on the path after: ${command}`);
}

export function locate(program: string): string | undefined {
  const folders = [...(env['PATH'] ?? '').split(':'), '/usr/sbin', ...postgresFolders()];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/** Debian keeps each version in a folder of its own, off the path; the newest first. */
function postgresFolders(): string[] {
  const root = '/usr/lib/postgresql';
  try {
    const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(root, version, 'bin'));
  } catch {
    // No such folder: then PostgreSQL is on the path or nowhere.
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
