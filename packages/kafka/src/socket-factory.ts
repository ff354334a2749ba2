import { createRequire } from 'node:module';
import type { ISocketFactory } from 'kafkajs';

/**
 * The library's sockets. It says `unref` to one that is over at each of its tries to reach a broker
 * again, and Node then adds a listener each time, for a connection that never comes.
 */
export function createSocketFactory(): ISocketFactory {
  const load = createRequire(import.meta.url);
  const open = (load('kafkajs/src/network/socketFactory') as () => ISocketFactory)();
  return (args) => {
    const socket = open(args);
    const unref = socket.unref.bind(socket);
    socket.unref = () => (socket.destroyed ? socket : unref());
    return socket;
  };
}
