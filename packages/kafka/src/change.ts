/** Wakes whoever waits for something to change; each then looks for itself at what did. */
export class Change {
  #waiting = Promise.withResolvers<void>();

  get next(): Promise<void> {
    return this.#waiting.promise;
  }

  happened(): void {
    this.#waiting.resolve();
    this.#waiting = Promise.withResolvers<void>();
  }
}
