/** Why a request is not answered with 202; the body of the answer is `{error: code}`. */
export type RequestFaultCode =
  | 'unauthorised'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'too-many-records'
  | 'bad-gzip'
  | 'unknown-encoding'
  | 'bad-source'
  | 'unknown-format'
  | 'bad-head'
  | 'behind'
  | 'stopping'
  | 'unavailable'
  | 'disconnected';

/** Nobody reads the answer to who is gone; the status is for the metrics alone, as nginx has it. */
const DISCONNECTED = 499;

const STATUS = {
  unauthorised: 401,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'too-many-records': 413,
  'bad-gzip': 400,
  'unknown-encoding': 415,
  'bad-source': 400,
  'unknown-format': 400,
  'bad-head': 400,
  behind: 429,
  stopping: 503,
  unavailable: 503,
  disconnected: DISCONNECTED,
} as const satisfies Record<RequestFaultCode, number>;

const HEADERS: Partial<Record<RequestFaultCode, Record<string, string>>> = {
  unauthorised: { 'www-authenticate': 'Bearer' },
  'method-not-allowed': { allow: 'POST' },
  'unknown-encoding': { 'accept-encoding': 'gzip' },
  behind: { 'retry-after': '1' },
  stopping: { 'retry-after': '5', connection: 'close' },
  unavailable: { 'retry-after': '5' },
};

/** A request that is answered as a whole. */
export class RequestFault extends Error {
  readonly code: RequestFaultCode;

  constructor(code: RequestFaultCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'RequestFault';
    this.code = code;
  }

  answer(): Response {
    return Response.json(
      { error: this.code },
      { status: STATUS[this.code], headers: HEADERS[this.code] ?? {} },
    );
  }
}
