import type { Outgoing, Send } from './senders.ts';

export type Channel = 'kafka' | 'collector';

interface Due {
  /** Epoch ms. */
  at: number;
  message: Outgoing;
  channel: Channel;
  acknowledged(): void;
}

const TICK_MS = 100;

/** Sends messages when they are due, those of one moment and one way together. */
export class Courier {
  readonly #send: Readonly<Record<Channel, Send>>;
  #due: Due[] = [];
  #timer: NodeJS.Timeout | undefined;
  acknowledged = 0;
  /** Why messages were refused, which none should be. */
  readonly failures: unknown[] = [];

  constructor(send: Readonly<Record<Channel, Send>>) {
    this.#send = send;
  }

  /** @param onTick called before each time that something is sent, with the time since the last */
  start(onTick: (now: number, ms: number) => void): void {
    this.#timer = setInterval(() => {
      onTick(Date.now(), TICK_MS);
      this.#sendDue(Date.now());
    }, TICK_MS);
  }

  add(due: Due): void {
    this.#due.push(due);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sendDue(now: number): void {
    const ready = this.#due.filter(({ at }) => at <= now);
    this.#due = this.#due.filter(({ at }) => at > now);
    for (const channel of ['kafka', 'collector'] as const) {
      const some = ready.filter((due) => due.channel === channel);
      if (some.length > 0) void this.#sendAll(channel, some);
    }
  }

  async #sendAll(channel: Channel, some: readonly Due[]): Promise<void> {
    try {
      await this.#send[channel](some.map(({ message }) => message));
      this.acknowledged += some.length;
      for (const { acknowledged } of some) acknowledged();
    } catch (error) {
      this.failures.push(error);
    }
  }
}
