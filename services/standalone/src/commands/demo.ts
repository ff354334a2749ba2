import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { demoPreset } from '@sekisho/simulator';
import { Command, Option } from 'commander';
import { demoReport } from '../demo/report.ts';
import { savedBy } from '../demo/saved.ts';
import { readEnvironment } from '../env.ts';
import { type Language, languageOf } from '../terminal/language.ts';
import { UsageError } from '../usage-error.ts';
import { replay } from './replay.ts';
import { writeSimulation } from './simulate.ts';

const OURS = ['traffic', 'result', 'store'];

export function demoCommand(): Command {
  return new Command('demo')
    .option('--out <dir>', 'folder for traffic, result and store', 'demo-out')
    .addOption(
      new Option('--language <language>', 'of the report; default by LANG').choices(['ja', 'en']),
    )
    .action(async ({ out, language }: { out: string; language?: Language }) => {
      clear(out);
      const traffic = join(out, 'traffic');
      writeSimulation(traffic, demoPreset());
      const directory = join(traffic, 'directory.csv');
      const flags = { out: join(out, 'result'), data: join(out, 'store'), directory };
      const report = await replay(
        [join(traffic, 'cdrs.ndjson')],
        flags,
        async (result, { engine }) =>
          demoReport(
            result,
            await savedBy(engine),
            out,
            language ?? languageOf(readEnvironment(process.env).lang),
          ),
      );
      process.stdout.write(report);
    });
}

// A second demo starts afresh, and a folder that was named by mistake stays as it is.
function clear(out: string): void {
  const others = existsSync(out) ? readdirSync(out).filter((name) => !OURS.includes(name)) : [];
  if (others.length > 0)
    throw new UsageError(
      `${out}: holds other files (${others[0]}); name an empty folder with --out`,
    );
  for (const name of OURS) rmSync(join(out, name), { recursive: true, force: true });
}
