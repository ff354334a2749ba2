import type { Checkpoint } from './checkpoint.ts';

const SAVE_EVERY_MS = 1000;

/** Saves a checkpoint not more often than is worth it: what is taken in twice does no harm. */
export class CheckpointSaver {
  readonly #checkpoint: Checkpoint;
  readonly #now: () => number;
  #isDirty = false;
  #savedAt = 0;

  /** @param now epoch ms */
  constructor(checkpoint: Checkpoint, now: () => number) {
    this.#checkpoint = checkpoint;
    this.#now = now;
  }

  /** The checkpoint has changed. */
  touch(): void {
    this.#isDirty = true;
  }

  async saveNowAndThen(): Promise<void> {
    if (this.#now() - this.#savedAt >= SAVE_EVERY_MS) await this.save();
  }

  /** Resolves when all that has changed is on disk. */
  async save(): Promise<void> {
    if (!this.#isDirty) return this.#checkpoint.idle();
    this.#isDirty = false;
    this.#savedAt = this.#now();
    try {
      await this.#checkpoint.save();
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }
}
