import type { Shape } from './shape.ts';
import { blitz } from './shapes/blitz.ts';
import { businessHours } from './shapes/business-hours.ts';
import { callSelling } from './shapes/call-selling.ts';
import { callThrough } from './shapes/call-through.ts';
import { callback } from './shapes/callback.ts';
import { cheapCountry } from './shapes/cheap-country.ts';
import { credential } from './shapes/credential.ts';
import { fewNumbers } from './shapes/few-numbers.ts';
import { fewVictims } from './shapes/few-victims.ts';
import { forwarding } from './shapes/forwarding.ts';
import { longWeekend } from './shapes/long-weekend.ts';
import { lowSlow } from './shapes/low-slow.ts';
import { manyVictims } from './shapes/many-victims.ts';
import { midnight } from './shapes/midnight.ts';
import { moderate } from './shapes/moderate.ts';
import { nanp } from './shapes/nanp.ts';
import { oneLongCall } from './shapes/one-long-call.ts';
import { rotating } from './shapes/rotating.ts';
import { scanExploit } from './shapes/scan-exploit.ts';
import { shortPumping } from './shapes/short-pumping.ts';
import { slowRamp } from './shapes/slow-ramp.ts';
import { testCall } from './shapes/test-call.ts';
import { usualCountry } from './shapes/usual-country.ts';
import { veryDear } from './shapes/very-dear.ts';
import { weekendHotel } from './shapes/weekend-hotel.ts';

/** Every way of attacking, by the name that labels and options use. */
export const shapes = {
  blitz,
  'long-weekend': longWeekend,
  moderate,
  'call-selling': callSelling,
  'few-numbers': fewNumbers,
  'scan-exploit': scanExploit,
  'test-call': testCall,
  nanp,
  'very-dear': veryDear,
  'low-slow': lowSlow,
  'many-victims': manyVictims,
  midnight,
  'call-through': callThrough,
  'short-pumping': shortPumping,
  forwarding,
  callback,
  'cheap-country': cheapCountry,
  'usual-country': usualCountry,
  'business-hours': businessHours,
  'slow-ramp': slowRamp,
  rotating,
  'few-victims': fewVictims,
  credential,
  'one-long-call': oneLongCall,
  'weekend-hotel': weekendHotel,
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;

export const shapeNames = Object.keys(shapes) as readonly ShapeName[];

/** Every shape so many times, for `SimulationOptions.attacks`; one of each before the next round. */
export function attacksOfEach(times: number): ShapeName[] {
  return Array.from({ length: times }, () => shapeNames).flat();
}

/** Whether the victims of a shape call themselves, deceived: nobody else is on their lines. */
export function isVictimCalls(shape: ShapeName): boolean {
  const { victimCalls }: Shape = shapes[shape];
  return victimCalls === true;
}
