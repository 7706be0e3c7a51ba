import type { NearNames } from "../configuration/near-names.ts";
import { OperationalError, ProvenanceError } from "../errors.ts";
import { parseJson } from "../events/json.ts";
import type { AskedView } from "../muniment.ts";
import { type AnswerJson, answerOfJson } from "../questions/answer-json.ts";
import { UsageError } from "./command.ts";
import type { EventInput, IngestOutcome, ListedQuestion, Target, ValidatedInput } from "./target.ts";

/** The server cannot be reached, or failed. */
export class ServerError extends OperationalError {
  override readonly name = "ServerError";
  readonly code = "server-error";
}

/** The server refused the request; its problem document says why. */
export class RefusedByServerError extends ProvenanceError {
  override readonly name = "RefusedByServerError";
  readonly code: string;
  readonly pointer?: string;

  constructor({ code, detail, pointer }: ProblemBody) {
    super(detail);
    this.code = code;
    if (pointer !== undefined) this.pointer = pointer;
  }
}

interface ProblemBody {
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
}

/** A store behind a server of ours. The JSON that it answers is of the types that it was written from. */
export function remoteTarget(url: string): Target {
  if (!URL.canParse(url))
    throw new UsageError(`--url must be a URL such as http://127.0.0.1:3030, not ${url}`);
  const address = (
    path: string,
    parameters: Readonly<Record<string, string | readonly string[] | undefined>> = {},
  ) => {
    const target = new URL(path, url.endsWith("/") ? url : `${url}/`);
    for (const [name, value] of Object.entries(parameters)) {
      for (const item of value === undefined ? [] : typeof value === "string" ? [value] : value)
        target.searchParams.append(name, item);
    }
    return target;
  };
  const json = async <T>(target: URL, init: RequestInit = {}): Promise<T> =>
    (await (await request(target, init)).json()) as T;
  const post = <T>(path: string) => json<T>(address(path), { method: "POST" });

  return {
    ingestEvents(inputs) {
      const ingest = async ({ bytes, origin }: EventInput) => ({
        ...origin,
        outcomes: await ingestedRemotely(bytes, address("api/v1/lineage")),
      });
      return inChunks(inputs, connections, ingest);
    },
    async ingestDocument({ bytes, mediaType }) {
      return outcomeOf(async () => {
        const body: { outcome: "accepted" | "duplicate" } = await json(
          address("prov"),
          posted(bytes, mediaType),
        );
        return { outcome: body.outcome, noteCount: 0 };
      });
    },
    async *query(text, mediaType, asked) {
      const init = {
        method: "POST",
        body: text,
        headers: {
          "content-type": "application/sparql-query",
          ...(mediaType === undefined ? {} : { accept: mediaType }),
        },
      };
      yield* bodyOf(await request(address("sparql", viewOf(asked)), init));
    },
    async ask(id, input, asked) {
      const target = address(`questions/${encodeURIComponent(id)}`, {
        ...input,
        ...viewOf(asked),
        format: "json",
      });
      return answerOfJson(await json<AnswerJson>(target));
    },
    questions: async () =>
      (await json<{ questions: readonly ListedQuestion[] }>(address("questions"))).questions,
    async *export(format, graph, asked) {
      yield* bodyOf(await request(address("export", { format, graph, ...viewOf(asked) })));
    },
    async validate({ bytes, mediaType }, _kind, isMerged) {
      const target = address("validate", isMerged ? { merged: "true" } : {});
      const { reports } = await json<{ reports: readonly RemoteReport[] }>(target, posted(bytes, mediaType));
      return reports.map(validated);
    },
    refusals: () => json(address("refusals")),
    retry: () => post("refusals/retry"),
    remap: () => post("remap"),
    nearNames: async () => (await json<{ groups: readonly NearNames[] }>(address("near-names"))).groups,
    verify: () => post("verify"),
    close: () => Promise.resolve(),
  };
}

/** Requests to the server at the same time. */
const connections = 16;

async function inChunks<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += size)
    results.push(...(await Promise.all(items.slice(i, i + size).map(work))));
  return results;
}

