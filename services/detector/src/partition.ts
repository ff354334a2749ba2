import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import {
  type AlertVersion,
  type Assessment,
  EventClock,
  type LearnedDay,
  type RangeCall,
  type RuleSet,
  Scorer,
} from '@sekisho/rules';
import { alertId } from './alert-id.ts';
import { createCallSources } from './call-sources.ts';
import { ClosedDays } from './closed-days.ts';
import type { Counters } from './counters.ts';
import { createEnrich, type Enrich, type Foresee } from './enrich.ts';
import { Identities } from './identify.ts';
import { Judge } from './judge.ts';
import type { SourceOf } from './leg-evidence.ts';
import type { NumberKey } from './number-key.ts';
import type { EnrichedRecord } from './outcome.ts';
import type { PartyOf } from './parties.ts';
import type { Position } from './position.ts';
import { createScore } from './score.ts';
import { SubscriberIndex } from './subscriber-index.ts';

/** What all partitions of a process have in common. */
export interface PartitionParts {
  numbering: Numbering;
  ruleSet: RuleSet;
  /** Judges the same records beside `ruleSet`, and is never acted on. Default: none does. */
  candidateRuleSet?: RuleSet | undefined;
  directory: Directory;
  numberKey: NumberKey;
  partyOf: PartyOf;
  counters: Counters;
  /** Default: one of its own, to which no address tells its country. */
  sourceOf?: SourceOf;
  isRefresh?(shownAt: number, lastAt: number): boolean;
  /** @see ScorerOptions.onAssessed */
  onAssessed?: ((assessment: Assessment) => void) | undefined;
}

export interface PartitionOptions extends PartitionParts {
  topic: string;
  partition: number;
  /** Of the first record to come. */
  offset: number;
  /** Whether the store holds nothing that this partition is not told. */
  isComplete: boolean;
  /** Each growth step of each alert, as it happens. */
  onVersion(version: AlertVersion, partition: Partition): void;
  /** The same of the candidate's alerts. */
  onCandidateVersion?(version: AlertVersion, partition: Partition): void;
  /** Each call to a range that is new to its subscriber. Default: weighed within the partition. */
  onRangeCall?(call: RangeCall, partition: Partition): void;
  /** What a subscriber learned on a closed day. Default: it is not remembered beyond memory. */
  onLearnedDay?(subscriber: string, day: number, learned: LearnedDay, partition: Partition): void;
}

/**
 * All that is held in memory of one partition's subscribers: who they are, which records of them
 * were seen, their windows and episodes. It goes and comes as a whole.
 */
export class Partition {
  readonly subscribers = new SubscriberIndex();
  readonly identities = new Identities(this.subscribers);
  /** Of all its judges: time is what records say, whatever rules judge them. */
  readonly clock = new EventClock();
  /** Decides. */
  readonly live: Judge;
  /** Decides for show. */
  readonly candidate: Judge | undefined;
  /** Both, the one that decides first. */
  readonly judges: readonly Judge[];
  readonly scorers: readonly Scorer[];
  readonly enrich: Enrich;
  readonly foresee: Foresee;
  readonly score: (record: EnrichedRecord) => void;
  readonly sourceOf: SourceOf;
  /** Where the next record stands. */
  readonly position: Position;
  /** Whether every leg that the store holds is known here. */
  isComplete: boolean;

  constructor(options: PartitionOptions) {
    const { topic, partition, offset } = options;
    this.position = { topic, partition, offset, ingestedAt: 0 };
    this.isComplete = options.isComplete;
    this.live = new Judge(this.#liveScorer(options));
    this.candidate = options.candidateRuleSet && new Judge(this.#candidateScorer(options));
    this.judges = this.candidate === undefined ? [this.live] : [this.live, this.candidate];
    this.scorers = this.judges.map(({ scorer }) => scorer);
    const { enrich, foresee } = createEnrich({
      ...options,
      subscribers: this.subscribers,
      identities: this.identities,
      isComplete: () => this.isComplete,
    });
    this.enrich = enrich;
    this.foresee = foresee;
    this.sourceOf = options.sourceOf ?? createCallSources();
    const { onLearnedDay } = options;
    const days =
      onLearnedDay &&
      new ClosedDays(this.scorer, (subscriber, day, learned) =>
        onLearnedDay(subscriber, day, learned, this),
      );
    this.score = createScore(this.scorers, this.subscribers, this.clock, this.sourceOf, days);
  }

  /** The one that decides. */
  get scorer(): Scorer {
    return this.live.scorer;
  }

  #liveScorer(options: PartitionOptions): Scorer {
    const { ruleSet, isRefresh, onRangeCall, counters } = options;
    return new Scorer({
      ruleSet,
      alertId,
      onVersion: (version) => options.onVersion(version, this),
      onWeighed: () => {
        counters.weighings++;
      },
      ...(onRangeCall === undefined
        ? {}
        : { onRangeCall: (call: RangeCall) => onRangeCall(call, this) }),
      ...(isRefresh === undefined ? {} : { isRefresh }),
      ...(options.onAssessed === undefined ? {} : { onAssessed: options.onAssessed }),
    });
  }

  // Where others are told of range calls, the heat that they make of the live set's is its heat too.
  #candidateScorer(options: PartitionOptions): Scorer {
    const { candidateRuleSet, isRefresh, onRangeCall } = options;
    return new Scorer({
      ruleSet: candidateRuleSet!,
      alertId,
      onVersion: (version) => options.onCandidateVersion?.(version, this),
      ...(onRangeCall === undefined ? {} : { onRangeCall: () => undefined }),
      ...(isRefresh === undefined ? {} : { isRefresh }),
    });
  }
}
