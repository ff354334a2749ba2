import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCommandChannel } from './command-channel.ts';

const folder = mkdtempSync(join(tmpdir(), 'sekisho-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const message = {
  id: 'n1',
  subjectId: 'c-1',
  kind: 'opened',
  at: Date.UTC(2026, 3, 1),
  text: { subject: 'title', lines: ['a', 'b'] },
  data: { service: 'ip' },
};
const channel = (...run: string[]) =>
  createCommandChannel(
    'phone',
    { kind: 'command', run, timeout: 1000, internal: false },
    {
      ...process.env,
      SECRET: 'x',
    },
  );

describe('a command', () => {
  it('gets the notice as JSON, and nothing of our environment', async () => {
    const file = join(folder, 'told');
    await channel('sh', '-c', `cat > ${file}; echo "$SECRET" >> ${file}`).send(message);
    const [told = '', secret] = readFileSync(file, 'utf8').split('\n');
    expect(JSON.parse(told)).toEqual({
      id: 'n1',
      kind: 'opened',
      subject: 'c-1',
      time: '2026-04-01T00:00:00.000Z',
      title: 'title',
      text: 'a\nb\n',
      service: 'ip',
    });
    expect(secret).toBe('');
  });

  it('may leave unread what it is given', async () => {
    await channel('true').send({ ...message, data: { much: 'x'.repeat(1_000_000) } });
  });

  it.each([
    ['ends with 3', ['sh', '-c', 'exit 3']],
    ['did not start (ENOENT)', ['/no/such/program']],
    ['took too long', ['sleep', '30']],
  ])('that %s did not tell', async (problem, run) => {
    const sent = channel(...run).send(message);
    await expect(sent).rejects.toMatchObject({ code: 'passing' });
    await expect(sent).rejects.toThrow(problem.replace('ends', 'ended'));
  });
});
