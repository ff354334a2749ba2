export { expandMacros } from './expand-macros.ts';
export type { Question } from './question.ts';
export { QuestionError } from './question-error.ts';
export { questionNamed, readQuestions } from './read-questions.ts';
export { scopeOf, usualSince } from './scope.ts';
