import { VERDICTS, type Verdict, type VerdictAnswer } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Argument, Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import { readEnvironment } from '../env.ts';
import { languageOf } from '../terminal/language.ts';
import { UsageError } from '../usage-error.ts';
import { verdictsReport } from '../verdicts/report.ts';
import { verdictLines } from '../verdicts/verdict-lines.ts';
import { writeLines } from '../verdicts/write-lines.ts';
import { addPerson, type PersonFlags, personOf } from './person.ts';
import { addWhere, type Where } from './where.ts';

/** What a person answers to an alert. */
export function verdictCommand(env: EnvironmentVariables): Command {
  return addStore(addPerson(addWhere(new Command('verdict'))))
    .argument('<alert>', 'its id, a-…; see view alert')
    .addArgument(
      new Argument('<answer>', "ours is the customer's own use, not-ours is fraud").choices(
        VERDICTS,
      ),
    )
    .action(async (alertId: string, verdict: VerdictAnswer, flags: Where & PersonFlags) => {
      if (!/^[a-z0-9-]+$/.test(alertId)) {
        throw new UsageError(`${alertId}: no alert's id; see alert_id of view alert`);
      }
      const request = { alertId, verdict, ...personOf(flags) };
      const given = await withOperations(flags.data, env, (operations) =>
        operations.verdict(request),
      );
      process.stdout.write(lineOf(given));
    });
}

interface VerdictsFlags extends Where {
  all?: boolean | undefined;
  json?: boolean | undefined;
  labels?: string;
  cases?: string;
}

export function verdictsCommand(env: EnvironmentVariables): Command {
  return addStore(addWhere(new Command('verdicts')))
    .option('--all', 'also answers in whose place a later one counts')
    .option('--json', 'a JSON object a line, for programs')
    .option('--labels <file>', 'write the alerts judged not-ours there, for sekisho evaluate')
    .option('--cases <file>', 'write the alerts judged ours there, likewise')
    .action(async ({ all, json, ...flags }: VerdictsFlags) => {
      const { labels, cases } = flags;
      const isWritten = labels !== undefined || cases !== undefined;
      process.stdout.write(
        isWritten ? await writeLabels(flags, env) : await list(flags, { all, json }, env),
      );
    });
}

async function list(
  { data }: Where,
  { all, json }: Pick<VerdictsFlags, 'all' | 'json'>,
  env: EnvironmentVariables,
): Promise<string> {
  const of = all === true ? 'all' : 'newest';
  const verdicts = await withOperations(data, env, (operations) => operations.verdicts(of));
  if (json === true) return verdicts.map(lineOf).join('');
  return verdictsReport(verdicts, languageOf(readEnvironment(process.env).lang));
}

async function writeLabels(
  { data, labels, cases }: Pick<VerdictsFlags, 'data' | 'labels' | 'cases'>,
  env: EnvironmentVariables,
): Promise<string> {
  const judged = await withOperations(data, env, (operations) => operations.judgedAlerts());
  const lines = verdictLines(judged.alerts);
  if (labels !== undefined) writeLines('--labels', labels, lines.labels);
  if (cases !== undefined) writeLines('--cases', cases, lines.cases);
  const counts = { notOurs: lines.labels.length, ours: lines.cases.length };
  return `${JSON.stringify({ ...counts, lacking: judged.lacking })}\n`;
}

function addStore(command: Command): Command {
  return command.addHelpText(
    'after',
    '  CLICKHOUSE_URL, CLICKHOUSE_DATABASE  where the alerts are, to look them up; needed for --labels\n',
  );
}

function lineOf({ alertId, verdict, by, reason, at }: Verdict): string {
  return `${JSON.stringify({ alertId, verdict, by, reason, at: new Date(at).toISOString() })}\n`;
}
