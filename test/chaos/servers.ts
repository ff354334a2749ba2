import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Infra, startInfra } from '@sekisho/infra';
import { sekishoTopics } from '@sekisho/kafka';

export const TOPIC = 'cdr';
const PARTITIONS = 12;

/** At the twentieth call abroad in an hour a line is closed; nothing warns before. */
function rules(restrictFor: string): string {
  return `name: chaos
quietAfter: 6h
restrictFor: ${restrictFor}
rules:
  - { id: calls-1h, rule: calls, window: 1h, critical: 20 }
`;
}

/** Real servers of the run's own. */
export interface ChaosServers {
  infra: Infra;
  dir: string;
  brokers: readonly string[];
  /** For every service. */
  environment: Readonly<Record<string, string>>;
  /** @param keep leaves the folder, for those who want to see why */
  stop(keep: boolean): Promise<void>;
}

export async function startServers(
  restrictFor: string,
  tell: (line: string) => void,
): Promise<ChaosServers> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-chaos-'));
  const infra = await startInfra({
    dir,
    topics: sekishoTopics(TOPIC, PARTITIONS),
    tied: true,
    tell,
  });
  const [rulesFile, secret] = [join(dir, 'rules.yaml'), join(dir, 'webhook.secret')];
  writeFileSync(rulesFile, rules(restrictFor));
  writeFileSync(secret, randomBytes(32).toString('hex'), { mode: 0o600 });
  return {
    infra,
    dir,
    brokers: infra.environment['KAFKA_BROKERS']!.split(','),
    environment: { ...infra.environment, RULES_FILE: rulesFile, WEBHOOK_SECRET_FILE: secret },
    async stop(keep) {
      await infra.stop();
      if (!keep) rmSync(dir, { recursive: true, force: true });
    },
  };
}
