import { ProvenanceError } from "../errors.ts";

/** Something that only HTTP can say: no such path, a wrong media type, a foreign host. */
export class HttpError extends ProvenanceError {
  override readonly name: string = "HttpError";
  readonly code: string;
  /** Of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

/** The body is beyond the limit `bodyBytes`, or a query beyond `queryBytes`. */
export class BodyTooLargeError extends HttpError {
  override readonly name = "BodyTooLargeError";
  readonly limit: number;

  constructor(limitBytes: number) {
    super("body-too-large", `The body, after decompression, is larger than ${limitBytes} bytes`);
    this.limit = limitBytes;
  }
}
