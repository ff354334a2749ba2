export { EnvironmentError, type EnvironmentVariables, readEnvironment } from './environment.ts';
export { type Health, HealthChecks } from './health.ts';
export { Lifetime } from './lifetime.ts';
export { createLog, type Log } from './log.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { type OperationsServer, startOperationsServer } from './operations-server.ts';
export { pause, type RetryOptions, retry } from './retry.ts';
export { runService } from './run-service.ts';
export { booleanText, duration, listOf, port, secretFile } from './variables.ts';
