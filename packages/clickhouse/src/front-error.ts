/** A failure as ClickHouse tells it over HTTP. */
export interface FrontFailure {
  status: number;
  code: number;
  text: string;
}

/** What the front itself refuses, under one of ClickHouse's own codes. */
export class FrontError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(`Code: ${code}. DB::Exception: ${message}`);
    this.name = 'FrontError';
    this.code = code;
  }
}

export const READONLY = 164;
export const NOT_IMPLEMENTED = 48;
export const BAD_ARGUMENTS = 36;
export const AUTHENTICATION_FAILED = 516;
export const QUERY_WAS_CANCELLED = 394;
const UNKNOWN_EXCEPTION = 1002;

// As ClickHouse's HTTP handler has them; all others are 500.
const STATUS: Readonly<Record<number, number>> = Object.fromEntries([
  ...[6, 26, 27, 36, 38, 41, 53, 62, 69, 70, 72, 117, 130, 386, 456, 457].map((c) => [c, 400]),
  ...[16, 46, 47, 50, 56, 60, 63, 73, 79, 81, 115].map((code) => [code, 404]),
  [48, 501],
  [159, 408],
  [164, 500],
  [497, 403],
  [516, 403],
]);

export function failureOf(error: unknown): FrontFailure {
  const text = error instanceof Error ? error.message : String(error);
  const code = codeOf(error, text);
  const full = text.startsWith('Code: ') ? text : `Code: ${code}. DB::Exception: ${text}`;
  return { status: STATUS[code] ?? 500, code, text: `${full}\n` };
}

// Of a failed stream the engine gives the number in its text alone, whose form is a contract.
function codeOf(error: unknown, text: string): number {
  if (error instanceof FrontError) return error.code;
  if (error instanceof Error && 'clickhouseCode' in error && Number(error.clickhouseCode) > 0) {
    return Number(error.clickhouseCode);
  }
  return Number(/^Code: (\d+)\. /.exec(text)?.[1] ?? UNKNOWN_EXCEPTION);
}
