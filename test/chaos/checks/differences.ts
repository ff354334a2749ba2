const SHOWN = 5;

/** Collects what is not as it should be, a few examples of each kind. */
export class Differences {
  readonly #found = new Map<string, string[]>();
  #checked: string[] = [];

  get isEmpty(): boolean {
    return this.#found.size === 0;
  }

  get checked(): readonly string[] {
    return this.#checked;
  }

  note(kind: string, example: string): void {
    const examples = this.#found.get(kind) ?? [];
    examples.push(example);
    this.#found.set(kind, examples);
  }

  /** What was looked at, for the summary. */
  counted(what: string): void {
    this.#checked.push(what);
  }

  text(): string {
    return [...this.#found]
      .map(([kind, examples]) => {
        const more = examples.length > SHOWN ? [`… ${examples.length} in all`] : [];
        return [kind, ...examples.slice(0, SHOWN).map((one) => `  ${one}`), ...more].join('\n');
      })
      .join('\n');
  }
}
