import { setTimeout as pause } from 'node:timers/promises';
import type { Trouble } from './detour.ts';
import type { Fault } from './fault.ts';
import type { Scene } from './scene.ts';

const TROUBLE = 'test/lab/trouble.server.test.ts';

async function troubled({ detour }: Scene, trouble: Trouble): Promise<void> {
  detour.trouble = trouble;
  await pause(10_000);
  detour.trouble = undefined;
}

async function away({ stand }: Scene, ms: number): Promise<void> {
  await stand.lab.switch.stop();
  await pause(ms);
  await stand.lab.switch.start();
}

export const OF_KAMAILIO: readonly Fault[] = [
  {
    what: 'Kamailio restarted: its tables are empty',
    testedIn: [
      'test/lab/target.server.test.ts',
      'services/enforcer/src/reconcile/put-back.test.ts',
    ],
    happen: (scene) => away(scene, 0),
  },
  {
    what: 'Kamailio away for 10 s, then empty',
    testedIn: [TROUBLE],
    happen: (scene) => away(scene, 10_000),
  },
  {
    what: 'Kamailio restarted while the enforcer is away for 10 s',
    testedIn: ['services/enforcer/src/crash.server.test.ts'],
    async happen(scene) {
      await scene.services.get('enforcer')!.kill('SIGKILL');
      await away(scene, 0);
      await pause(10_000);
      await scene.start('enforcer');
    },
  },
  {
    what: 'Kamailio answers no remote call for 10 s',
    testedIn: [TROUBLE],
    happen: (scene) => troubled(scene, 'silent'),
  },
  {
    what: 'Kamailio says Ok and does nothing for 10 s',
    testedIn: [TROUBLE],
    happen: (scene) => troubled(scene, 'lying'),
  },
  {
    what: 'Kamailio refuses to write for 10 s',
    testedIn: [TROUBLE],
    happen: (scene) => troubled(scene, 'refusing'),
  },
];
