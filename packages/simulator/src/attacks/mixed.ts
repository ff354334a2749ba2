import type { Random } from '../random.ts';
import type { AttackSetting } from './attack-setting.ts';
import type { Shape } from './shape.ts';

const tastes = ['mixed', 'cheap', 'dear', 'caribbean', 'usual'] as const;
const whens = ['mixed', 'night', 'weekend', 'office', 'any'] as const;

/**
 * Attackers know no shapes: some go about it as one of them and choose countries or hours as
 * another. What makes the shape what it is stays.
 */
export function mixedForm(rng: Random, shape: Shape, { mixed }: AttackSetting): Shape {
  if (!rng.chance(mixed)) return shape;
  return {
    ...shape,
    taste: shape.taste ?? rng.pick(tastes),
    when: shape.when ?? rng.pick(whens),
  };
}
