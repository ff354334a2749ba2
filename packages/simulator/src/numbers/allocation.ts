// Twelve blocks of a million numbers whose local part begins with 1, as no real one does.
const blocks = [
  '0312',
  '0313',
  '0314',
  '0617',
  '0618',
  '0451',
  '0521',
  '0751',
  '0781',
  '0821',
  '0921',
  '0221',
];

const LINES_EACH = 20;
const SLOTS = 1_000_000 / LINES_EACH;
// Coprime to the slots: neighbours in the run are no neighbours in the numbering.
const STRIDE = 7_919;

/** So many subscribers have numbers of their own. */
export const MAX_SUBSCRIBERS = blocks.length * SLOTS;

/** The consecutive numbers of one subscriber; `count` is at most 20. */
export function allocateLines(subscriber: number, count: number): string[] {
  const block = blocks[subscriber % blocks.length]!;
  const slot = (Math.floor(subscriber / blocks.length) * STRIDE + 1_373) % SLOTS;
  return Array.from({ length: count }, (_, i) => {
    return block + String(slot * LINES_EACH + i).padStart(6, '0');
  });
}
