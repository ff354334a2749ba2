import { loadAddressCountries, loadNumbering, loadRuleSet } from '@sekisho/reference';
import { type DestinationCaseVersion, isRangeKey } from '@sekisho/rules';
import { cases, labels, simulate, toLine } from '@sekisho/simulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDryRun } from './dry-run.ts';
import { decodedLine, simulatedDirectory, WEEK_OF_CASES } from './testing/simulated-traffic.ts';

const numbering = loadNumbering();

/** What a week of a carrier came to. */
interface Week {
  /** Each as it stood at the end. */
  destinations: DestinationCaseVersion[];
  restricted: Set<string>;
  /** By range, the subscribers who were made to call it. */
  victimsOf: Map<string, Set<string>>;
  /** By range, those whom the hotline had call it. */
  callersOf: Map<string, Set<string>>;
}

function subscribersIn(lines: Iterable<string>): Set<string> {
  return new Set([...lines].map((line) => String(JSON.parse(line).subscriber)));
}

function note(of: Map<string, Set<string>>, range: string, subscriber: string): void {
  of.set(range, (of.get(range) ?? new Set()).add(subscriber));
}

function watchWeek(): Week {
  const homes = subscribersIn(cases(WEEK_OF_CASES));
  const destinations = new Map<string, DestinationCaseVersion>();
  const restricted = new Set<string>();
  const [victimsOf, callersOf] = [new Map(), new Map()];
  let isAttack = false;
  const run = createDryRun({
    numbering,
    ruleSet: loadRuleSet(),
    addressCountry: loadAddressCountries(),
    directory: simulatedDirectory(WEEK_OF_CASES),
    onVersion: ({ restriction, subscriber }) => {
      if (restriction !== null) restricted.add(subscriber);
    },
    onCase: (version) => destinations.set(version.caseId, version),
    onRecord: ({ row: { calledRange, subscriber, direction } }) => {
      if (calledRange === undefined || direction !== 'outbound') return;
      if (isAttack) note(victimsOf, calledRange, subscriber);
      else if (homes.has(subscriber)) note(callersOf, calledRange, subscriber);
    },
    now: () => Number.MAX_SAFE_INTEGER,
  });
  for (const { record, label } of simulate(WEEK_OF_CASES)) {
    const decoded = decodedLine(toLine(record));
    isAttack = label !== null;
    if (decoded.outcome === 'ok') run.take(decoded.cdr);
  }
  run.finish();
  return { destinations: [...destinations.values()], restricted, victimsOf, callersOf };
}

describe('destination cases of a week', () => {
  let week: Week;
  beforeAll(() => {
    week = watchWeek();
  });

  it('are one of the hotline that many homes called, and none of them is restricted', () => {
    const { destinations, callersOf, restricted } = week;
    const hotlines = destinations.filter(({ kind }) => kind === 'hotline');
    expect(hotlines).toHaveLength(1);
    const [{ key, callers, barred }] = hotlines as [DestinationCaseVersion];
    expect(callersOf.get(key)?.size).toBeGreaterThanOrEqual(callers);
    expect(barred).toBe(0);
    for (const home of subscribersIn(cases(WEEK_OF_CASES))) expect(restricted).not.toContain(home);
  });

  it('are attacked ranges, and countries, that many victims called, and nothing else', () => {
    const { destinations, victimsOf, restricted } = week;
    const attacked = destinations.filter(({ kind }) => kind === 'attacked');
    expect(attacked.length).toBeGreaterThan(0);
    const victims = subscribersIn(labels(WEEK_OF_CASES));
    for (const { key, suspected, barred } of attacked) {
      const called = isRangeKey(key) ? victimsOf.get(key) : victims;
      expect(called?.size).toBeGreaterThanOrEqual(suspected);
      expect(barred).toBeLessThanOrEqual(restricted.intersection(victims).size);
    }
  });
});
