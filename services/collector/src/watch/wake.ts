import { type FSWatcher, watch } from 'node:fs';

/** Waits for a directory to change; never longer than told, since a change may go unnoticed. */
export class Wake {
  readonly #path: string;
  readonly #onLoss: (error: unknown) => void;
  #watcher: FSWatcher | undefined;
  #end: () => void = () => undefined;
  #hasChanged = false;

  /** @param onLoss told when changes cannot be noticed, for now */
  constructor(path: string, onLoss: (error: unknown) => void) {
    this.#path = path;
    this.#onLoss = onLoss;
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    this.#watch();
    if (signal.aborted || this.#hasChanged) {
      this.#hasChanged = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => this.#end(), ms);
      this.#end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', this.#end);
        resolve();
      };
      signal.addEventListener('abort', this.#end);
    });
    this.#hasChanged = false;
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  #watch(): void {
    if (this.#watcher !== undefined) return;
    try {
      this.#watcher = watch(this.#path, () => {
        this.#hasChanged = true;
        this.#end();
      });
      this.#watcher.on('error', (error) => this.#lose(error));
    } catch (error) {
      this.#lose(error);
    }
  }

  #lose(error: unknown): void {
    this.close();
    this.#onLoss(error);
  }
}
