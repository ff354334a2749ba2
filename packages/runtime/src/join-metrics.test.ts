import { expect, it } from 'vitest';
import { joinMetrics } from './join-metrics.ts';
import { createMetrics } from './metrics.ts';

it('has each metric once, with the samples of all', async () => {
  const one = createMetrics('one', { ofProcess: false });
  const two = createMetrics('two', { ofProcess: false });
  for (const [i, metrics] of [one, two].entries()) {
    metrics.counter('jobs_total', 'Jobs', ['name']).inc({ name: 'a' }, i + 1);
    metrics.gauge(`only_${i}`, 'Of one alone').set(i);
  }
  const joined = joinMetrics([await one.text(), await two.text()]);
  expect(joined.match(/^# TYPE sekisho_jobs_total counter$/gm)).toHaveLength(1);
  expect(joined).toContain('sekisho_jobs_total{name="a",service="one"} 1');
  expect(joined).toContain('sekisho_jobs_total{name="a",service="two"} 2');
  expect(joined).toContain('sekisho_only_0{service="one"} 0');
  expect(joined).toContain('sekisho_only_1{service="two"} 1');
  expect(joined.endsWith('\n')).toBe(true);
});
