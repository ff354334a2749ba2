export type QuestionErrorCode = 'question-header' | 'question-macro' | 'question-unknown';

/** A question's file that is not one, or a question that is not there; the message names the place. */
export class QuestionError extends Error {
  readonly code: QuestionErrorCode;

  constructor(code: QuestionErrorCode, message: string) {
    super(message);
    this.name = 'QuestionError';
    this.code = code;
  }
}
