import { mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pageOf, tablesOf } from '@sekisho/evaluation';
import { OutputFile } from '../replay/output-files.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import { documentOf } from './document.ts';
import type { MadeOn, Result } from './run-evaluation.ts';

export interface Outputs {
  write(result: Result): void;
}

/**
 * Makes the folders before a long run begins, and writes what was found when it ends.
 * @throws UsageError where a folder cannot be made
 */
export function openOutputs({ out, document }: { out?: string; document?: string }): Outputs {
  if (out !== undefined) makeFolder(out, '--out');
  if (document !== undefined) makeFolder(dirname(document), '--document');
  return {
    write({ madeOn, evaluation, stopsOnly }) {
      if (out !== undefined) {
        const json = JSON.stringify({ madeOn, ...evaluation, stopsOnly }, null, 2);
        writeFile(out, 'evaluation.json', json);
        writeFile(out, 'evaluation.html', pageOf(evaluation, linesOf(madeOn), stopsOnly));
      }
      if (document !== undefined) {
        const { text, pictures } = documentOf(evaluation, linesOf(madeOn), stopsOnly);
        writeFile(dirname(document), basename(document), text);
        for (const [name, svg] of pictures) writeFile(dirname(document), name, svg);
      }
      for (const { title, head, rows } of tablesOf(evaluation, stopsOnly)) {
        const columns = head.map((name, i) => ({
          title: name,
          align: i === 0 ? ('left' as const) : ('right' as const),
          value: (row: readonly string[]) => row[i]!,
        }));
        process.stdout.write(`${title}\n\n${table(columns, rows)}\n\n`);
      }
      for (const line of linesOf(madeOn)) process.stdout.write(`${line}\n`);
    },
  };
}

function linesOf({ traffic, tunedOn, ruleSet }: MadeOn): string[] {
  const tuned = tunedOn === null ? [] : [`The score to restrict at was chosen on ${tunedOn}.`];
  return [`Traffic: ${traffic}.`, `Rule set: ${ruleSet}.`, ...tuned];
}

function writeFile(folder: string, name: string, content: string): void {
  const file = new OutputFile(folder, name);
  file.write(content.trimEnd());
  file.publish();
}

function makeFolder(path: string, flag: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new UsageError(`${flag} ${path}: cannot be made a folder; name another`, { cause });
  }
}
