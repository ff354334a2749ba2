import { argv } from 'node:process';
import { serveEngine } from '@sekisho/clickhouse';

/** `node clickhouse-server.ts FOLDER PORT`: runs until SIGTERM, and then ends within 5 s. */
const [path, port] = argv.slice(2);
if (path === undefined || port === undefined) throw new Error('give a folder and a port');

const stopping = Promise.withResolvers<void>();
process.once('SIGTERM', () => stopping.resolve());
process.once('SIGINT', () => stopping.resolve());

const server = await serveEngine({ path, port: Number(port) });
await stopping.promise;
// The last resort: what the engine acknowledged is on the disk, and the rest was promised to nobody.
setTimeout(() => process.kill(process.pid, 'SIGKILL'), 4500).unref();
await server.stop();
