import { type HealthChecks, type Lifetime, type Log, repeat } from '@sekisho/runtime';

interface HeartbeatTarget {
  url: string;
  everyMs: number;
}

interface HeartbeatOptions {
  /** Nothing sends none. */
  target: HeartbeatTarget | undefined;
  health: HealthChecks;
  log: Log;
  lifetime: Lifetime;
  /** Epoch ms. */
  now(): number;
}

const ANSWER_WITHIN_MS = 10_000;

/**
 * Tells somebody outside, again and again, that this still runs and how it does: what is dead, or
 * cut off, cannot raise an alarm. `POST {service, at, healthy, problems}`, problems by their names
 * alone, since what they tell is not for others.
 */
export function startHeartbeat({ target, health, log, lifetime, now }: HeartbeatOptions): void {
  if (target === undefined) return;
  let problem: string | undefined;
  health.add('heartbeat', () => problem);
  const beat = async () => {
    const failed = await send(target.url, bodyOf(health, now()));
    if (failed !== undefined && problem === undefined)
      log.warn({ problem: failed }, 'no heartbeat');
    problem = failed;
  };
  lifetime.add('heartbeat', repeat(target.everyMs, beat), (beating) => beating.stop());
}

function bodyOf(health: HealthChecks, at: number): string {
  const { service, problems } = health.report();
  // That the last beat was lost is over once this one arrives.
  const names = Object.keys(problems).filter((name) => name !== 'heartbeat');
  const told = { service, at: new Date(at).toISOString(), healthy: names.length === 0 };
  return JSON.stringify({ ...told, problems: names });
}

/** Resolves to what went wrong. */
async function send(url: string, body: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return response.ok ? undefined : `the receiver answers ${response.status}`;
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    return `the receiver cannot be reached (${cause instanceof Error ? cause.message : message})`;
  }
}
