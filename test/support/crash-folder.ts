import { readFileSync } from 'node:fs';
import { openEmbeddedEngine, openStore } from '@sekisho/clickhouse';
import { createStreamEvents, loadCandidate, StreamDetector } from '@sekisho/detector/stream';
import { loadDirectory, loadNumbering, loadRuleSet } from '@sekisho/reference';
import { createLog, createMetrics } from '@sekisho/runtime';
import { openInstallation } from '../../services/standalone/src/installation.ts';
import { readOrMakeKey } from '../../services/standalone/src/number-key-file.ts';
import { feed, TOPIC } from '../../services/standalone/src/start/feed.ts';
import { createRejectedByDetector } from '../../services/standalone/src/start/rejected-by-detector.ts';
import { RejectedFile } from '../../services/standalone/src/start/rejected-file.ts';
import {
  between,
  crashingEngine,
  crashingQueue,
  crashingTopic,
  watchDecisions,
} from './crashing.ts';
import { eventually } from './eventually.ts';
import { given } from './given.ts';

// What `sekisho start` does with the records of a file, made of its parts; it kills itself at
// CRASH_AT of its first flush that decides.
const data = given('DATA');
const numbering = loadNumbering();
const engine = crashingEngine(await openEmbeddedEngine({ path: data }));
const { log } = await openInstallation(data, engine);
const detector = new StreamDetector({
  numbering,
  ruleSet: loadRuleSet(given('RULES_FILE')),
  candidateRuleSet: loadCandidate(process.env['CANDIDATE_RULES_FILE']),
  directory: loadDirectory(undefined, numbering),
  numberKey: readOrMakeKey(data),
  engine,
  store: watchDecisions(await openStore(engine)),
  topic: TOPIC,
  checkTopic: async () => undefined,
  queue: crashingQueue({ enqueue: async () => undefined }),
  rejected: crashingTopic(createRejectedByDetector(new RejectedFile(data, Date.now))),
  commit: (next) => between('commit', () => log.commit([...next.values()][0]!)),
  maxPendingBytes: 100_000_000,
  events: createStreamEvents(createMetrics('detector'), (error) => {
    throw error;
  }),
  log: createLog('detector', 'silent'),
  now: Date.now,
});
const feeding = feed(log, detector, new AbortController().signal);
// Until then rows are matched to stored ones; late ones are in any case.
const isComplete = () => {
  const owned = [...detector.owned.values()];
  return owned.length > 0 && owned.every(({ partition }) => partition.isComplete);
};
await eventually(isComplete);
const lines = readFileSync(given('RECORDS'), 'utf8').trimEnd().split('\n');
await log.append(lines.map((line) => ({ key: subscriberOf(line), value: Buffer.from(line) })));
await feeding;

function subscriberOf(line: string): string {
  return /"subscriber":"([^"]+)"/.exec(line)?.[1] ?? '';
}
