import type { ResponseAction } from './policy.ts';

const SHARPER: Readonly<Record<ResponseAction, ResponseAction>> = {
  ask: 'propose',
  propose: 'restrict',
  restrict: 'restrict',
};

/**
 * What is done on probation, after a bar whose end nobody confirmed: one step more than else. What
 * else waits for a person is then barred, and the person asked afterwards.
 */
export function actionOf(action: ResponseAction, isOnProbation: boolean): ResponseAction {
  return isOnProbation ? SHARPER[action] : action;
}
