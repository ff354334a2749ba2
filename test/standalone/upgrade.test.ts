import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Installation } from '../support/installation.ts';
import { buildRecord } from '../support/record.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import type { Row } from '../support/store.ts';

const FOLDERS = join(import.meta.dirname, 'data-folders');
const SUFFIX = '.tar.gz';
const VIEWS = ['call', 'alert', 'restriction'];
const scratch = scratchFolder();

/** Written by the versions that they are named after, with what their views told. */
const folders = readdirSync(FOLDERS)
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.slice(0, -SUFFIX.length));

describe.each(folders)('a data folder of %s', (name) => {
  it('opens, tells what it told, and is worked on', async ({ onTestFinished }) => {
    const unpacked = scratch.fresh('unpacked');
    mkdirSync(unpacked);
    execFileSync('tar', ['xzf', join(FOLDERS, `${name}${SUFFIX}`), '-C', unpacked]);
    const installation = new Installation(join(unpacked, 'store'));
    onTestFinished(() => installation.stop());
    await expectViews(installation, name);
    await installation.start();
    await expectViews(installation, name);
    await installation.post([buildRecord({ callId: 'fresh', endedAt: Date.now() })]);
    await eventually(async () => (await installation.status()).records.waiting === 0);
    await installation.stop();
    const [count] = await installation.ask<{ legs: number }>('select count() as legs from call');
    expect(count).toEqual({ legs: expected(name, 'call').length + 1 });
  });
});

async function expectViews(installation: Installation, name: string): Promise<void> {
  for (const view of VIEWS) {
    const rows = expected(name, view);
    const columns = Object.keys(rows[0]!);
    const query = `select ${columns.join(', ')} from ${view} order by 1, 2, 3`;
    expect((await installation.ask(query)).map(asText), view).toEqual(rows.map(asText));
  }
}

function expected(name: string, view: string): Row[] {
  const text = readFileSync(join(FOLDERS, `${name}.${view}.ndjson`), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** Engines differ in whether they quote numbers of 64 bits. */
function asText(row: Row): string {
  return JSON.stringify(row, (_, value) => (typeof value === 'number' ? String(value) : value));
}
