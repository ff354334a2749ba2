import { destination, type Logger, pino } from 'pino';

export type Log = Logger;

/** Structured lines on standard error; standard output is for what a command answers. */
export function createLog(service: string, level = 'info'): Log {
  return pino(
    { base: { service }, level, timestamp: pino.stdTimeFunctions.isoTime },
    destination({ fd: 2, sync: true }),
  );
}
