import { userInfo } from "node:os";
import { ProvenanceError } from "../errors.ts";
import { writeQuads } from "../interop/write.ts";
import type { EventOutcome, Muniment, Receipt } from "../muniment.ts";
import { negotiateResult, serialiseResult } from "../sparql/results.ts";
import { toReportJson } from "../validation/report.ts";
import { UsageError } from "./command.ts";
import type { EventInput, IngestOutcome, Target } from "./target.ts";

/** A store that this process has open. */
export function localTarget(muniment: Muniment): Target {
  const sender = { id: `cli:${userInfo().username}` };
  return {
    ingestEvents(inputs) {
      const ingest = async ({ bytes, origin }: EventInput) => {
        const outcomes = await muniment.ingestAll({ bytes, mediaType: "application/json" }, sender, origin);
        return { ...origin, outcomes: outcomes.map(outcomeOf) };
      };
      return Promise.all(inputs.map(ingest));
    },
    async ingestDocument(received, origin) {
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
        throw new UsageError(`A ${result.kind} result cannot be written as ${mediaType}`);
      yield* serialiseResult(result, chosen);
    },
    ask: (id, input, asked) => muniment.ask(id, input, asked),
    questions: () => Promise.resolve(muniment.questions),
    async *export(format, graphs, asked) {
      yield* writeQuads(
        await muniment.export({ ...asked, graphs, isCanonical: format === "canonical" }),
        format,
      );
    },
    async validate(received, kind, isMerged) {
      const reports = await muniment.validate(received, { kind, isMerged });
      return reports.map(({ error, notes, bundle, ...report }) => ({
        conforms: report.conforms,
        lines: [
          ...(error === undefined ? [] : [error.message]),
          ...notes.map((note) => `${note.code} at "${note.pointer}": ${note.message}`),
          ...report.findings.map((finding) => `${finding.message} (${finding.focusNode.value})`),
        ],
        json: {
          bundle,
          notes,
          ...toReportJson(report),
          ...(error === undefined ? {} : { error: { code: error.code, message: error.message } }),
        },
      }));
    },
    refusals: () => Promise.resolve(muniment.refusals()),
    retry: () => muniment.retry(),
    remap: () => muniment.remap(),
    nearNames: () => muniment.nearNames(),
    verify: (onProgress) => muniment.verify(onProgress),
    close: () => muniment.close(),
  };
}

function outcomeOf(outcome: EventOutcome): IngestOutcome {
  return outcome.outcome === "refused" ? refused(outcome.error) : accepted(outcome);
}

function accepted({ outcome, notes }: Receipt): IngestOutcome {
  return { outcome, noteCount: notes.length };
}

function refused(error: ProvenanceError): IngestOutcome {
  const pointer = "pointer" in error && typeof error.pointer === "string" ? { pointer: error.pointer } : {};
  return { outcome: "refused", code: error.code, detail: error.message, ...pointer };
}
