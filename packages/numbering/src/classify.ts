import { UNKNOWN, unknownNumber } from './candidate.ts';
import {
  createNumberReaders,
  domestic,
  type Interpretation,
  type NumberReaders,
} from './number-readers.ts';
import { NO_REASONS, type Reason } from './reasons.ts';
import type { UnderstoodNumber } from './understood-number.ts';

// A switch signals up to 32 digits; flags and carrier codes may stand in front.
const LONGEST = 64;

/**
 * Tells what a dialled string is; it holds only `+`, digits, `*` and `#`. An emergency number is
 * one before anything else; what is frequent comes before what is rare.
 */
export function createClassify(use: Interpretation): (dialled: string) => UnderstoodNumber {
  const { plan } = use;
  const readers = createNumberReaders(use);
  return (dialled) => {
    if (dialled === '' || dialled.length > LONGEST) return UNKNOWN;
    const emergency = plan.emergency.exec(dialled);
    if (emergency !== null) return service('emergency', plan.reasonsOf(emergency[1]));
    const abroad = plan.international.exec(dialled);
    if (abroad !== null) {
      return readers.e164(abroad[3]!, plan.reasonsOf(abroad[1], abroad[2]), 'dialled');
    }
    const short = plan.short.exec(dialled);
    if (short !== null) return service('short', plan.reasonsOf(short[1]));
    if (plan.domestic.test(dialled)) return readers.national(dialled, NO_REASONS);
    return rarer(use, readers, dialled);
  };
}

function rarer(use: Interpretation, readers: NumberReaders, dialled: string): UnderstoodNumber {
  const { plan } = use;
  const plus = plan.plus.exec(dialled);
  if (plus !== null) return readers.e164(plus[2]!, plan.reasonsOf(plus[1]), 'plus');
  const selected = plan.selected.exec(dialled);
  if (selected !== null) {
    return readers.national(selected[3]!, plan.reasonsOf(selected[1], selected[2]));
  }
  const local = plan.local.exec(dialled);
  if (local !== null) return domestic(null, null, plan.reasonsOf(local[1]));
  return unknownNumber(use, dialled);
}

function service(kind: 'emergency' | 'short', reasons: readonly Reason[]): UnderstoodNumber {
  return { kind, e164: null, destination: null, candidate: null, reasons };
}
