import { Command, Option } from 'commander';
import type { StartFlags } from '../start/read-flags.ts';

export function startCommand(): Command {
  return new Command('start')
    .option('--data <dir>', 'data folder, made if need be', 'sekisho-data')
    .option('--listen <host:port>', 'where records are taken in by HTTP', '127.0.0.1:8080')
    .option('--console-port <port>', 'where the console answers; default 8090, or off')
    .option('--console-host <host>', 'on which address; others than loopback take --access')
    .option('--access <file>', 'who may sign in to the console, see docs/access.md')
    .option('--radius-secret-file <file>', 'clients of RADIUS accounting and their secrets')
    .option(
      '--radius-listen <host:port>',
      'where their requests are taken in; default 127.0.0.1:1813',
    )
    .option('--watch <dir...>', 'folders of files: DIR[?format=…&source=…], see docs/collector.md')
    .option('--settled <time>', 'a file is complete when unchanged for so long', '2s')
    .option('--rules <file>', 'rule set; default the one that ships; read again on SIGHUP')
    .option('--candidate-rules <file>', 'rules tried beside them, without effect; likewise')
    .option('--rates <file>', 'rate deck; default the example deck')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .option('--directory <file>', 'directory of subscribers (CSV); default the imported one')
    .option('--policy <file>', 'what follows a decision, see docs/policy.md; read again on SIGHUP')
    .option('--enforce <service...>', "without it: services to bar, '*' for all; default none")
    .option('--stale-after <time>', 'without it: older evidence is proposed; default 15m')
    .addOption(
      new Option('--target <target>', 'what bars lines')
        .choices(['dry-run', 'webhook'])
        .default('dry-run'),
    )
    .option('--targets <file>', 'what bars the lines of each service, see docs/targets.md')
    .option('--webhook-url <url>', 'where the switch is reached, see docs/webhook.md')
    .option('--webhook-secret-file <file>', 'the secret that signs what is sent there')
    .option('--notices <file>', 'whom to tell of what, see docs/notices.md; read again on SIGHUP')
    .option('--heartbeat-url <url>', 'told again and again, by POST, that it runs and how it does')
    .option('--heartbeat-every <time>', 'how often', '60s')
    .action(async (flags: StartFlags) => {
      // Loaded only when it is run: a replay needs no server.
      const { readFlags } = await import('../start/read-flags.ts');
      const { runStart } = await import('../start/run-start.ts');
      await runStart(readFlags(flags));
      process.exit();
    });
}
