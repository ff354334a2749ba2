import { DataFileError, type DataFileErrorCode, type DataProblem } from './data-file-error.ts';

/** Collects what is wrong in one file, so that a person mends it in one go. */
export interface Problems {
  add(line: number | null, key: string | null, message: string): void;
  /** @throws DataFileError if anything was added. */
  throwIfAny(code: DataFileErrorCode): void;
}

export function collectProblems(file: string): Problems {
  const problems: DataProblem[] = [];
  return {
    add: (line, key, message) => problems.push({ line, key, message }),
    throwIfAny(code) {
      if (problems.length > 0) throw new DataFileError(code, file, problems);
    },
  };
}
