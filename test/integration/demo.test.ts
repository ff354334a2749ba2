import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';

const PATIENCE_MS = 120_000;

function linesOf(file: string): Record<string, string>[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, string>);
}

describe('sekisho demo', () => {
  const scratch = scratchFolder();

  it(
    'shows every subscriber that it restricted, and finds most of those that were attacked',
    async () => {
      const out = scratch.fresh('demo');
      const { code, stdout, stderr } = await sekisho(['demo', '--out', out, '--language', 'ja']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const restricted = new Set(
        linesOf(join(out, 'result', 'restrictions.ndjson')).map(({ subscriber }) => subscriber),
      );
      expect(stdout).toContain(`国際通話を一時規制した契約: ${restricted.size} 件`);
      for (const subscriber of restricted) expect(stdout).toContain(subscriber);
      const single = linesOf(join(out, 'traffic', 'labels.ndjson')).filter(
        ({ shape }) => shape !== 'many-victims',
      );
      const asked = new Set(
        linesOf(join(out, 'result', 'alerts.ndjson')).map(({ subscriber }) => subscriber),
      );
      const among = (found: ReadonlySet<string | undefined>) =>
        single.filter(({ subscriber }) => found.has(subscriber)).length;
      expect(among(restricted)).toBeGreaterThan(single.length / 2);
      expect(among(asked)).toBeGreaterThanOrEqual(single.length - 1);
      const wrong = await sekisho(['demo', '--out', scratch.path]);
      expect(wrong.code).toBe(2);
    },
    PATIENCE_MS,
  );
});
