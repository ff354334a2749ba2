import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { checkNotices } from '../cases/check-notices.ts';
import { withOperations } from '../control/open-operations.ts';
import { UsageError } from '../usage-error.ts';
import { addWhere, type Where } from './where.ts';

/** What is told of cases. */
export function noticeCommand(env: EnvironmentVariables): Command {
  const notice = new Command('notice');
  notice.addCommand(checkCommand(env));
  notice.addCommand(againCommand(env));
  return notice;
}

function checkCommand(env: EnvironmentVariables): Command {
  return new Command('check')
    .description('read a notices file, and send a test notice through each of its channels')
    .argument('[file]', 'the notices file; default that of NOTICES_FILE')
    .option('--dry', 'read it only, send nothing')
    .option(
      '--to <address>',
      'also send what a customer is told, in both languages, to this address',
    )
    .action(async (given: string | undefined, { dry, to }: { dry?: boolean; to?: string }) => {
      const file = given ?? env['NOTICES_FILE'];
      if (file === undefined || file === '') {
        throw new UsageError('no notices file; name one, or set NOTICES_FILE');
      }
      const checked = await checkNotices(file, { isDry: dry === true, to, environment: env });
      process.stdout.write(checked.map((each) => `${JSON.stringify(each)}\n`).join(''));
      const failed = checked.filter(({ problem }) => problem !== null);
      if (failed.length > 0) throw new Error(`${failed.length} of ${checked.length} did not go`);
    });
}

function againCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('again'))
    .description('send a notice again that could not be delivered, as when an address is mended')
    .argument('<notice>', 'its number; see sekisho case show')
    .action(async (number: string, { data }: Where) => {
      if (!/^\d{1,9}$/.test(number))
        throw new UsageError(`${number}: no notice's number; see sekisho case show`);
      const queued = await withOperations(data, env, (operations) =>
        operations.sendAgain(Number(number)),
      );
      const { noticeId, subjectId, kind, state } = queued;
      process.stdout.write(
        `${JSON.stringify({ notice: noticeId, case: subjectId, kind, state })}\n`,
      );
    });
}
