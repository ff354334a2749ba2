export {
  type Collector,
  type CollectorOptions,
  createCollector,
} from './collector.ts';
export type { CollectorApp, HttpLimits } from './http/app.ts';
export type { CollectorServer, ServerOptions } from './http/server.ts';
export { parseClients, RadiusClientsError, type SecretOf } from './radius/clients.ts';
export type { KeyedRecord, OutgoingBatch, RecordSink, RefusedRecord } from './record-sink.ts';
export { SinkError, type SinkErrorCode } from './sink-error.ts';
export { CheckpointError } from './watch/checkpoint.ts';
export { parseWatch, type WatchedDirectory, WatchSyntaxError } from './watch/watched-directory.ts';
export type { Watching, WatchOptions } from './watch/watching.ts';
