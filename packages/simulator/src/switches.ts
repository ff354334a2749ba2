import type { Random } from './random.ts';
import type { Setting } from './setting.ts';
import { draw, weighted } from './weighted.ts';

const MINUTE = 60_000;

/** How one switch writes its records. */
export interface Switch {
  name: string;
  callIds: 'uuid' | 'hex' | 'serial' | 'sip';
  /** A class 5 switch sees addresses, not the agents behind them. */
  agents: boolean;
  /** Between interims; `null`: it sends none. */
  interimMs: number | null;
  /** Writes what it charges into `costJpy`. */
  rates: boolean;
  /** Writes a correlation id into every record. */
  correlates: boolean;
}

const plain = { agents: true, interimMs: null, rates: false, correlates: false } as const;

const switches: readonly Switch[] = [
  { ...plain, name: 'sbc1', callIds: 'uuid' },
  { ...plain, name: 'sbc2', callIds: 'hex', interimMs: 5 * MINUTE },
  { ...plain, name: 'cs1', callIds: 'serial', agents: false },
  { ...plain, name: 'sbc3', callIds: 'sip', interimMs: 15 * MINUTE, correlates: true },
  { ...plain, name: 'cs2', callIds: 'serial', agents: false, rates: true },
];

/** The element that writes some calls a second time. */
export const TWIN_SOURCE = 'as1';

const twin: Switch = { ...plain, name: TWIN_SOURCE, callIds: 'hex', agents: false };

const byName = new Map([...switches, twin].map((each) => [each.name, each]));

export const switchNames: readonly string[] = switches.map(({ name }) => name);

export function switchOf(name: string): Switch {
  const found = byName.get(name);
  if (found === undefined) throw new RangeError(`no switch ${name}`);
  return found;
}

/** The name of the switch that serves a subscriber. */
export function drawSwitch(rng: Random, setting: Setting): string {
  return draw(rng, weighted(switches.map(({ name }) => [name, setting.switches[name] ?? 0])));
}
