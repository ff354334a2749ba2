import { blitz } from './blitz.ts';
import { callSelling } from './call-selling.ts';
import { callThrough } from './call-through.ts';
import { fewNumbers } from './few-numbers.ts';
import { lowSlow } from './low-slow.ts';
import { manyVictims } from './many-victims.ts';
import { moderate } from './moderate.ts';
import { nanp } from './nanp.ts';
import { scanExploit } from './scan-exploit.ts';
import type { Shape } from './shape.ts';

/** Every way of attacking, by the name that labels and options use. */
export const shapes = {
  blitz,
  moderate,
  'call-selling': callSelling,
  'few-numbers': fewNumbers,
  'scan-exploit': scanExploit,
  nanp,
  'low-slow': lowSlow,
  'many-victims': manyVictims,
  'call-through': callThrough,
} satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;

export const shapeNames = Object.keys(shapes) as readonly ShapeName[];
