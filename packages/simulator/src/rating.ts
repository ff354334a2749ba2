import type { Leg } from './leg.ts';
import { yenPerMinute } from './numbers/tariffs.ts';
import { Random } from './random.ts';
import type { Setting } from './setting.ts';
import { switchNames, switchOf } from './switches.ts';

const DIALLED = /^(?:\+|(?:.*?)010)([1-9]\d+)$/;

/** What switches that rate for themselves write of a leg abroad. */
export class Rating {
  private readonly factors: ReadonlyMap<string, number>;

  constructor(seed: number, setting: Setting) {
    const rates = switchNames.filter((name) => switchOf(name).rates);
    this.factors = new Map(
      rates.map((name) => [
        name,
        new Random(seed, 'rating', name).between(...setting.delivery.rating),
      ]),
    );
  }

  /** Yen to the tenth; `undefined` where the switch does not rate the leg. */
  costOf({ subscriber, abroad, called, answeredAt, endedAt }: Leg): number | undefined {
    const factor = this.factors.get(subscriber.source);
    if (factor === undefined || !abroad || answeredAt === null) return undefined;
    const number = DIALLED.exec(called)?.[1];
    if (number === undefined) return undefined;
    const minutes = Math.ceil((endedAt - answeredAt) / 60_000);
    return Math.round(minutes * yenPerMinute(number) * factor * 10) / 10;
  }
}
