import type { Ladder } from './ladder.ts';
import type { ServiceProfile } from './service-profile.ts';
import type { NoticeSettings } from './settings-schema.ts';

/** What is said of a service; the one under `*` where it is not named. */
export function profileOf({ services }: NoticeSettings, service: string): ServiceProfile {
  return (Object.hasOwn(services, service) ? services[service] : services['*'])!;
}

export function laddersOf({ ladders }: NoticeSettings): Ladder[] {
  return ladders.map(({ services, hours, steps }) => ({
    services,
    hours,
    steps: steps.map(({ after, channels }) => ({ afterMs: after, channels })),
  }));
}
