import { type Held, TargetError } from './target.ts';

interface Named {
  readonly name: string;
}

/** Asks each, also after one that failed: what can be done is. @throws TargetError of all that failed */
export async function allOf<T, N extends Named>(
  targets: readonly N[],
  ask: (target: N) => Promise<T>,
): Promise<T[]> {
  const outcomes = await Promise.allSettled(targets.map(ask));
  const failures = outcomes.flatMap((outcome, i) =>
    outcome.status === 'rejected'
      ? [{ error: outcome.reason as unknown, name: targets[i]!.name }]
      : [],
  );
  const strange = failures.find(({ error }) => !(error instanceof TargetError));
  if (strange !== undefined) throw strange.error;
  if (failures.length > 0) throw joinedError(failures as { error: TargetError; name: string }[]);
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<T>).value);
}

/** What all of them hold, as one. */
export function joined(targets: readonly Named[], held: readonly Held[]): Held {
  if (held.length === 1) return held[0]!;
  const references = held.flatMap(({ reference }) => (reference === null ? [] : [reference]));
  return {
    until: Math.min(...held.map(({ until }) => until)),
    priorState: Object.fromEntries(targets.map(({ name }, i) => [name, held[i]!.priorState])),
    reference: references.length === 0 ? null : references.join(' '),
  };
}

/** One target's part of what was joined. */
export function priorOf(targets: readonly Named[], { name }: Named, priorState: unknown): unknown {
  if (targets.length === 1) return priorState;
  return (priorState as Record<string, unknown> | null)?.[name] ?? null;
}

function joinedError(failures: readonly { error: TargetError; name: string }[]): TargetError {
  const isRefused = failures.every(({ error }) => error.code === 'refused');
  const isOne = failures.length === 1;
  const told = ({ error, name }: (typeof failures)[number]) =>
    isOne ? error.message : `${name} ${error.message}`;
  const message = failures.map(told).join('; ');
  const waits = failures.flatMap(({ error }) => error.retryAfterMs ?? []);
  return new TargetError(isRefused ? 'refused' : 'unreachable', message, {
    cause: failures[0]!.error,
    retryAfterMs: waits.length === 0 ? undefined : Math.min(...waits),
  });
}
