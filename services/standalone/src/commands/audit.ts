import {
  type AuditEntry,
  type AuditVerification,
  auditEntries,
  verifyAudit,
} from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { auditReport } from '../audit/report.ts';
import { readEnvironment } from '../env.ts';
import { withLedger } from '../ledger-access.ts';
import { languageOf } from '../terminal/language.ts';
import { UsageError } from '../usage-error.ts';
import { addWhere, type Where } from './where.ts';

/** The log of who did what, and whether it is whole. */
export function auditCommand(env: EnvironmentVariables): Command {
  const audit = new Command('audit').helpCommand(false);
  for (const command of [verifyCommand(env), listCommand(env)]) audit.addCommand(addWhere(command));
  return audit;
}

interface VerifyFlags extends Where {
  from: string;
  expect?: string;
}

function verifyCommand(env: EnvironmentVariables): Command {
  return new Command('verify')
    .description('walk the chain; exit 1 and the first wrong entry where it was changed')
    .option('--from <seq>', 'entries before it are taken as they are', '1')
    .option('--expect <hash>', 'of an earlier run, kept elsewhere: it must be in the chain')
    .action(async ({ from, expect, ...where }: VerifyFlags) => {
      const asked = { from: positive('--from', from), expect: hashOf(expect) };
      const found = await withLedger(where, env, (ledger) => verifyAudit(ledger, asked));
      process.stdout.write(`${JSON.stringify(shown(found))}\n`);
      refuse(found, expect);
    });
}

function shown({ broken, ...found }: AuditVerification) {
  const { from, count, head, isExpectedFound } = found;
  return { whole: broken === null, from, count, head, expectedFound: isExpectedFound, broken };
}

const FAULTS = {
  missing: 'is missing',
  link: 'does not follow on the one before it',
  content: 'is not what was written',
  head: 'is not there, the log says that it ends elsewhere',
};

function refuse({ broken, isExpectedFound }: AuditVerification, expect: string | undefined): void {
  if (broken !== null) {
    throw new Error(
      `the audit log was changed: entry ${broken.seq} ${FAULTS[broken.fault]}; ` +
        'compare it with a backup of the ledger',
    );
  }
  if (isExpectedFound !== false) return;
  throw new Error(
    `the audit log was made anew: no entry has the hash ${expect}; compare it with a backup`,
  );
}

interface ListFlags extends Where {
  from: string;
  limit: string;
  subject?: string;
  json?: boolean;
}

function listCommand(env: EnvironmentVariables): Command {
  return new Command('list')
    .description('the newest entries')
    .option('--from <seq>', 'from this entry on', '1')
    .option('--subject <id>', 'of one restriction, alert or service')
    .option('--limit <n>', 'at most so many', '100')
    .option('--json', 'a JSON object a line, for programs')
    .action(async ({ from, limit, subject, json, ...where }: ListFlags) => {
      const asked = {
        from: positive('--from', from),
        limit: positive('--limit', limit),
        subject,
      };
      const entries = await withLedger(where, env, (ledger) => auditEntries(ledger, asked));
      process.stdout.write(
        json === true
          ? entries.map(lineOf).join('')
          : auditReport(entries, languageOf(readEnvironment(process.env).lang)),
      );
    });
}

function lineOf({ at, detail, ...entry }: AuditEntry): string {
  const told = { ...entry, at: new Date(at).toISOString(), detail: JSON.parse(detail) as unknown };
  return `${JSON.stringify(told)}\n`;
}

function positive(flag: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} ${text}: no such number; write one from 1 on`);
}

function hashOf(text: string | undefined): string | undefined {
  if (text === undefined || /^[0-9a-f]{64}$/.test(text)) return text;
  throw new UsageError(`--expect ${text}: no such hash; write the 64 hex digits of head.hash`);
}
