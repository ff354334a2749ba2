/** Whether a service does its work; `problems` tells in words what keeps it from it. */
export interface Health {
  healthy: boolean;
  service: string;
  problems: Readonly<Record<string, string>>;
}

type Check = () => string | undefined;

/** Named questions, each answered by what is wrong, or by nothing. */
export class HealthChecks {
  readonly #service: string;
  readonly #checks = new Map<string, Check>();
  readonly #parts: HealthChecks[] = [];

  constructor(service: string) {
    this.#service = service;
  }

  add(name: string, check: Check): void {
    this.#checks.set(name, check);
  }

  /** Takes in another part's checks, named after that part. */
  include(part: HealthChecks): void {
    this.#parts.push(part);
  }

  report(): Health {
    const problems: Record<string, string> = {};
    for (const part of this.#parts) {
      const { service, problems: found } = part.report();
      for (const [name, problem] of Object.entries(found)) problems[`${service} ${name}`] = problem;
    }
    for (const [name, check] of this.#checks) {
      const problem = check();
      if (problem !== undefined) problems[name] = problem;
    }
    return { healthy: Object.keys(problems).length === 0, service: this.#service, problems };
  }
}
