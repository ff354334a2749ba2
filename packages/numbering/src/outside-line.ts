import type { Reason } from './reasons.ts';
import type { UnderstoodNumber } from './understood-number.ts';

/**
 * Reads a number of a source that names its outside-line digits. The cut form wins; where it
 * makes no sense and the whole does, the digits were not in front: PBXs log both forms.
 */
export function behindOutsideLine(
  dialled: string,
  outsideLine: string,
  classify: (dialled: string) => UnderstoodNumber,
): UnderstoodNumber {
  if (outsideLine === '' || !dialled.startsWith(outsideLine)) return classify(dialled);
  const cut = classify(dialled.slice(outsideLine.length));
  if (isSettled(cut)) return withReason(cut, 'outside-line');
  const whole = classify(dialled);
  return isSettled(whole) || says(whole) > says(cut) ? whole : withReason(cut, 'outside-line');
}

export function withReason(understood: UnderstoodNumber, reason: Reason): UnderstoodNumber {
  return { ...understood, reasons: [reason, ...understood.reasons] };
}

function isSettled({ kind, destination }: UnderstoodNumber): boolean {
  return kind !== 'unknown' && destination?.class !== 'unallocated';
}

function says({ kind, candidate }: UnderstoodNumber): number {
  if (kind !== 'unknown') return 2;
  return candidate === null ? 0 : 1;
}
