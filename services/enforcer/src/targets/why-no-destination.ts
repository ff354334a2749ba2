import type { Target } from './target.ts';

/** What keeps a target from restricting a destination for a service, as far as no switch is asked. */
export function whyNoDestination(
  { name, destinations }: Target,
  service: string,
): string | undefined {
  if (destinations === undefined) return `${name} cannot restrict a destination`;
  return destinations.whyNot?.(service);
}
