import { type CallSource, callSource, drawAgent } from '../equipment.ts';
import { addressCountries, drawAddress, drawAddressV6 } from '../numbers/addresses.ts';
import { dialHabit } from '../numbers/dialling.ts';
import type { Random } from '../random.ts';
import type { Subscriber } from '../subscriber.ts';
import type { AttackSetting } from './attack-setting.ts';
import type { Intruder, Shape } from './shape.ts';

// What any PBX or phone announces: a tool with a name of its own would be barred by it.
const agentKinds = ['pbx', 'adapter', 'softphone'] as const;
const LIKE_VICTIM = 0.6;
const V6 = 0.07;

/** A device of the intruder somewhere in the world. */
export function intruderSource(
  rng: Random,
  { japanese }: AttackSetting,
  { population }: Subscriber,
): CallSource {
  const country = rng.chance(japanese) ? 'JP' : rng.pick(addressCountries);
  const kind = rng.chance(LIKE_VICTIM) ? population.equipment : rng.pick(agentKinds);
  const v6 = country === 'JP' && rng.chance(V6);
  return {
    sourceIp: v6 ? drawAddressV6(rng) : drawAddress(rng, country),
    userAgent: drawAgent(rng, kind),
  };
}

/** Most keep a device, some change its address after a number of calls. */
function devices(rng: Random, setting: AttackSetting, victim: Subscriber): Intruder['from'] {
  const changesAfter = rng.chance(0.25) ? rng.whole(3, 60) : Infinity;
  const first = intruderSource(rng, setting, victim);
  let [device, calls] = [first, 0];
  return (draws) => {
    calls += 1;
    if (calls % changesAfter === 0) {
      device = { ...intruderSource(draws, setting, victim), userAgent: first.userAgent };
    }
    return device;
  };
}

function someLines(rng: Random, { lines }: Subscriber): readonly string[] {
  if (rng.chance(0.5)) return lines;
  const from = rng.below(lines.length);
  return lines.slice(from, from + rng.whole(1, lines.length));
}

function channels(rng: Random, { lines }: Subscriber, { unlimited }: AttackSetting): number {
  if (rng.chance(unlimited)) return Infinity;
  return Math.max(2, Math.round(lines.length * rng.wide(1, 4)));
}

/** Takes over a victim: its own equipment, or its credentials on another device. */
export function intrude(
  rng: Random,
  { shape, victim, setting }: { shape: Shape; victim: Subscriber; setting: AttackSetting },
): Intruder {
  const other =
    shape.device === undefined ? rng.chance(setting.otherDevice) : shape.device === 'other';
  return {
    victim,
    lines: someLines(rng, victim),
    channels: channels(rng, victim, setting),
    dialHabit: rng.chance(setting.victimsHabit) ? victim.dialHabit : dialHabit(rng),
    from: other ? devices(rng, setting, victim) : (draws, at) => callSource(victim, draws, at),
  };
}
