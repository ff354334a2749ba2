import fs from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { EngineStoppedError } from './engine-stopped-error.ts';
import { type Engine, stopOnFailure } from './stop-on-failure.ts';

interface Stream {
  /** Descriptor of the file, or of the folder. */
  nfd: number;
}

type Write = (
  stream: Stream,
  memory: Int8Array,
  offset: number,
  length: number,
  position: number,
) => number;

/** What the engine's file layer for Node has, as far as it matters here. */
interface FileLayer {
  NODEFS: { stream_ops: { write: Write; fsync?: (stream: Stream) => number } };
}

/**
 * Files of a folder whose fsync is one: the engine's own file layer has none, so that what was
 * committed would be in the memory of the system alone, and a power cut could break the folder.
 *
 * Where a write or an fsync fails, the engine stops: it survives neither by itself.
 */
export class SyncedFiles extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args);
    const change = (layer: unknown) => syncFiles(layer as FileLayer);
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...emscriptenOpts.preRun!, change] } };
  }

  /** Comes when the engine is loaded, before it starts. */
  override async initialSyncFs(): Promise<void> {
    await super.initialSyncFs();
    stopOnFailure(this.pg!.Module as unknown as Engine);
  }
}

function syncFiles({ NODEFS: { stream_ops: operations } }: FileLayer): void {
  operations.write = ({ nfd }, memory, offset, length, position) => {
    for (let done = 0; done < length; ) {
      const [from, rest, to] = [offset + done, length - done, position + done];
      done += orStop(() => fs.writeSync(nfd, memory, from, rest, to));
    }
    return length;
  };
  operations.fsync = ({ nfd }) => {
    orStop(() => fs.fsyncSync(nfd));
    return 0;
  };
}

function orStop<T>(operation: () => T): T {
  try {
    return operation();
  } catch (error) {
    throw new EngineStoppedError(error);
  }
}
