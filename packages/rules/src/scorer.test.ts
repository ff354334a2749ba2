import { describe, expect, it } from 'vitest';
import {
  buildLeg,
  buildRuleSet,
  buildStart,
  cuba,
  DAY,
  guinea,
  HOUR,
  MINUTE,
  SECOND,
  T0,
  watchOne,
} from './build-leg.ts';

const velocity = buildRuleSet(
  'rules: [{id: v, rule: calls, window: 10m, warning: 3, critical: 5}]',
);
const cost = buildRuleSet('rules: [{id: c, rule: cost, window: 1h, warning: 500, critical: 1000}]');

describe('velocity', () => {
  it('counts a leg at its start in a window that excludes its older end', () => {
    const watch = watchOne(velocity);
    const starts = [0, 5 * MINUTE, 10 * MINUTE];
    for (const start of starts) watch.apply(buildLeg({ at: T0 + start, talkMs: 0 }));
    expect(watch.alerts()).toEqual([]);
    const other = watchOne(velocity);
    for (const start of [1, 5 * MINUTE, 10 * MINUTE])
      other.apply(buildLeg({ at: T0 + start, talkMs: 0 }));
    expect(other.alerts()).toMatchObject([{ severity: 'warning', calls: 3, restriction: null }]);
  });

  it('decides once to restrict, at the clock, for restrictFor', () => {
    const watch = watchOne(velocity);
    for (let i = 0; i < 20; i++) watch.apply(buildLeg({ at: T0 + i * SECOND }));
    const [alert, ...others] = watch.alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      severity: 'critical',
      openedAt: T0 + 2 * SECOND,
      calls: 20,
      restriction: { at: T0 + 4 * SECOND, until: T0 + 4 * SECOND + 12 * HOUR, rules: ['v'] },
    });
    expect(alert?.rules).toMatchObject([{ rule: 'v', observed: 20, threshold: 5, window: 600 }]);
    expect(alert?.rules[0]?.calls).toHaveLength(20);
  });

  it('counts a leg once, whatever its events', () => {
    const watch = watchOne(velocity);
    for (let i = 0; i < 2; i++) {
      const at = T0 + i * SECOND;
      watch.apply(buildStart({ at, callKey: 900 + i }));
      watch.apply(buildLeg({ at: at + 500, startedAt: at, callKey: 900 + i }));
    }
    expect(watch.alerts()).toEqual([]);
  });

  it('counts legs of one correlated call once', () => {
    const watch = watchOne(velocity);
    for (let i = 0; i < 6; i++) {
      watch.apply(buildLeg({ at: T0 + i * SECOND, callKey: 700 + (i % 2), correlated: true }));
    }
    expect(watch.alerts()).toEqual([]);
  });

  it('groups by prefix where it is told to', () => {
    const rules = buildRuleSet(
      'rules: [{id: p, rule: calls, per: prefix, window: 10m, warning: 3}]',
    );
    const watch = watchOne(rules);
    for (let i = 0; i < 4; i++) {
      watch.apply(buildLeg({ at: T0 + i * SECOND, destination: i % 2 === 0 ? guinea : cuba }));
    }
    expect(watch.alerts()).toEqual([]);
    watch.apply(buildLeg({ at: T0 + 10 * SECOND, destination: cuba }));
    expect(watch.alerts()).toMatchObject([{ rules: [{ rule: 'p', observed: 3 }] }]);
  });
});

