/** What a rule sees: the calls of one subscriber in (from, to], all or those of one scope. */
export interface RuleWindow {
  /** Calls begun in the window. */
  calls(): number;
  /** Talk of the calls whose newest event lies in the window, of calls that are up so far; ms. */
  talkMs(): number;
  /** Their cost in thousandths of a yen. */
  costMilliYen(): number;
  /** Distinct countries (or country codes that belong to none) of the calls begun in it. */
  countries(): number;
  /** Sum over the calls begun in it of a weight by destination index. */
  weight(weightOf: (destination: number) => number): number;
  /** The most calls up at once at any instant of the call at hand; 0 if surely below `least`. */
  concurrent(least: number): number;
  /** The longest talk in ms among the call at hand and those that are up. */
  longestTalkMs(): number;
}
