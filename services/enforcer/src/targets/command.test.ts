import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCommandTarget } from './command.ts';

const dir = mkdtempSync(join(tmpdir(), 'sekisho-command-'));
afterAll(() => rmSync(dir, { recursive: true }));

const until = Date.UTC(2026, 3, 1, 9);
const barring = { key: 'r-1', service: 'ip', subscriber: 'sub-1', scope: 'international', until };
const request = { ...barring, identities: ['0312340001'], idempotencyKey: 'r-1-1', fence: 1 };
const can = { expireByItself: false, readBack: true, teardown: true, destination: false };

/** @param script what a shell does with the request on its standard input */
function target(script: string, timeoutMs = 3000) {
  const args = ['-c', script];
  return createCommandTarget({ name: 'soap', program: '/bin/sh', args, timeoutMs, can });
}

/** One that is dead may wait for the machine's first process to notice. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) [ZX] /.test(readFileSync(file, 'utf8'));
}

describe('a command', () => {
  it('is told what to do, and believed what it did', async () => {
    const seen = join(dir, 'seen');
    const script = `cat > ${seen}; echo '{"priorState": {"bar": false}, "reference": "oci-7"}'`;
    const held = await target(script).apply({ ...request, again: true });
    expect(held).toEqual({ until, priorState: { bar: false }, reference: 'oci-7' });
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual({
      ...{ action: 'apply', ...request, until: '2026-04-01T09:00:00.000Z' },
    });
  });

  it.each([
    ['holds it', `echo '{"held": true}'`, { until }],
    [
      'holds it until later',
      `echo '{"until": "2026-04-01T10:00:00Z"}'`,
      { until: until + 3_600_000 },
    ],
    ['does not hold it', `echo '{"held": false}'`, undefined],
  ])('reads back that it %s', async (_, script, expected) => {
    const held = await target(script).readBack(barring);
    expect(held?.until).toEqual(expected?.until);
  });

  it('says which calls it ended', async () => {
    expect(await target(`echo '{"ended": ["call-1"]}'`).endCalls?.(barring)).toMatchObject([
      { callId: 'call-1', identity: 'sub-1' },
    ]);
  });

  it.each([
    ['temporary failure', 'exit 75', 'unreachable'],
    ['any failure', 'exit 1', 'unreachable'],
    ['what is asked is wrong', 'exit 65', 'refused'],
    ['it may not', 'exit 77', 'refused'],
    ['no JSON', 'echo done', 'unreachable'],
    ['another form', 'echo []', 'unreachable'],
    ['says it holds nothing', `echo '{"held": false}'`, 'unreachable'],
    ['is killed', 'kill -9 $$', 'unreachable'],
  ])('%s', async (_, script, code) => {
    await expect(target(script).apply(request)).rejects.toMatchObject({
      name: 'TargetError',
      code,
    });
  });

  it('is ended with all that it started when it takes too long', async () => {
    const file = join(dir, 'child');
    const slow = target(`sleep 30 & echo $! > ${file}; wait`, 300);
    await expect(slow.apply(request)).rejects.toThrow('took too long');
    const child = Number(readFileSync(file, 'utf8'));
    expect(isRunning(child)).toBe(false);
  });

  it('is tried again where there is no such program', async () => {
    writeFileSync(join(dir, 'none'), '');
    const options = { name: 'soap', program: join(dir, 'none'), args: [], timeoutMs: 1000, can };
    await expect(createCommandTarget(options).apply(request)).rejects.toThrow('cannot be run');
  });
});
