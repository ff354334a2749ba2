import type { WeightsDocument } from '@sekisho/rules';

/** What was fitted, for who waited for it. */
export function fitReport(
  { fitted, ask, restrict, weights }: WeightsDocument,
  out: string,
): string {
  const lines = [
    `${out}: ${weights.length} steps, ask at ${ask}, restrict at ${restrict}`,
    ...['training', 'heldOut'].map((on) => `${on}: ${JSON.stringify(fitted[on])}`),
    `See what they come to: name ${out} under evidence in a rule set, and run sekisho evaluate.`,
  ];
  return `${lines.join('\n')}\n`;
}
