import { EncodingError, LedgerError, SweepingImportError } from '@sekisho/ledger';
import { DataFileError } from '@sekisho/numbering';

/** A request about the directory that is not answered with 200. */
export class DirectoryFault extends Error {
  override readonly name = 'DirectoryFault';
  readonly code: string;
  readonly #status: number;
  readonly #more: Readonly<Record<string, unknown>>;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.code = code;
    this.#status = status;
    this.#more = more;
    this.#headers = headers;
  }

  answer(): Response {
    const body = { error: this.code, ...this.#more };
    return Response.json(body, { status: this.#status, headers: this.#headers });
  }
}

/** What a failure is to the client; `undefined` where it is none of the client's business. */
export function directoryFaultOf(error: unknown): DirectoryFault | undefined {
  if (error instanceof DirectoryFault) return error;
  if (error instanceof DataFileError) {
    return new DirectoryFault(400, error.code, { problems: error.problems });
  }
  if (error instanceof EncodingError) {
    return new DirectoryFault(400, error.code, { message: error.message });
  }
  if (error instanceof SweepingImportError) {
    return new DirectoryFault(409, error.code, { report: error.report });
  }
  if (error instanceof LedgerError) {
    return new DirectoryFault(503, 'unavailable', {}, { 'retry-after': '5' });
  }
  return undefined;
}
