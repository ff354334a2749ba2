export { contentVersion } from './content-version.ts';
export { costMilliYen } from './cost.ts';
export { type CountryTable, parseCountries } from './countries.ts';
export { type CsvRow, readCsvTable } from './csv-table.ts';
export { DataFileError, type DataFileErrorCode, type DataProblem } from './data-file-error.ts';
export type { Destination } from './destination.ts';
export { type DialPlan, parseDialPlan } from './dial-plan.ts';
export {
  createNumbering,
  type DataVersions,
  type Numbering,
  type NumberingParts,
} from './numbering.ts';
export { parseRateDeck, type RateDeck } from './rate-deck.ts';
export { REASONS } from './reasons.ts';
export { parseRiskList, type RiskList } from './risk-list.ts';
export type { NumberDescription, NumberKind, UnderstoodNumber } from './understood-number.ts';
