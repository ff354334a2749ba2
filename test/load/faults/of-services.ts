import { setTimeout as pause } from 'node:timers/promises';
import { Service } from '../../support/service.ts';
import type { Fault } from './fault.ts';
import { type Scene, SERVICES, type ServiceName } from './scene.ts';

const CHAOS = 'test/chaos';

async function killed(scene: Scene, name: ServiceName, downMs: number): Promise<void> {
  await scene.services.get(name)!.kill('SIGKILL');
  await pause(downMs);
  await scene.start(name);
}

async function frozen(scene: Scene, name: ServiceName, ms: number): Promise<void> {
  const service = scene.services.get(name)!;
  service.signal('SIGSTOP');
  await pause(ms);
  service.signal('SIGCONT');
}

async function joinedAndKilled({ stream, stand }: Scene): Promise<void> {
  const second = await Service.start('detector', { ...stream.env, ...stand.env });
  await pause(5000);
  await second.kill('SIGKILL');
}

export const OF_SERVICES: readonly Fault[] = [
  {
    what: 'nothing',
    testedIn: ['test/lab/fraud.server.test.ts'],
    happen: () => pause(5000),
  },
  {
    what: 'collector killed, started at once',
    testedIn: ['services/collector/src/collector.server.test.ts', CHAOS],
    happen: (scene) => killed(scene, 'collector', 0),
  },
  {
    what: 'detector killed, started at once',
    testedIn: ['test/servers/stream.server.test.ts', 'test/servers/crash.server.test.ts', CHAOS],
    happen: (scene) => killed(scene, 'detector', 0),
  },
  {
    what: 'a second detector joins, and is killed after 5 s',
    testedIn: ['test/servers/rebalance.server.test.ts', CHAOS],
    happen: joinedAndKilled,
  },
  {
    what: 'enforcer killed, started at once',
    testedIn: ['services/enforcer/src/crash.server.test.ts', CHAOS],
    happen: (scene) => killed(scene, 'enforcer', 0),
  },
  {
    what: 'enforcer away for 10 s',
    testedIn: ['test/lab/target.server.test.ts', CHAOS],
    happen: (scene) => killed(scene, 'enforcer', 10_000),
  },
  {
    what: 'enforcer frozen for 10 s',
    testedIn: ['services/enforcer/src/handle-job.server.test.ts', CHAOS],
    happen: (scene) => frozen(scene, 'enforcer', 10_000),
  },
  {
    what: 'collector, detector and enforcer killed, started 5 s later',
    testedIn: [CHAOS],
    async happen(scene) {
      await Promise.all(SERVICES.map((name) => killed(scene, name, 5000)));
    },
  },
];