async function ingestedRemotely(bytes: Uint8Array, target: URL): Promise<IngestOutcome[]> {
  const isArray = Array.isArray(parsedOrNothing(bytes));
  const response = await send(target, posted(bytes, "application/json"));
  if (response.ok && !isArray) {
    await response.arrayBuffer();
    return [
      {
        outcome: response.status === 201 ? "accepted" : "duplicate",
        noteCount: Number(response.headers.get("muniment-notes") ?? 0),
      },
    ];
  }
  if (!response.ok) return [await outcomeOf(() => rejected(response))];
  const { summary, failed_events } = (await response.json()) as BatchAnswer;
  const refused = failed_events.map(
    ({ reason }): IngestOutcome => ({
      outcome: "refused",
      code: reason.split(":", 1)[0] ?? "",
      detail: reason,
    }),
  );
  const duplicates = Array.from(
    { length: summary.duplicates },
    (): IngestOutcome => ({ outcome: "duplicate", noteCount: 0 }),
  );
  const accepted = Array.from(
    { length: summary.successful - summary.duplicates },
    (_, i): IngestOutcome => ({ outcome: "accepted", noteCount: i < summary.with_findings ? 1 : 0 }),
  );
  return [...accepted, ...duplicates, ...refused];
}

interface BatchAnswer {
  readonly summary: {
    readonly successful: number;
    readonly duplicates: number;
    readonly with_findings: number;
  };
  readonly failed_events: readonly { readonly reason: string }[];
}

interface RemoteReport {
  readonly conforms: boolean;
  readonly notes: readonly { readonly code: string; readonly pointer: string; readonly message: string }[];
  readonly findings: readonly { readonly message: string; readonly focusNode: string }[];
  readonly problem?: ProblemBody;
}

function validated(report: RemoteReport): ValidatedInput {
  return {
    conforms: report.conforms,
    lines: [
      ...(report.problem === undefined ? [] : [report.problem.detail]),
      ...report.notes.map((note) => `${note.code} at "${note.pointer}": ${note.message}`),
      ...report.findings.map((finding) => `${finding.message} (${finding.focusNode})`),
    ],
    json: report,
  };
}

function parsedOrNothing(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    return undefined;
  }
}

function posted(bytes: Uint8Array, mediaType: string): RequestInit {
  return { method: "POST", body: Buffer.from(bytes), headers: { "content-type": mediaType } };
}

function viewOf({ mode, at, recordedAsOf }: AskedView): Record<string, string | undefined> {
  return { mode, at, recordedAsOf };
}

async function outcomeOf(work: () => Promise<IngestOutcome>): Promise<IngestOutcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedByServerError)) throw error;
    return {
      outcome: "refused",
      code: error.code,
      detail: error.message,
      ...(error.pointer === undefined ? {} : { pointer: error.pointer }),
    };
  }
}

async function request(target: URL, init: RequestInit = {}): Promise<Response> {
  const response = await send(target, init);
  return response.ok ? response : rejected(response);
}

async function send(target: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(target, init);
  } catch (error) {
    const cause =
      error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new ServerError(`${target.origin} cannot be reached: ${cause}`);
  }
}

async function rejected(response: Response): Promise<never> {
  const text = await response.text();
  const problem = problemIn(text);
  if (response.status >= 500 || problem === undefined) {
    throw new ServerError(
      `${new URL(response.url).origin} answered ${response.status}: ${problem?.detail ?? text.slice(0, 200)}`,
    );
  }
  throw new RefusedByServerError(problem);
}

function problemIn(text: string): ProblemBody | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("code" in value) || !("detail" in value))
      return undefined;
    const pointer = "pointer" in value && typeof value.pointer === "string" ? { pointer: value.pointer } : {};
    return { code: String(value.code), detail: String(value.detail), ...pointer };
  } catch {
    return undefined;
  }
}

async function* bodyOf(response: Response): AsyncIterable<Uint8Array> {
  if (response.body !== null) yield* response.body;
}
