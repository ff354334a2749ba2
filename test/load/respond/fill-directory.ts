import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sekisho } from '../../support/sekisho.ts';
import type { Stand } from './stand.ts';
import { rowOf, type Victim } from './victim.ts';

/** Tells who the subscribers are, victims and all others. */
export async function fillDirectory(
  { lab, env }: Stand,
  directory: readonly string[],
  victims: readonly Victim[],
): Promise<void> {
  const file = join(lab.folder, 'directory.csv');
  writeFileSync(file, [...directory, ...victims.map(rowOf), ''].join('\n'));
  const { code, stderr } = await sekisho(['directory', 'import', file], { env });
  if (code !== 0) throw new Error(`the directory is not imported: ${stderr}`);
}
