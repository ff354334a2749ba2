import {
  CONTACT_OUTCOMES,
  CONTACT_WAYS,
  type ContactOutcome,
  type ContactWay,
} from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command, Option } from 'commander';
import { caseReport } from '../cases/case-report.ts';
import { casesReport } from '../cases/cases-report.ts';
import { caseLine, waveLine } from '../cases/lines.ts';
import { withOperations } from '../control/open-operations.ts';
import { readEnvironment } from '../env.ts';
import { languageOf } from '../terminal/language.ts';
import { UsageError } from '../usage-error.ts';
import { evidenceCommands } from './case-evidence.ts';
import { optionalReason, refuseProgram, type WithReason } from './person.ts';
import { addWhere, type Where } from './where.ts';

/** What persons do about an episode. */
export function caseCommand(env: EnvironmentVariables): Command {
  const one = new Command('case');
  one.addCommand(showCommand(env));
  one.addCommand(contactCommand(env));
  for (const command of evidenceCommands(env)) one.addCommand(command);
  return one;
}

interface ListFlags extends Where {
  all?: boolean;
  json?: boolean;
}

export function casesCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('cases'))
    .option('--all', 'also the settled ones; of 30 days')
    .option('--json', 'a JSON object a line, for programs')
    .action(async ({ data, all, json }: ListFlags) => {
      const of = all === true ? 'all' : 'open';
      const listed = await withOperations(data, env, (operations) => operations.cases(of));
      const lines = [...listed.waves.map(waveLine), ...listed.cases.map(caseLine)];
      process.stdout.write(json === true ? lines.join('') : casesReport(listed, language()));
    });
}

function showCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('show'))
    .description('all that is known of a case')
    .argument('<case>', 'its id, c-…; see sekisho cases')
    .option('--json', 'for programs')
    .action(async (caseId: string, { data, json }: Where & { json?: boolean }) => {
      const file = await withOperations(data, env, (operations) => operations.caseFile(caseId));
      process.stdout.write(
        json === true ? `${JSON.stringify(file)}\n` : caseReport(file, language()),
      );
    });
}

interface ContactFlags extends Where {
  by: string;
  how: ContactWay;
  outcome: ContactOutcome;
  note: string;
  keep?: boolean;
}

function contactCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('contact'))
    .description(
      'note that the customer was asked; an answer is a verdict, and “ours” lets the line go',
    )
    .argument('<case>', 'its id, c-…; see sekisho cases')
    .requiredOption('--by <who>', 'who asked; kept with it')
    .addOption(new Option('--how <way>', 'how').choices(CONTACT_WAYS).makeOptionMandatory())
    .addOption(
      new Option('--outcome <answer>', "ours is the customer's own use, not-ours is fraud")
        .choices(CONTACT_OUTCOMES)
        .makeOptionMandatory(),
    )
    .option('--note <text>', 'in your words, without numbers; kept with it', '')
    .option('--keep', 'keep the line barred though the calls were theirs')
    .action(async (caseId: string, { data, by, how, outcome, note, keep }: ContactFlags) => {
      const request = {
        caseId,
        by: nameOf(by),
        how,
        outcome,
        note: noteOf(note),
        keepBarred: keep === true,
      };
      const noted = await withOperations(data, env, (operations) => operations.contact(request));
      const at = new Date(noted.at).toISOString();
      process.stdout.write(`${JSON.stringify({ ...noted, at })}\n`);
    });
}

export function ackCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('ack'))
    .argument('<case>', 'its id, c-… or w-…; see sekisho cases')
    .requiredOption('--by <who>', 'who takes it')
    .option('--reason <why>', 'in your words; kept with it')
    .action(async (subjectId: string, { data, by, ...why }: Where & WithReason) => {
      const request = { subjectId, by: nameOf(by), ...optionalReason(why) };
      const taken = await withOperations(data, env, (operations) =>
        operations.acknowledge(request),
      );
      const shown = { id: taken.subjectId, by: taken.by, at: new Date(taken.at).toISOString() };
      process.stdout.write(`${JSON.stringify({ ...shown, stopped: taken.stopped })}\n`);
    });
}

const LONGEST = { name: 100, note: 1000 };

export function nameOf(by: string): string {
  refuseProgram(by);
  const name = by.trim();
  if (name !== '' && name.length <= LONGEST.name) return name;
  throw new UsageError(`--by: no such name; write 1 to ${LONGEST.name} characters`);
}

function noteOf(note: string): string {
  const text = note.trim();
  if (text.length > LONGEST.note) {
    throw new UsageError(`--note: too long; write at most ${LONGEST.note} characters`);
  }
  // Who may read cases may not read called numbers.
  if (!/\d{7,}/.test(text)) return text;
  throw new UsageError('--note: has what may be a telephone number; leave it out');
}

function language() {
  return languageOf(readEnvironment(process.env).lang);
}
