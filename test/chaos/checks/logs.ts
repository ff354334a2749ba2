import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Differences } from './differences.ts';

/** The numbers that the traffic calls, as dialled, as E.164, or after the trunk prefix. */
const CALLED = /224\s?60\d{7}|3555\d{5}/;
const WARNING = /MaxListeners|\(node:\d+\) .*Warning/;

/** What the services said holds no number in full, and nothing that Node warns of. */
export function checkLogs(dir: string, found: Differences): void {
  const folder = join(dir, 'services');
  let lines = 0;
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      lines++;
      if (CALLED.test(line))
        found.note('called numbers in a log', `${name}: ${line.slice(0, 300)}`);
      if (WARNING.test(line)) found.note('warnings of Node', `${name}: ${line.slice(0, 300)}`);
    }
  }
  found.counted(`${lines} lines of logs`);
}
