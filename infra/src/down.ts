import { stderr } from 'node:process';
import { infraDir } from './env.ts';
import { InfraError } from './errors.ts';
import { stopInfra } from './start-infra.ts';

/** Stops what runs in the folder, and nothing else. */
try {
  await stopInfra(infraDir());
} catch (error) {
  if (!(error instanceof InfraError)) throw error;
  stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
