import { AddressBook } from './address-book.ts';
import { dialAbroad, strangeForms } from './numbers/dialling.ts';
import { domesticNumber, serviceNumber } from './numbers/domestic.ts';
import { mistyped } from './numbers/foreign.ts';
import { unallocatedNumber } from './numbers/unallocated.ts';
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
const FORWARDED_ABROAD = 0.4;
// Chance that the target of forwarding is set anew.
const RETARGETED = 0.03;

/** How one subscriber chooses and dials numbers. */
export class LawfulDialling {
  /** False in a run without calls abroad. */
  readonly mayCallAbroad: boolean;
  private readonly subscriber: Subscriber;
  private readonly book: AddressBook;
  private target: Destination | undefined;

  constructor(subscriber: Subscriber, mayCallAbroad: boolean) {
    this.mayCallAbroad = mayCallAbroad;
    this.subscriber = subscriber;
    this.book = new AddressBook(subscriber);
  }

  home(rng: Random): Destination {
    if (rng.chance(SERVICE_NUMBERS)) return found(serviceNumber(rng), false);
    return found(this.book.domesticNumber(rng), false);
  }

  abroad(rng: Random): Destination {
    const { setting } = this.subscriber;
    if (rng.chance(setting.dialling.unallocated)) {
      return { ...this.dial(rng, unallocatedNumber(rng)), wrong: true };
    }
    return this.dial(rng, this.book.foreignNumber(rng));
  }

  /** Where inbound calls are forwarded: a mobile telephone, a colleague, some of them abroad. */
  forwardedTo(rng: Random): Destination {
    if (this.target === undefined || rng.chance(RETARGETED)) this.target = this.newTarget(rng);
    return this.target;
  }

  private newTarget(rng: Random): Destination {
    const { countries } = this.subscriber;
    const abroad = this.mayCallAbroad && countries.length > 0 && rng.chance(FORWARDED_ABROAD);
    if (!abroad) return found(domesticNumber(rng), false);
    return found(dialAbroad(rng, this.subscriber.dialHabit, this.book.foreignNumber(rng), 0), true);
  }

  private dial(rng: Random, number: string): Destination {
    return dialled(rng, this.subscriber, number);
  }
}

/** How a subscriber dials a number (E.164 without the plus): by habit, mostly right. */
export function dialled(rng: Random, subscriber: Subscriber, number: string): Destination {
  const { dialHabit, otherForm, strangeForm, mistyped: wrongDigits } = subscriber;
  if (rng.chance(strangeForm)) {
    return { dialled: rng.pick(strangeForms) + number, abroad: true, wrong: true };
  }
  if (!rng.chance(wrongDigits)) return found(dialAbroad(rng, dialHabit, number, otherForm), true);
  const typed = dialAbroad(rng, dialHabit, mistyped(rng, number), otherForm);
  return { dialled: typed, abroad: true, wrong: rng.chance(0.9) };
}

function found(number: string, abroad: boolean): Destination {
  return { dialled: number, abroad, wrong: false };
}
