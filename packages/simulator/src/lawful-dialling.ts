import { AddressBook } from './address-book.ts';
import { dialAbroad, strangeForms } from './numbers/dialling.ts';
import { serviceNumber } from './numbers/domestic.ts';
import { mistyped } from './numbers/foreign.ts';
import type { Random } from './random.ts';
import type { Subscriber } from './subscriber.ts';

/** What a subscriber dials. */
export interface Destination {
  /** As dialled. */
  dialled: string;
  abroad: boolean;
  /** The network will not find it. */
  wrong: boolean;
}

const SERVICE_NUMBERS = 0.006;
const MISTYPED = 0.02;
const STRANGE_FORM = 0.006;

/** How one subscriber chooses and dials numbers. */
export class LawfulDialling {
  private readonly subscriber: Subscriber;
  private readonly abroadShare: number;
  private readonly book: AddressBook;

  constructor(subscriber: Subscriber, abroadShare: number) {
    this.subscriber = subscriber;
    this.abroadShare = abroadShare;
    this.book = new AddressBook(subscriber.population);
  }

  next(rng: Random): Destination {
    if (rng.chance(this.abroadShare)) return this.abroad(rng);
    if (rng.chance(SERVICE_NUMBERS)) return found(serviceNumber(rng), false);
    return found(this.book.domesticNumber(rng), false);
  }

  private abroad(rng: Random): Destination {
    const number = this.book.foreignNumber(rng);
    if (rng.chance(STRANGE_FORM)) {
      return { dialled: rng.pick(strangeForms) + number, abroad: true, wrong: true };
    }
    const { dialHabit } = this.subscriber;
    if (!rng.chance(MISTYPED)) return found(dialAbroad(rng, dialHabit, number), true);
    const dialled = dialAbroad(rng, dialHabit, mistyped(rng, number));
    return { dialled, abroad: true, wrong: true };
  }
}

function found(dialled: string, abroad: boolean): Destination {
  return { dialled, abroad, wrong: false };
}
