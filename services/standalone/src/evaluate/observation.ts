import type { Cdr } from '@sekisho/cdr';
import { createDryRun, type DryRun, type EnrichedRecord } from '@sekisho/detector';
import {
  type AttackLabel,
  type Baselines,
  createBaselines,
  type DetectorRun,
  type LegEvent,
  type Role,
  TruthBuilder,
} from '@sekisho/evaluation';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { AddressCountries } from '@sekisho/reference';
import type { Assessment, RuleSet } from '@sekisho/rules';
import { Barring } from './barring.ts';
import { isDeceiving } from './simulated-traffic.ts';
import type { Variant } from './variants.ts';
import { VersionLog } from './version-log.ts';

export interface ObservationOptions {
  numbering: Numbering;
  directory: Directory;
  /** Of a caller's address, where known. */
  addressCountry: AddressCountries;
  ruleSet: RuleSet;
  /** Beside the rule set, for ablation. */
  variants: readonly Variant[];
  withBaselines: boolean;
  /** Also the rule set where its restrictions are in force: what they refuse is no evidence. */
  inOperation: boolean;
  /** Tells of an accepted record whether it belongs to an attack, where `take` was not told. */
  labelOf?(record: EnrichedRecord): AttackLabel | null;
  /** Receives what the rule set under evaluation weighed. */
  onAssessed?: ((assessment: Assessment) => void) | undefined;
}

interface Watching {
  detector: string;
  role: Role;
  log: VersionLog;
  dryRun: DryRun;
  barring?: Barring;
}

/** One pass of labelled traffic before everybody who watches it: detectors, baselines, the truth. */
export class Observation {
  readonly truth = new TruthBuilder(isDeceiving);
  readonly #options: ObservationOptions;
  readonly #watching: readonly Watching[];
  readonly #baselines: Baselines | undefined;
  #label: AttackLabel | null | undefined;
  #firstAt = Number.POSITIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(options: ObservationOptions) {
    const { ruleSet, variants, withBaselines, inOperation } = options;
    this.#options = options;
    this.#baselines = withBaselines ? createBaselines() : undefined;
    this.#watching = [
      // It alone tells the others what a record is: one enriched record is enough.
      this.#watch('sekisho', 'detector', ruleSet, (record) => this.#tell(record)),
      ...(inOperation ? [this.#watchInOperation()] : []),
      ...variants.map((variant) => this.#watch(variant.name, 'ablation', variant.ruleSet)),
    ];
  }

  /** @param label absent where the options say it */
  take(cdr: Cdr, label?: AttackLabel | null): void {
    this.#label = label;
    for (const { dryRun, barring } of this.#watching) {
      const written = barring === undefined ? cdr : barring.asWritten(cdr);
      if (written !== undefined) dryRun.take(written);
    }
  }

  get counters() {
    return this.#watching[0]!.dryRun.counters;
  }

  /** From the first to the last accepted record, in days. */
  get days(): number {
    return Math.max(0, this.#lastAt - this.#firstAt) / (24 * 3_600_000);
  }

  /** Ends the pass. */
  finish(): DetectorRun[] {
    for (const { dryRun } of this.#watching) dryRun.finish();
    const watched = this.#watching.map(({ detector, role, log }) => log.run(detector, role));
    const ablated = watched.filter(({ role }) => role === 'ablation');
    const others = watched.filter(({ role }) => role !== 'ablation');
    return [...others, ...(this.#baselines?.runs() ?? []), ...ablated];
  }

  #watchInOperation(): Watching {
    const barring = new Barring(this.#options.numbering);
    const { ruleSet } = this.#options;
    const watching = this.#watch('sekisho in operation', 'operation', ruleSet, undefined, barring);
    return { ...watching, barring };
  }

  #watch(
    detector: string,
    role: Role,
    ruleSet: RuleSet,
    onRecord?: (record: EnrichedRecord) => void,
    barring?: Barring,
  ): Watching {
    const { numbering, directory, addressCountry } = this.#options;
    const log = new VersionLog();
    const dryRun = createDryRun({
      numbering,
      directory,
      addressCountry,
      ruleSet,
      onVersion: (version) => {
        log.take(version);
        barring?.take(version);
      },
      onCase: (version) => log.takeCase(version),
      now: Date.now,
      ...(onRecord === undefined ? {} : { onRecord, onAssessed: this.#options.onAssessed }),
    });
    return { detector, role, log, dryRun };
  }

  #tell(record: EnrichedRecord): void {
    const { row, traits } = record;
    const label = this.#label === undefined ? this.#options.labelOf?.(record) : this.#label;
    this.#firstAt = Math.min(this.#firstAt, row.at);
    this.#lastAt = Math.max(this.#lastAt, row.at);
    this.truth.addSubscriber(row.subscriber, traits.kind);
    const event = legEvent(record, label ?? null, this.#options.numbering);
    if (event !== undefined) {
      this.truth.take(event);
      this.#baselines?.take(event);
    } else if (label) {
      this.truth.touch(row.subscriber, label, row.startedAt, row.at);
    }
  }
}

/** A record as truth and baselines see it; `undefined` of all but outbound international legs. */
function legEvent(
  { row, understood }: EnrichedRecord,
  label: AttackLabel | null,
  numbering: Numbering,
): LegEvent | undefined {
  const { destination, kind } = understood;
  if (kind !== 'international' || row.direction !== 'outbound' || row.barred) return undefined;
  return {
    subscriber: row.subscriber,
    leg: `${row.source.length} ${row.source} ${row.callId}`,
    at: row.at,
    startedAt: row.startedAt,
    endedAt: row.event === 'stop' ? (row.endedAt ?? row.at) : undefined,
    talkMs: row.durationSecMilli,
    range: row.calledRange,
    country: destination?.countryKey,
    // By the deck, whatever a switch rates: yen of one run are alike.
    costMilliYen:
      destination === null ? 0 : (numbering.costMilliYen(destination, row.durationSecMilli) ?? 0),
    label,
  };
}
