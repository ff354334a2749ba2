import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { InfraError } from './errors.ts';
import { find } from './programs.ts';
import { run } from './run-command.ts';

export const KAFKA_FILES = join(import.meta.dirname, '..', 'kafka');

/** The folder with Apache Kafka's jars; fetched once per version, for all infra folders. */
export async function kafkaJars(tell: (line: string) => void): Promise<string> {
  const cache = join(homedir(), '.cache', 'sekisho');
  const version = kafkaVersion();
  const jars = join(cache, `kafka-${version}`);
  if (existsSync(jars)) return jars;
  mkdirSync(cache, { recursive: true });
  const temporary = mkdtempSync(join(cache, 'kafka-'));
  try {
    await fetchJars(version, temporary, tell);
    publish(temporary, jars);
    return jars;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function fetchJars(version: string, into: string, tell: (line: string) => void) {
  const mvn = await find('mvn', tell);
  tell(`fetching Apache Kafka ${version} (45 MB)`);
  const begin = Date.now();
  const copy = [
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${into}`,
  ];
  const args = ['-B', '-q', '-f', join(KAFKA_FILES, 'pom.xml'), ...copy];
  try {
    await run({ file: mvn, args });
  } catch (error) {
    const mend = 'Maven must reach a repository; ~/.m2/settings.xml names another';
    throw new InfraError('download-failed', `Kafka cannot be fetched: ${mend}`, error);
  }
  tell(`fetched in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
}

/** Another process may have been first: its jars are as good. */
function publish(temporary: string, jars: string): void {
  try {
    renameSync(temporary, jars);
  } catch (error) {
    if (!existsSync(jars)) throw error;
  }
}

function kafkaVersion(): string {
  const pom = readFileSync(join(KAFKA_FILES, 'pom.xml'), 'utf8');
  const version = /<kafka\.version>([^<]+)</.exec(pom)?.[1];
  if (version === undefined) throw new InfraError('download-failed', 'pom.xml names no version');
  return version;
}
