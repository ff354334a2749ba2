import { stderr, stdout } from 'node:process';
import { sekishoTopics } from '@sekisho/kafka';
import { infraDir, kafkaPartitions } from './env.ts';
import { InfraError } from './errors.ts';
import { exportLines } from './infra-environment.ts';
import { startInfra } from './start-infra.ts';

/** Starts the servers and prints their environment for `eval`; all else goes to standard error. */
try {
  const topics = sekishoTopics('cdr', kafkaPartitions());
  const tell = (line: string) => void stderr.write(`${line}\n`);
  const { environment } = await startInfra({ dir: infraDir(), topics, tell });
  stdout.write(exportLines(environment));
} catch (error) {
  if (!(error instanceof InfraError)) throw error;
  stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
