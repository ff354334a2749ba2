import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { WeightsDocument } from '@sekisho/rules';
import { OutputFile } from '../replay/output-files.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Makes the folder before a long run begins; the file appears when it is whole.
 * @throws UsageError where it cannot be written there
 */
export function openWeightsFile(path: string): (weights: WeightsDocument) => void {
  const folder = dirname(path);
  if (!path.endsWith('.json'))
    throw new UsageError(`--out ${path}: weights are JSON; name a file such as weights.json`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new UsageError(`--out ${path}: its folder cannot be made; name another`, { cause });
  }
  return (weights) => {
    const file = new OutputFile(folder, basename(path));
    file.write(JSON.stringify(weights, null, 2));
    file.publish();
  };
}
