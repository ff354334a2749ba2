export { type Baselines, createBaselines } from './baselines/registry.ts';
export type {
  Decision,
  DestinationDecision,
  DetectorRun,
  Role,
  ScoredVersion,
} from './decision.ts';
export { type Evaluation, type EvaluationRun, evaluate } from './evaluation.ts';
export { AssessmentLog, type Assessments } from './fit/assessment-log.ts';
export type { FitRun } from './fit/fit-run.ts';
export { NothingToFitError } from './fit/fit-weights.ts';
export { fittedWeights } from './fit/weights-file.ts';
export type { FrontierPoint } from './frontier.ts';
export type { AttackLabel, LegEvent } from './leg-event.ts';
export { delayPlot } from './report/delay-plot.ts';
export { frontierPlot } from './report/frontier-plot.ts';
export { markdownOf } from './report/markdown.ts';
export { pageOf } from './report/page.ts';
export type { ReportTable } from './report/report-table.ts';
export { shapesPlot } from './report/shapes-plot.ts';
export { tablesOf } from './report/tables.ts';
export type { Summary } from './summary/summary.ts';
export type { LawfulCase, Truth, Victim } from './truth.ts';
export { TruthBuilder } from './truth-builder.ts';