describe('calls that are up', () => {
  it('reach a cost at the first millisecond of the unit that carries them over', () => {
    const watch = watchOne(cost);
    watch.apply(buildStart({ at: T0 }));
    watch.runTimers(T0 + HOUR);
    // ¥170 a started minute: ¥510 with the third, ¥1,020 with the sixth.
    expect(watch.alerts()).toMatchObject([
      { openedAt: T0 + 2 * MINUTE + 1, restriction: { at: T0 + 5 * MINUTE + 1 } },
    ]);
  });

  it('name the alert after their last record', () => {
    const watch = watchOne(cost);
    watch.apply(buildStart({ at: T0, callKey: 555 }));
    watch.runTimers(T0 + HOUR);
    expect(watch.alerts()[0]?.alertId).toBe('a-default-s1-call-555-start');
  });

  it('accrue 60 minutes after the last sign of life, so that a lost stop bars no line', () => {
    const dear = buildRuleSet('rules: [{id: m, rule: minutes, window: 8d, warning: 61}]');
    const watch = watchOne(dear);
    watch.apply(buildStart({ at: T0 }));
    watch.runTimers(T0 + DAY);
    expect(watch.alerts()).toEqual([]);
  });

  it('end after three missed interims', () => {
    const rules = buildRuleSet(
      'rules: [{id: m, rule: minutes, window: 8d, warning: 8, critical: 9}]',
    );
    const watch = watchOne(rules);
    const start = buildStart({ at: T0, callKey: 77 });
    watch.apply(start);
    const at = T0 + 2 * MINUTE;
    watch.apply({
      ...start,
      at,
      talkMs: 2 * MINUTE,
      identity: { ...start.identity, event: 'interim', at },
    });
    watch.runTimers(T0 + DAY);
    expect(watch.alerts()).toMatchObject([
      { severity: 'warning', openedAt: T0 + 8 * MINUTE, rules: [{ observed: 8 }] },
    ]);
  });

  it('give way to what the stop says', () => {
    const watch = watchOne(cost);
    watch.apply(buildStart({ at: T0, callKey: 44 }));
    watch.apply(
      buildLeg({ at: T0 + 10 * SECOND, talkMs: 10 * SECOND, callKey: 44, costMilliYen: 170_000 }),
    );
    watch.runTimers(T0 + DAY);
    expect(watch.alerts()).toEqual([]);
  });

  it('run before the next record of their subscriber, in time order', () => {
    const watch = watchOne(cost);
    watch.apply(buildStart({ at: T0 }));
    watch.apply(buildLeg({ at: T0 + 2 * HOUR, talkMs: 0 }));
    expect(watch.versions[0]).toMatchObject({ openedAt: T0 + 2 * MINUTE + 1, step: 1 });
  });
});

describe('concurrency', () => {
  const rules = buildRuleSet('rules: [{id: k, rule: concurrent, warning: 3, critical: 4}]');

  it('is inferred from stops whose spans overlap', () => {
    const watch = watchOne(rules);
    for (let i = 0; i < 3; i++) watch.apply(buildLeg({ at: T0 + i * SECOND, talkMs: 10 * SECOND }));
    expect(watch.alerts()).toMatchObject([{ rules: [{ rule: 'k', observed: 3, window: 0 }] }]);
  });

  it('does not hold calls in a row for calls at once', () => {
    const watch = watchOne(rules);
    for (let i = 0; i < 9; i++) watch.apply(buildLeg({ at: T0 + i * MINUTE, talkMs: MINUTE }));
    expect(watch.alerts()).toEqual([]);
  });

  it('is seen from starts', () => {
    const watch = watchOne(rules);
    for (let i = 0; i < 4; i++) watch.apply(buildStart({ at: T0 + i * SECOND }));
    expect(watch.alerts()).toMatchObject([{ severity: 'critical', calls: 4 }]);
  });
});

describe('episodes', () => {
  it('close by themselves and are shown closed by a timer', () => {
    const watch = watchOne(velocity);
    for (let i = 0; i < 3; i++) watch.apply(buildLeg({ at: T0 + i * SECOND }));
    watch.runTimers(T0 + 2 * SECOND + 6 * HOUR - 1);
    expect(watch.alerts()[0]?.closedAt).toBeNull();
    watch.runTimers(T0 + 2 * SECOND + 6 * HOUR);
    expect(watch.alerts()[0]?.closedAt).toBe(T0 + 2 * SECOND + 6 * HOUR);
  });

  it('go on when their subscriber proves a timer hasty', () => {
    const watch = watchOne(velocity);
    for (let i = 0; i < 3; i++) watch.apply(buildLeg({ at: T0 + i * SECOND }));
    watch.runTimers(T0 + DAY);
    for (let i = 0; i < 3; i++) watch.apply(buildLeg({ at: T0 + HOUR + i * SECOND }));
    expect(watch.alerts()).toMatchObject([{ closedAt: null, calls: 6 }]);
  });

  it('start anew after a quiet time', () => {
    const watch = watchOne(velocity);
    for (const day of [0, 1]) {
      for (let i = 0; i < 3; i++) watch.apply(buildLeg({ at: T0 + day * DAY + i * SECOND }));
    }
    expect(watch.alerts()).toMatchObject([{ calls: 3 }, { calls: 3, closedAt: null }]);
  });
});

