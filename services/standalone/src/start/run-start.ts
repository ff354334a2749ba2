import { randomBytes } from 'node:crypto';
import { openStore, serveEngine } from '@sekisho/clickhouse';
import { followCandidate, loadCandidate } from '@sekisho/detector/stream';
import { startHeartbeat } from '@sekisho/enforcer';
import {
  createDirectorySource,
  loadAddressCountries,
  loadNumbering,
  loadRuleSet,
} from '@sekisho/reference';
import type { RuleSet } from '@sekisho/rules';
import { createLog, type Lifetime, type Log, onHangUp, runService } from '@sekisho/runtime';
import { createLocalOperations } from '../control/local-operations.ts';
import type { ProcessStatus } from '../control/operations.ts';
import { openInstallation } from '../installation.ts';
import { readOrMakeKey } from '../number-key-file.ts';
import { endWithLedger } from './end-with.ts';
import { tokenFile } from './http-token.ts';
import { createObservation } from './observation.ts';
import { RejectedFile } from './rejected-file.ts';
import { startCollector } from './start-collector.ts';
import { startConsole } from './start-console.ts';
import { startControl } from './start-control.ts';
import { startDetector } from './start-detector.ts';
import { startEnforcer } from './start-enforcer.ts';
import type { StartOptions } from './start-options.ts';

/** The engine does nothing else meanwhile. */
const QUERY_WITHIN_S = 5;

/** Collector, detector and enforcer in this process, on the engines of one data folder. */
export async function runStart(options: StartOptions): Promise<void> {
  const log = createLog('start');
  await runService('start', log, (lifetime, fail) => start(options, log, lifetime, fail));
}

async function start(
  options: StartOptions,
  log: Log,
  lifetime: Lifetime,
  fail: (error: unknown) => void,
): Promise<string> {
  const { data } = options;
  // Engines write their files as the process may: for the owner alone.
  process.umask(0o077);
  const now = Date.now;
  const numbering = loadNumbering(options);
  let ruleSet = loadRuleSet(options.rules);
  let candidateRuleSet = loadCandidate(options.candidateRules);
  const observation = createObservation();
  const credentials = { user: 'sekisho', password: randomBytes(24).toString('base64url') };
  const settings = { max_execution_time: QUERY_WITHIN_S, readonly: 2 };
  const isReadonly = true;
  const sql = await serveEngine({ path: data, port: 0, credentials, settings, isReadonly });
  const installation = await openInstallation(data, sql.engine, () => sql.stop());
  lifetime.add('data folder', installation, (opened) => opened.close());
  const { engine, log: records } = installation;
  const ledger = endWithLedger(installation.ledger, fail);
  if (records.truncatedBytes > 0) {
    log.warn({ bytes: records.truncatedBytes }, 'a record that was not written whole is cut off');
  }
  const { directory: file } = options;
  const known = createDirectorySource({
    file,
    ...(file === undefined ? { ledger } : {}),
    numbering,
    log,
  });
  await known.start();
  lifetime.add('directory', known, (open) => open.stop());
  const { directory } = known;
  const store = lifetime.add('store', await openStore(engine), (opened) => opened.close());
  const rejected = new RejectedFile(data, now);
  const common = {
    options,
    numbering,
    directory,
    ledger,
    engine,
    records,
    rejected,
    lifetime,
    log,
    now,
  };
  const started = startEnforcer({ ...common, observed: observation.enforcer });
  const { enforcer, queue, notices, target: bars, policy } = started;
  const target = bars.name;
  const numberKey = readOrMakeKey(data);
  const detector = startDetector({
    ...common,
    ruleSet,
    candidateRuleSet,
    numberKey,
    addressCountry: loadAddressCountries(),
    store,
    queue,
    observed: observation.detector,
    fail,
  });
  const reload = async () => {
    ruleSet = loadRuleSet(options.rules);
    detector.ruleSet = ruleSet;
    await known.reload();
    notices.reload();
  };
  lifetime.add('reload', onHangUp(reload, log), (end) => end());
  lifetime.add('policy', onHangUp(policy.reload, log), (end) => end());
  const onRead = (read: RuleSet) => {
    candidateRuleSet = read;
  };
  followCandidate({ file: options.candidateRules, detector, lifetime, log, onRead });
  const http = await startCollector({
    ...common,
    directoryProblem: () => known.problem,
    fail,
    observed: observation.collector,
  });
  const { health } = observation;
  startHeartbeat({ target: options.heartbeat, health, log, lifetime, now });
  const startedAt = now();
  const status = (): ProcessStatus => ({
    pid: process.pid,
    startedAt,
    enforced: policy.policy.enforced,
    target,
    rules: ruleSet.version,
    candidateRules: candidateRuleSet?.version ?? null,
    problems: observation.health.report().problems,
  });
  const operations = createLocalOperations({
    ledger,
    engine,
    target: bars,
    waiting: () => records.durableEnd - records.committed,
    process: status,
    onChange: () => void enforcer.look(),
    // The enforcer copies it into the store within a second.
    onVerdict: () => Promise.resolve(),
    now,
  });
  const address = { url: sql.url, ...credentials };
  await startControl({ data, operations, ledger, sql: address, lifetime, log });
  const { consolePort: port, consoleHost: host, access } = options;
  const looked = { engine, ledger, operations, process: status, lifetime, log, now };
  const shownAt = await startConsole({ port, host, access, ...looked });
  const { enforced } = policy.policy;
  const mode = enforced.length > 0 ? `bars ${enforced.join(',')}` : 'bars nobody';
  const where = shownAt === undefined ? '' : `, console ${shownAt}`;
  return `port ${http.port}, data ${data}, token ${tokenFile(data)}, target ${target}, ${mode}${where}`;
}
