import { lawfulCallThrough } from './call-through.ts';
import { campaign } from './campaign.ts';
import type { Case } from './case.ts';
import { conference } from './conference.ts';
import { familyEmergency } from './family-emergency.ts';
import { firstTrip } from './first-trip.ts';
import { holidayPeak } from './holiday-peak.ts';
import { longCall } from './long-call.ts';
import { monthEnd } from './month-end.ts';
import { movedPbx } from './moved-pbx.ts';
import { newBranch } from './new-branch.ts';
import { newSubscriber } from './new-subscriber.ts';
import { nightShift } from './night-shift.ts';
import { redialStorm } from './redial-storm.ts';
import { satellite } from './satellite.ts';
import { sharedHotline } from './shared-hotline.ts';
import { softphoneAbroad } from './softphone-abroad.ts';
import { travelCrisis } from './travel-crisis.ts';

/** Every kind of lawful traffic that looks like an attack, by the name that options use. */
export const kinds = {
  'new-subscriber': newSubscriber,
  'new-branch': newBranch,
  'first-trip': firstTrip,
  'travel-crisis': travelCrisis,
  'redial-storm': redialStorm,
  conference,
  'shared-hotline': sharedHotline,
  'moved-pbx': movedPbx,
  'softphone-abroad': softphoneAbroad,
  'call-through': lawfulCallThrough,
  campaign,
  'family-emergency': familyEmergency,
  'month-end': monthEnd,
  'holiday-peak': holidayPeak,
  satellite,
  'night-shift': nightShift,
  'long-call': longCall,
} satisfies Record<string, Case>;

export type CaseName = keyof typeof kinds;

export const caseNames = Object.keys(kinds) as readonly CaseName[];
