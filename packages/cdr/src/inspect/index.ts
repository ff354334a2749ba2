export { byWeight, type Doubt, type DoubtCode, doubt } from './doubt.ts';
export { type Inspection, inspect } from './inspect.ts';
export { mappingText } from './mapping-text.ts';
