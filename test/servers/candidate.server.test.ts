import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { jobsOf } from '../support/decisions.ts';
import { eventually } from '../support/eventually.ts';
import { expectedOf } from '../support/expected.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { Stream } from '../support/stream.ts';
import { attack, linesFrom } from '../support/traffic.ts';

const folder = scratchFolder();
const from = Date.now() - 30 * 60_000;

function rules(name: string, warning: number, critical: number): string {
  return `name: ${name}\nrules:\n  - { id: calls, rule: calls, window: 1h, warning: ${warning}, critical: ${critical} }\n`;
}

/** Each subscriber calls less than the one before it. */
function calls(subscribers: readonly string[]): string[] {
  return subscribers.flatMap((subscriber, n) => linesFrom(attack(subscriber, from, 14 - 3 * n)));
}

it('is tried by all detectors, through kill and takeover, and no job is its', async () => {
  const stream = await Stream.open(3);
  const file = folder.write('stricter.yaml', rules('stricter', 3, 6));
  const env = { CANDIDATE_RULES_FILE: file };
  const lines = calls(['s1', 's2', 's3', 's4']);
  const killed = await stream.start('detector', env);
  await stream.produce(lines.slice(0, 20));
  await stream.processed();
  await killed.kill('SIGKILL');
  await stream.forgetKilled();
  const detector = await stream.start('detector', env);
  await stream.produce(lines.slice(20));
  await stream.processed();

  const { replayed } = await expectedOf(folder, lines, ['--rules', file]);
  const expected = new Set(replayed.restrictions.map(({ alertId }) => alertId));
  expect(expected.size).toBe(3);
  const alerts = await stream.ask<{ id: string; isRestricted: number }>(
    `select alert_id as id, restricted_at is not null as isRestricted from candidate_alert`,
  );
  expect(
    alerts
      .filter(({ isRestricted }) => isRestricted)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([...expected].sort());
  const doubled = await stream.ask(
    `select alert_id, step from candidate_version
      group by alert_id, step having uniqExact(tuple(* except (ingested_at))) > 1`,
  );
  expect(doubled).toEqual([]);
  const jobs = (await jobsOf(stream)).filter(({ name }) => name === 'apply');
  expect(jobs.map(({ data }) => data.subscriber)).toEqual(['s1']);
  expect(
    await stream.ask(
      `select subscriber, restricted from candidate_difference where restricted != 'neither' order by 1`,
    ),
  ).toEqual([
    { subscriber: 's1', restricted: 'both' },
    { subscriber: 's2', restricted: 'candidate-only' },
    { subscriber: 's3', restricted: 'candidate-only' },
  ]);

  writeFileSync(file, rules('loose', 1000, 2000));
  detector.signal('SIGHUP');
  await eventually(() => (detector.log.match(/"reloaded"/g) ?? []).length === 2);
  await stream.produce(calls(['s9']));
  await stream.processed();
  expect(
    await stream.ask(`select restricted from candidate_difference where subscriber = 's9'`),
  ).toEqual([{ restricted: 'live-only' }]);
  expect(await detector.metric('candidate_rules_info')).toBe(1);
});
