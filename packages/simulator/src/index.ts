export type { ShapeName } from './attacks/registry.ts';
export { shapeNames } from './attacks/registry.ts';
export { directory } from './directory.ts';
export { labels } from './labels.ts';
export { toLine } from './line.ts';
export type { SimulationOptions } from './options.ts';
export { type BenchRequest, benchPreset, demoPreset } from './presets.ts';
export type { CallDetailRecord, Label, SimulatedRecord } from './record.ts';
export { simulate } from './simulate.ts';
