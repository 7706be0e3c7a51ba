import { userInfo } from "node:os";
import { ProvenanceError } from "../errors.ts";
import { BodyTooLargeError } from "../http/errors.ts";
import { lineOf } from "../interop/placed-error.ts";
import { writeExport } from "../interop/write-export.ts";
import type { EventOutcome, Muniment, Receipt } from "../muniment.ts";
import type { DryRunReport } from "../pipeline/dry-run.ts";
import type { Principal, Received } from "../principal.ts";
import { exactTypes, negotiateResult, serialiseResult } from "../sparql/results.ts";
import { toReportJson } from "../validation/report.ts";
import { localAlignments } from "./alignment-target.ts";
import { UsageError } from "./command.ts";
import type { EventInput, IngestOutcome, Place, Target } from "./target.ts";
import { validatedInput } from "./validated.ts";

/** A store that this process has open. */
export function localTarget(muniment: Muniment): Target {
  const sender: Principal = { id: `cli:${userName()}` };
  const refusedForSize = async (
    { bytes, mediaType }: Received,
    origin: Place,
  ): Promise<IngestOutcome | undefined> => {
    if (bytes.length <= muniment.limits.bodyBytes) return undefined;
    const error = new BodyTooLargeError(muniment.limits.bodyBytes);
    await muniment.noteRefusal(error, mediaType, sender, origin);
    return refused(error);
  };
  return {
    // While one is indexed, the next is read and prepared.
    lotsAtOnce: 2,
    ingestEvents(inputs) {
      const ingest = async ({ bytes, origin }: EventInput) => {
        const received = { bytes, mediaType: "application/json" };
        const tooLarge = await refusedForSize(received, origin);
        if (tooLarge !== undefined) return { ...origin, outcomes: [tooLarge] };
        const outcomes = await muniment.ingestAll(received, sender, origin);
        return { ...origin, outcomes: outcomes.map(outcomeOf) };
      };
      return Promise.all(inputs.map(ingest));
    },
    async ingestDocument(received, origin) {
      const tooLarge = await refusedForSize(received, origin);
      if (tooLarge !== undefined) return tooLarge;
      try {
        return accepted(await muniment.ingestDocument(received, sender, origin));
      } catch (error) {
        if (error instanceof ProvenanceError) return refused(error);
        throw error;
      }
    },
    async *query(text, mediaType, asked) {
      const result = await muniment.query(text, asked);
      const chosen = negotiateResult(mediaType, result.kind);
      if (chosen === undefined)
        throw new UsageError(
          `This answer is written as ${exactTypes[result.kind].join(", ")}, not as ${mediaType}`,
        );
      yield* serialiseResult(result, chosen);
    },
    explain: (text, asked) => muniment.explain(text, asked),
    ask: (id, input, asked) => muniment.ask(id, input, asked),
    questions: () => Promise.resolve(muniment.questions),
    async export(format, graphs, asked) {
      const isCanonical = format === "canonical";
      const exported = await muniment.exportGraphs({ ...asked, graphs, isCanonical });
      const context = { base: muniment.iris.base, mostQuads: muniment.limits.exportQuads };
      const { pieces, leftOut } = await writeExport(exported, format, context);
      return { chunks: pieces, leftOut };
    },
    async validate(received, kind, isMerged) {
      if (received.bytes.length > muniment.limits.bodyBytes) {
        const { code, message } = new BodyTooLargeError(muniment.limits.bodyBytes);
        return [validatedInput({ conforms: false, notes: [], findings: [], error: { code, message } })];
      }
      return (await muniment.validate(received, { kind, isMerged })).map(validated);
    },
    ...localAlignments(muniment, sender),
    check: () => muniment.check(),
    plausibility: () => muniment.plausibility(),
    refusals: () => Promise.resolve(muniment.refusals()),
    retry: () => muniment.retry(),
    remap: () => muniment.remap(),
    nearNames: () => muniment.nearNames(),
    verify: (onProgress) => muniment.verify(onProgress),
  };
}

/** A process may run as a user of whom the system knows no name, as containers do. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "unknown");
  }
}

function validated({ error, notes, bundle, ...report }: DryRunReport) {
  return validatedInput({
    ...toReportJson(report),
    notes,
    ...(bundle === undefined ? {} : { bundle }),
    ...(error === undefined
      ? {}
      : { error: { code: error.code, message: error.message }, line: lineOf(error) }),
  });
}

function outcomeOf(outcome: EventOutcome): IngestOutcome {
  return outcome.outcome === "refused" ? refused(outcome.error) : accepted(outcome);
}

function accepted({ outcome, notes }: Receipt): IngestOutcome {
  return { outcome, noteCount: notes.length };
}

function refused(error: ProvenanceError): IngestOutcome {
  const pointer = "pointer" in error && typeof error.pointer === "string" ? { pointer: error.pointer } : {};
  const line = lineOf(error);
  return {
    outcome: "refused",
    code: error.code,
    detail: error.message,
    ...pointer,
    ...(line === undefined ? {} : { line }),
  };
}
