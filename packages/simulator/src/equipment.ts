import type { Random } from './random.ts';
import { draw, weighted } from './weighted.ts';

/** Where the provider sees a leg come from. */
export interface CallSource {
  sourceIp: string;
  userAgent: string;
}

export type EquipmentKind = 'adapter' | 'pbx' | 'softphone';

const userAgents = {
  adapter: weighted([
    ['HGW-600MI/8.00', 40],
    ['VoIP-TA/2.13.7', 30],
    ['Grandstream HT802 1.0.55.5', 20],
    ['Asterisk PBX 18.20.2', 10],
  ]),
  pbx: weighted([
    ['Asterisk PBX 18.20.2', 42],
    ['FPBX-16.0.40(18.20.2)', 26],
    ['FreeSWITCH-mod_sofia/1.10.11', 16],
    ['IP-PBX/7.4.1', 16],
  ]),
  softphone: weighted([
    ['MicroSIP/3.21.5', 30],
    ['Zoiper rv2.10.20', 25],
    ['Linphone/5.2.4', 20],
    ['Asterisk PBX 18.20.2', 25],
  ]),
};

/** Of 198.18.0.0/15, the range for benchmarks (RFC 2544): nobody's address. */
function address(rng: Random): string {
  return `198.${18 + rng.below(2)}.${rng.below(256)}.${1 + rng.below(254)}`;
}

export function drawSource(rng: Random, kind: EquipmentKind): CallSource {
  return { sourceIp: address(rng), userAgent: draw(rng, userAgents[kind]) };
}

/**
 * The device of somebody with stolen credentials. It announces what lawful devices announce:
 * tools copy the agents of common PBXs, since any other would be barred by its name.
 */
export function drawIntruderSource(rng: Random): CallSource {
  return drawSource(rng, rng.chance(0.85) ? 'pbx' : rng.pick(['adapter', 'softphone'] as const));
}
