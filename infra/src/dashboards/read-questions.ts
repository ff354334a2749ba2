import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DASHBOARD_NAMES } from './dashboards.ts';
import { parseQuestion, type Question } from './question.ts';
import { QuestionError } from './question-error.ts';

/** Where the questions are, in this package. */
export const QUESTIONS = join(import.meta.dirname, '..', '..', 'dashboards');

/** All questions, by dashboard and then in their order. Throws `question-header`. */
export function readQuestions(folder = QUESTIONS): readonly Question[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  const questions = files.map((file) =>
    parseQuestion(basename(file, '.sql'), readFileSync(join(folder, file), 'utf8')),
  );
  return questions.toSorted(
    (a, b) =>
      DASHBOARD_NAMES.indexOf(a.dashboard) - DASHBOARD_NAMES.indexOf(b.dashboard) ||
      a.order - b.order ||
      (a.name < b.name ? -1 : 1),
  );
}

/** Throws `question-unknown`, which names those that there are. */
export function questionNamed(name: string, questions = readQuestions()): Question {
  const found = questions.find((question) => question.name === name);
  if (found !== undefined) return found;
  const names = questions.map((question) => question.name).join(', ');
  throw new QuestionError('question-unknown', `no question ${name}; choose one of ${names}`);
}