describe('a late record', () => {
  it('completes a window that has long ended', () => {
    const watch = watchOne(velocity);
    for (const i of [0, 1, 2, 3]) watch.apply(buildLeg({ at: T0 + i * SECOND }));
    watch.apply(buildLeg({ at: T0 + DAY }));
    watch.apply(buildLeg({ at: T0 + 5 * SECOND }));
    expect(watch.alerts()).toMatchObject([
      { severity: 'critical', restriction: { at: T0 + DAY, until: T0 + DAY + 12 * HOUR } },
    ]);
  });
});

describe('a subscriber whose records come late', () => {
  const long = buildRuleSet('rules: [{id: l, rule: long-call, warning: 10m}]');

  it('has its calls up for no longer than its own records tell', () => {
    const watch = watchOne(long);
    watch.apply(buildStart({ at: T0 }));
    watch.setLag(9 * HOUR);
    watch.runTimers(T0 + 9 * HOUR + 10 * MINUTE - 1);
    expect(watch.alerts()).toEqual([]);
    watch.runTimers(T0 + 9 * HOUR + 10 * MINUTE);
    expect(watch.alerts()).toMatchObject([{ openedAt: T0 + 10 * MINUTE }]);
  });

  it('is looked at in time again once it has caught up', () => {
    const watch = watchOne(long);
    watch.apply(buildStart({ at: T0 }));
    watch.setLag(9 * HOUR);
    watch.setLag(0);
    watch.runTimers(T0 + 10 * MINUTE);
    expect(watch.alerts()).toHaveLength(1);
  });
});

describe('a call whose start comes late', () => {
  const dear = buildRuleSet('rules: [{id: c, rule: cost, window: 8d, warning: 400}]');
  const start = buildStart({ at: T0, callKey: 7 });
  const now = buildLeg({ at: T0 + 6 * HOUR, talkMs: 0 });

  it('is not taken to have been up since: its stop comes as late', () => {
    const watch = watchOne(dear);
    watch.apply(now);
    watch.apply(start);
    watch.apply(buildLeg({ at: T0 + MINUTE, callKey: 7, isFurther: true, costMilliYen: 170_000 }));
    expect(watch.alerts()).toEqual([]);
    expect(watch.openCalls()).toBe(0);
  });

  it('accrues as time goes on, and lapses, as much later', () => {
    const watch = watchOne(dear);
    watch.apply(now);
    watch.apply(start);
    watch.runTimers(T0 + 6 * HOUR + 2 * MINUTE);
    expect(watch.alerts()).toEqual([]);
    watch.runTimers(T0 + 6 * HOUR + 2 * MINUTE + 1);
    expect(watch.alerts()).toMatchObject([{ rules: [{ observed: 510 }] }]);
    watch.runTimers(T0 + 10 * HOUR - 1);
    expect(watch.openCalls()).toBe(1);
    watch.runTimers(T0 + 10 * HOUR);
    expect(watch.openCalls()).toBe(0);
  });

  it('is up by now once a sign of life comes in time', () => {
    const watch = watchOne(dear);
    watch.apply(buildLeg({ at: T0 + MINUTE, talkMs: 0 }));
    watch.apply(start);
    const at = T0 + 2 * MINUTE;
    const identity = { ...start.identity, event: 'interim', at } as const;
    watch.apply({ ...start, identity, at, isFurther: true, talkMs: 2 * MINUTE });
    watch.runTimers(T0 + 2 * MINUTE + 1);
    expect(watch.alerts()).toHaveLength(1);
  });

  it('is judged seconds later where two switches differ by seconds', () => {
    const long = buildRuleSet('rules: [{id: l, rule: long-call, warning: 10m}]');
    const watch = watchOne(long);
    for (let i = 0; i < 5; i++) {
      watch.apply(buildStart({ at: T0 + i * MINUTE, callKey: 100 + i }));
      watch.apply(buildStart({ at: T0 + i * MINUTE - 5 * SECOND, callKey: 200 + i }));
    }
    for (let i = 0; i < 5; i++)
      for (const [callKey, skew] of [
        [100, 0],
        [200, 5 * SECOND],
      ] as const) {
        const at = T0 + i * MINUTE + 598 * SECOND - skew;
        watch.apply(buildLeg({ at, callKey: callKey + i, isFurther: true }));
      }
    expect(watch.alerts()).toEqual([]);
  });
});
