import type { Policy, ServicePolicy, Severity } from '@sekisho/restrictions';

/** The policy in force, which may be put in another's place while the enforcer works. */
export class LivePolicy implements Policy {
  #policy: Policy;

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  put(policy: Policy): void {
    this.#policy = policy;
  }

  get version(): string {
    return this.#policy.version;
  }

  get staleAfterMs(): number {
    return this.#policy.staleAfterMs;
  }

  get homeCountryCode(): string {
    return this.#policy.homeCountryCode;
  }

  get breaker(): Policy['breaker'] {
    return this.#policy.breaker;
  }

  get enforced(): readonly string[] {
    return this.#policy.enforced;
  }

  of(service: string): ServicePolicy {
    return this.#policy.of(service);
  }

  untilOf(service: string, severity: Severity, begin: number, decided: number): number {
    return this.#policy.untilOf(service, severity, begin, decided);
  }
}
