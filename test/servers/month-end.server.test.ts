import { expect, it } from 'vitest';
import { expectSameAlerts } from '../support/compare.ts';
import { expectJobs } from '../support/decisions.ts';
import { expectCalls, expectedOf } from '../support/expected.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { Stream } from '../support/stream.ts';
import { attack, linesFrom, merged, office } from '../support/traffic.ts';

const folder = scratchFolder();
const from = Date.now() - 30 * 60_000;
const records = merged(attack('a', from), attack('b', from, 9), office('c', from));
const TABLES = ['cdr', 'journal', 'alert_version'];

/** As a crash before the commit leaves it at a month's end: each row in two of a table's partitions. */
async function writeAgainInAnotherMonth({ engine }: Stream): Promise<void> {
  for (const table of TABLES) {
    await engine.command(
      `insert into ${table} select * replace (ingested_at + interval 32 day as ingested_at)
         from ${table}`,
    );
    const [parts] = await engine.query<{ months: string }>(
      `select toString(uniqExact(partition)) as months from system.parts
        where database = currentDatabase() and table = {table:String} and active`,
      { table },
    );
    expect([table, parts]).toEqual([table, { months: '2' }]);
  }
}

it('a batch written again in another month counts once, also in a rebuilt state', async () => {
  const lines = linesFrom(records);
  const half = records.findIndex(({ callId }) => callId === 'a-gn-14');
  const stream = await Stream.open(2);
  const killed = await stream.start('detector');
  await stream.produce(lines.slice(0, half));
  await stream.processed();
  await killed.kill('SIGKILL');
  await stream.forgetKilled();
  await writeAgainInAnotherMonth(stream);
  const soFar = await expectedOf(folder, lines.slice(0, half));
  await expectCalls(stream, soFar);
  await expectSameAlerts(stream, soFar.replayed);

  const detector = await stream.start('detector');
  await stream.produce(lines.slice(half));
  await stream.processed();
  const expected = await expectedOf(folder, lines);
  await expectCalls(stream, expected);
  await expectSameAlerts(stream, expected.replayed);
  await expectJobs(stream, expected.replayed);
  await detector.stop();
});
