export { InfraError, type InfraErrorCode } from './errors.ts';
export { find as findProgram } from './programs.ts';
export type { Server } from './server.ts';
export { type Infra, type InfraOptions, startInfra, stopInfra } from './start-infra.ts';
