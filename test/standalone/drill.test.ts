import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { Installation } from '../support/installation.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';

const scratch = scratchFolder();
let installation: Installation | undefined;

afterEach(() => installation?.stop());

it('goes through to the bar that is read back and its release, under the rules that ship', async () => {
  const it = new Installation(scratch.fresh('data'));
  installation = it;
  await it.start([
    '--rules',
    fileURLToPath(new URL('../../packages/rules/rule-sets/default.yaml', import.meta.url)),
  ]);
  const drilled = JSON.parse(await it.command('drill', '--url', it.process.url, '--by', 'sato'));
  expect(drilled).toMatchObject({ subscriber: expect.stringMatching(/^drill-/) });
  expect(drilled.decidedMs).toBeLessThanOrEqual(drilled.readBackMs);
  expect(drilled.readBackMs).toBeLessThanOrEqual(drilled.releasedMs);
  const told = await it.command('audit', 'list', '--subject', drilled.subscriber, '--json');
  expect(JSON.parse(told)).toMatchObject({ actor: 'sato', action: 'drill.passed' });
  const month = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7);
  expect(await it.command('report', '--month', month, '--format', 'csv')).toContain(
    ',*,alerts,critical,0',
  );

  const flags = ['drill', '--data', it.data, '--within', '1s'];
  const deaf = await sekisho([...flags, '--url', 'http://127.0.0.1:1']);
  expect(deaf).toMatchObject({ code: 1, stderr: expect.stringContaining('takes no records') });
  await it.stop();
  const stopped = await sekisho(flags);
  expect(stopped).toMatchObject({ code: 2, stderr: expect.stringContaining('nothing runs on it') });
  const all = await it.command('audit', 'list', '--json');
  expect(all).toContain('drill.failed');
});
