/** A binary heap of (due, subscriber) pairs, earliest first, without an object a pair. */
export class TimerQueue {
  readonly #dues: number[] = [];
  readonly #subscribers: number[] = [];

  /** Epoch ms of the earliest timer; `Infinity` when there is none. */
  get earliest(): number {
    return this.#dues[0] ?? Number.POSITIVE_INFINITY;
  }

  push(due: number, subscriber: number): void {
    let child = this.#dues.length;
    this.#dues.push(due);
    this.#subscribers.push(subscriber);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.#dues[parent]! <= due) break;
      this.#swap(parent, child);
      child = parent;
    }
  }

  /** Takes the earliest timer out and returns its subscriber; -1 when there is none. */
  pop(): number {
    const subscriber = this.#subscribers[0] ?? -1;
    const last = this.#dues.length - 1;
    if (last < 0) return -1;
    this.#swap(0, last);
    this.#dues.pop();
    this.#subscribers.pop();
    this.#sink();
    return subscriber;
  }

  #sink(): void {
    const length = this.#dues.length;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= length) return;
      if (child + 1 < length && this.#dues[child + 1]! < this.#dues[child]!) child++;
      if (this.#dues[parent]! <= this.#dues[child]!) return;
      this.#swap(parent, child);
      parent = child;
    }
  }

  #swap(a: number, b: number): void {
    const due = this.#dues[a]!;
    const subscriber = this.#subscribers[a]!;
    this.#dues[a] = this.#dues[b]!;
    this.#subscribers[a] = this.#subscribers[b]!;
    this.#dues[b] = due;
    this.#subscribers[b] = subscriber;
  }
}
