import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { askPort } from './ask-port.ts';
import { type InfraFolder, writeWhole } from './infra-folder.ts';
import { KAFKA_FILES, kafkaJars } from './kafka-jars.ts';
import type { Ports } from './ports.ts';
import { find } from './programs.ts';
import { run } from './run-command.ts';
import type { ServerPlan } from './server.ts';

/** Apache Kafka as one node that is broker and controller. */
export function kafkaPlan(
  folder: InfraFolder,
  ports: Ports,
  tell: (line: string) => void,
): ServerPlan {
  const data = folder.in('kafka');
  const properties = join(data, 'server.properties');
  let java = 'java';
  let jars = '';
  const command = (main: string, options: readonly string[], args: readonly string[]) => ({
    file: java,
    args: [...options, '-cp', join(jars, '*'), main, ...args],
    cwd: data,
  });
  return {
    name: 'kafka',
    async prepare() {
      java = await find('java', tell);
      jars = await kafkaJars(tell);
      mkdirSync(data, { recursive: true, mode: 0o700 });
      writeWhole(properties, serverProperties(join(data, 'log'), ports));
      if (existsSync(join(data, 'log', 'meta.properties'))) return;
      // With the sign, or an id that begins with a dash would pass for an option.
      const id = `--cluster-id=${randomBytes(16).toString('base64url')}`;
      const format = ['format', id, '-c', properties];
      await run(command('kafka.tools.StorageTool', ['-XX:TieredStopAtLevel=1'], format));
    },
    command: () => {
      const config = `-Dlog4j2.configurationFile=${join(KAFKA_FILES, 'log4j2.xml')}`;
      return command('kafka.Kafka', ['-Xmx512m', config], [properties]);
    },
    isReady: () => isReady(ports.kafka),
  };
}

function serverProperties(log: string, { kafka, controller }: Ports): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${kafka},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${kafka}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${log}
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
`;
}

/** A broker answers which versions of the protocol it has once it serves clients. */
async function isReady(port: number): Promise<boolean> {
  const apiVersions = Buffer.from('0000000a00120000000000070000', 'hex');
  const answer = await askPort(port, apiVersions);
  return answer !== undefined && answer.length >= 8 && answer.readInt32BE(4) === 7;
}
