/**
 * One text of several in Prometheus' format: each metric once with its help and type, and the
 * samples of all, as where several services run in one process.
 */
export function joinMetrics(texts: readonly string[]): string {
  const byName = new Map<string, { about: string[]; samples: string[] }>();
  for (const block of texts.flatMap((text) => text.split(/\n(?=# HELP )/))) {
    const lines = block.split('\n').filter((line) => line !== '');
    const name = /^# HELP (\S+)/.exec(lines[0] ?? '')?.[1];
    if (name === undefined) continue;
    const samples = lines.filter((line) => !line.startsWith('#'));
    const known = byName.get(name);
    if (known !== undefined) known.samples.push(...samples);
    else byName.set(name, { about: lines.filter((line) => line.startsWith('#')), samples });
  }
  const joined = [...byName.values()].flatMap(({ about, samples }) => [...about, ...samples, '']);
  return `${joined.join('\n')}\n`;
}
