export { EnvironmentError, type EnvironmentVariables, readEnvironment } from './environment.ts';
export { type Health, HealthChecks } from './health.ts';
export { joinMetrics } from './join-metrics.ts';
export { Lifetime } from './lifetime.ts';
export { createLog, type Log } from './log.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export {
  type AppliedMigration,
  type Migration,
  type MigrationFault,
  missingMigrations,
  readMigrations,
} from './migrations.ts';
export { onHangUp } from './on-hang-up.ts';
export { type OperationsServer, startOperationsServer } from './operations-server.ts';
export { type Repeated, repeat } from './repeat.ts';
export { pause, type RetryOptions, retry } from './retry.ts';
export { runService } from './run-service.ts';
export { tellProblems } from './tell-problems.ts';
export { booleanText, duration, listOf, port, secretFile } from './variables.ts';
export { waitAtMost } from './wait-at-most.ts';
