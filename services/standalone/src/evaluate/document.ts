import {
  delayPlot,
  type Evaluation,
  frontierPlot,
  markdownOf,
  shapesPlot,
  tablesOf,
} from '@sekisho/evaluation';

const INTRODUCTION = `# How good the detector is

Made by \`npm run evaluation\`; do not edit. Detectors watch the same simulated traffic, whose attacks
and lawful cases are known. A restriction is right when it falls on a subscriber that an attack is
touching or touched within a day, and false else; an attack on a subscriber counts as caught when a
restriction falls between its first leg abroad and the end of its last. What calls begun after the
restriction cost is averted. The baselines are simple detectors with published or typical figures;
\`third-record\` is an oracle that knows the attacks and acts on the third record of each.`;

/**
 * An evaluation as a document in Markdown, with its pictures by their file names.
 * @param stopsOnly as in `tablesOf`
 */
export function documentOf(
  evaluation: Evaluation,
  lines: readonly string[],
  stopsOnly?: Evaluation,
): { text: string; pictures: ReadonlyMap<string, string> } {
  const { summaries } = evaluation;
  const pictures = new Map([
    ['evaluation-frontier.svg', frontierPlot(evaluation)],
    ['evaluation-delay.svg', delayPlot(summaries)],
    ['evaluation-shapes.svg', shapesPlot(summaries)],
  ]);
  const text = [
    INTRODUCTION,
    lines.join('\n'),
    '![What is averted against false restrictions](evaluation-frontier.svg)',
    '![Time from the first leg to the restriction](evaluation-delay.svg)',
    '![Averted by shape of attack](evaluation-shapes.svg)',
    ...tablesOf(evaluation, stopsOnly).map(markdownOf),
  ].join('\n\n');
  return { text, pictures };
}
