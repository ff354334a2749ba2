import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GRAFANA, generate } from './generate.ts';

/** `npm run dashboards`: makes Grafana's files and the rows of the page anew. */
const files = generate();
mkdirSync(GRAFANA, { recursive: true });
for (const file of readdirSync(GRAFANA)) {
  if (!files.has(join(GRAFANA, file))) rmSync(join(GRAFANA, file));
}
for (const [path, content] of files) writeFileSync(path, content);
process.stdout.write(`${files.size} files\n`);
