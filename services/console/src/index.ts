export { type Console, type ConsoleParts, createConsole } from './console.ts';
export type { ConsoleOperations } from './operations.ts';
export { type ConsoleReader, createReader, type Mode } from './read/reader.ts';
export { ConsoleAddressError, type ConsoleServer, serveConsole } from './serve-console.ts';
export type { ConsoleEnv, Person } from './web/env.ts';
export type { Who } from './web/who.ts';
