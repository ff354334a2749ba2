import type { EmbeddedEngineOptions, Engine, RemoteEngineOptions } from './engine.ts';
import type { EngineServer, EngineServerOptions } from './http-front.ts';

// Each is loaded when it is opened: a process has one of them, and a command that only reads a
// type of this package has none.

/** See `embedded.ts`: the engine in this process. */
export async function openEmbeddedEngine(options: EmbeddedEngineOptions): Promise<Engine> {
  const { openEmbedded } = await import('./embedded.ts');
  return openEmbedded(options);
}

/** See `remote.ts`: a server, over HTTP. */
export async function openRemoteEngine(options: RemoteEngineOptions): Promise<Engine> {
  const { openRemote } = await import('./remote.ts');
  return openRemote(options);
}

/** See `http-front.ts`: the engine in this process, for others too. */
export async function serveEngine(options: EngineServerOptions): Promise<EngineServer> {
  const { startEngineServer } = await import('./http-front.ts');
  return startEngineServer(options);
}
