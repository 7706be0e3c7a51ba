import type { NearNames } from "../configuration/near-names.ts";
import type { ConstraintReport } from "../constraints/report.ts";
import type { AskedQuestion, AskedView } from "../muniment.ts";
import type { RefusalList, Retried } from "../pipeline/refusal-list.ts";
import type { Remapped } from "../pipeline/remap.ts";
import type { Verification } from "../pipeline/verify-store.ts";
import type { PlausibilityReport } from "../plausibility/report.ts";
import { type AnswerJson, answerOfJson } from "../questions/answer-json.ts";
import type { Explanation } from "../sparql/explanation.ts";
import { remoteAlignments } from "./alignment-target.ts";
import { UsageError } from "./command.ts";
import { bodyOf, type ProblemBody, RefusedByServerError, request, requestJson } from "./server-requests.ts";
import type { EventInput, IngestOutcome, ListedQuestion, Target, ValidatedInput } from "./target.ts";
import { type ReportedInput, validatedInput } from "./validated.ts";

/** A store behind a server of ours. */
export function remoteTarget(url: string): Target {
  const address = addressAt(url);
  const events = address("api/v1/lineage");
  return {
    lotsAtOnce: 1,
    ingestEvents(inputs) {
      const ingest = async ({ bytes, origin }: EventInput) => ({
        ...origin,
        outcomes: await refusedOr(() => sentEvents(bytes, events)),
      });
      return inChunks(inputs, connections, ingest);
    },
    async ingestDocument({ bytes, mediaType }) {
      const [outcome] = await refusedOr(async () => {
        const target = address("prov");
        const init = posted(bytes, mediaType);
        const body = await requestJson<{ outcome: "accepted" | "duplicate" }>(target, ["outcome"], init);
        return [{ outcome: body.outcome, noteCount: 0 }];
      });
      if (outcome === undefined) throw new Error("A document without an outcome");
      return outcome;
    },
    async *query(text, mediaType, asked) {
      const headers = { "content-type": "application/sparql-query", accept: mediaType };
      yield* bodyOf(
        await request(address("sparql", questionViewOf(asked)), { method: "POST", body: text, headers }),
      );
    },
    explain(text, asked) {
      const headers = { "content-type": "application/sparql-query" };
      const target = address("sparql", { ...questionViewOf(asked), explain: "true" });
      const members = ["answeredBy", "rows", "steps", "existences"] as const;
      return requestJson<Explanation>(target, members, { method: "POST", body: text, headers });
    },
    async ask(id, input, asked) {
      const target = address(`questions/${encodeURIComponent(id)}`, {
        ...input,
        ...questionViewOf(asked),
        format: "json",
      });
      return answerOfJson(await requestJson<AnswerJson>(target, ["question", "columns", "rows"]));
    },
    async questions() {
      const target = address("questions");
      return (await requestJson<{ questions: readonly ListedQuestion[] }>(target, ["questions"])).questions;
    },
    async export(format, graph, asked) {
      const response = await request(address("export", { format, graph, ...viewOf(asked) }));
      const leftOut = Number(response.headers.get("muniment-left-out") ?? 0);
      return { chunks: bodyOf(response), leftOut };
    },
    async validate({ bytes, mediaType }, _kind, isMerged) {
      const target = address("validate", isMerged ? { merged: "true" } : {});
      const { reports } = await requestJson<{ reports: readonly RemoteReport[] }>(
        target,
        ["reports"],
        posted(bytes, mediaType),
      );
      return reports.map(validated);
    },
    check: () => requestJson<ConstraintReport>(address("check", { format: "json" }), ["valid", "violations"]),
    plausibility: () =>
      requestJson<PlausibilityReport>(address("check", { profile: "plausibility" }), [
        "plausible",
        "implausibilities",
      ]),
    ...remoteAlignments(address),
    refusals: () => requestJson<RefusalList>(address("refusals"), ["kept", "refusals"]),
    retry: () => requestJson<Retried>(address("refusals/retry"), ["accepted", "refused"], { method: "POST" }),
    remap: () =>
      requestJson<Remapped>(address("remap"), ["events", "changed", "refused"], { method: "POST" }),
    async nearNames() {
      return (await requestJson<{ groups: readonly NearNames[] }>(address("near-names"), ["groups"])).groups;
    },
    verify: () =>
      requestJson<Verification>(address("verify"), ["isVerified", "journal", "index"], { method: "POST" }),
  };
}

/** Requests to the server at the same time. */
const connections = 16;

type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

function addressAt(url: string): (path: string, parameters?: Parameters) => URL {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || /[?#]/.test(url))
    throw new UsageError(`--url must be a URL such as http://127.0.0.1:3030, not ${url}`);
  return (path, parameters = {}) => {
    const target = new URL(path, url.endsWith("/") ? url : `${url}/`);
    for (const [name, value] of Object.entries(parameters)) {
      for (const item of value === undefined ? [] : typeof value === "string" ? [value] : value)
        target.searchParams.append(name, item);
    }
    return target;
  };
}

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

/** One event is answered by its status and without a body, an array by a summary in JSON. */
async function sentEvents(bytes: Uint8Array, target: URL): Promise<IngestOutcome[]> {
  const response = await request(target, posted(bytes, "application/json"));
  const body = await response.text();
  if (body === "") {
    const noteCount = Number(response.headers.get("muniment-notes") ?? 0);
    return [{ outcome: response.status === 201 ? "accepted" : "duplicate", noteCount }];
  }
  const { summary, failed_events } = JSON.parse(body) as BatchAnswer;
  const refused = failed_events.map(({ reason }): IngestOutcome => {
    const [code = "", ...detail] = reason.split(": ");
    return { outcome: "refused", code, detail: detail.join(": ") };
  });
  const times = (count: number, outcome: (n: number) => IngestOutcome) =>
    Array.from({ length: count }, (_, n) => outcome(n));
  return [
    ...times(summary.successful - summary.duplicates, (n) => ({
      outcome: "accepted",
      noteCount: n < summary.with_findings ? 1 : 0,
    })),
    ...times(summary.duplicates, () => ({ outcome: "duplicate", noteCount: 0 })),
    ...refused,
  ];
}

interface BatchAnswer {
  readonly summary: {
    readonly successful: number;
    readonly duplicates: number;
    readonly with_findings: number;
  };
  readonly failed_events: readonly { readonly reason: string }[];
}

interface RemoteReport extends Omit<ReportedInput, "error"> {
  readonly problem?: ProblemBody;
}

function validated({ problem, ...report }: RemoteReport): ValidatedInput {
  return validatedInput({
    ...report,
    ...(problem === undefined
      ? {}
      : { error: { code: problem.code, message: problem.detail }, line: problem.line }),
  });
}

function posted(bytes: Uint8Array, mediaType: string): RequestInit {
  return { method: "POST", body: Buffer.from(bytes), headers: { "content-type": mediaType } };
}

function viewOf({ mode, at, recordedAsOf }: AskedView): Record<string, string | undefined> {
  return { mode, at, recordedAsOf };
}

function questionViewOf(asked: AskedQuestion): Record<string, string | undefined> {
  const { entailment, alignments } = asked;
  return { ...viewOf(asked), entailment, alignments: alignments?.join(",") };
}

async function refusedOr(work: () => Promise<IngestOutcome[]>): Promise<IngestOutcome[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedByServerError)) throw error;
    const { code, message, pointer, line } = error;
    const place = { ...(pointer === undefined ? {} : { pointer }), ...(line === undefined ? {} : { line }) };
    return [{ outcome: "refused", code, detail: message, ...place }];
  }
}
