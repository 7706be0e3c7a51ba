import { setTimeout as sleep } from "node:timers/promises";
import { OperationalError, ProvenanceError } from "../errors.ts";

/** The server cannot be reached, or failed, or is none of ours. */
class ServerError extends OperationalError {
  override readonly name = "ServerError";
  readonly code = "server-error";
}

/** The server refused the request; its problem document says why. */
export class RefusedByServerError extends ProvenanceError {
  override readonly name = "RefusedByServerError";
  readonly code: string;
  readonly pointer?: string;
  readonly line?: number;

  constructor({ code, detail, pointer, line }: ProblemBody) {
    super(detail);
    this.code = code;
    if (pointer !== undefined) this.pointer = pointer;
    if (line !== undefined) this.line = line;
  }
}

/** What we read of a problem document (RFC 9457). */
export interface ProblemBody {
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
  readonly line?: number;
}

/** How often a request is sent again that a server under load put off; every request of ours may be repeated. */
const mostAttempts = 6;

/** A response that is no error. @throws {RefusedByServerError} for the caller's errors, @throws {ServerError} for others. */
export async function request(target: URL, init: RequestInit = {}): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await send(target, init);
    if (response.ok) return response;
    const waitSeconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const isPutOff = response.status === 503 || response.status === 429;
    if (!isPutOff || !(waitSeconds <= 30) || attempt === mostAttempts) return rejected(response);
    await response.arrayBuffer();
    await sleep(waitSeconds * 1000);
  }
}

/** The JSON object of a response, which has at least these members: what it is written from is a type of ours. */
export async function requestJson<T>(
  target: URL,
  members: readonly (keyof T & string)[],
  init: RequestInit = {},
): Promise<T> {
  const response = await request(target, init);
  const value = parsedOrNothing(await textOf(response));
  if (typeof value !== "object" || value === null || !members.every((member) => member in value))
    throw new ServerError(`${target.href.split("?")[0]} does not answer as Muniment does`);
  return value as T;
}

/** The bytes of a response, as they come. @throws {ServerError} when it breaks off. */
export async function* bodyOf(response: Response): AsyncIterable<Uint8Array> {
  if (response.body === null) return;
  try {
    yield* response.body;
  } catch (error) {
    throw new ServerError(`The answer broke off, and is not whole: ${causeOf(error)}`);
  }
}

async function send(target: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(target, init);
  } catch (error) {
    throw new ServerError(`${target.origin} cannot be reached: ${noTls(target, error) ?? causeOf(error)}`);
  }
}

async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw new ServerError(`The answer broke off: ${causeOf(error)}`);
  }
}

async function rejected(response: Response): Promise<never> {
  const text = await textOf(response);
  const problem = problemIn(parsedOrNothing(text));
  if (response.status < 500 && problem !== undefined) throw new RefusedByServerError(problem);
  const { origin } = new URL(response.url);
  throw new ServerError(`${origin} answered ${response.status}: ${problem?.detail ?? text.slice(0, 200)}`);
}

function problemIn(value: unknown): ProblemBody | undefined {
  if (typeof value !== "object" || value === null || !("code" in value) || !("detail" in value))
    return undefined;
  const pointer = "pointer" in value && typeof value.pointer === "string" ? { pointer: value.pointer } : {};
  const line = "line" in value && typeof value.line === "number" ? { line: value.line } : {};
  return { code: String(value.code), detail: String(value.detail), ...pointer, ...line };
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** OpenSSL's words for an answer that is no TLS are about version numbers. */
function noTls({ protocol, host }: URL, error: unknown): string | undefined {
  const cause = firstCauseOf(error);
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return protocol === "https:" && answersWithoutTls.has(code)
    ? `no TLS is spoken there. Try http://${host}`
    : undefined;
}

const answersWithoutTls: ReadonlySet<string> = new Set([
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "ERR_SSL_PACKET_LENGTH_TOO_LONG",
  "EPROTO",
]);

function causeOf(error: unknown): string {
  const cause = firstCauseOf(error);
  return cause instanceof Error ? cause.message : String(cause);
}

/** `fetch` says "fetch failed", and the reason in its cause, which may be several. */
function firstCauseOf(error: unknown): unknown {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof AggregateError ? cause.errors[0] : cause;
}
