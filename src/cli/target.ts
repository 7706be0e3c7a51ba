import type { NearNames } from "../configuration/near-names.ts";
import type { ConstraintReport } from "../constraints/report.ts";
import type { StoreFormat } from "../interop/write-export.ts";
import type { AskedQuestion, AskedView } from "../muniment.ts";
import type { RefusalList, Retried } from "../pipeline/refusal-list.ts";
import type { Remapped } from "../pipeline/remap.ts";
import type { Verification } from "../pipeline/verify-store.ts";
import type { PlausibilityReport } from "../plausibility/report.ts";
import type { Received } from "../principal.ts";
import type { Answer } from "../questions/answer.ts";
import type { Question } from "../questions/question.ts";
import type { Explanation } from "../sparql/explanation.ts";
import type { AlignmentTarget } from "./alignment-target.ts";

/** What was said of one event or document of a file. */
export type IngestOutcome =
  | { readonly outcome: "accepted" | "duplicate"; readonly noteCount: number }
  | {
      readonly outcome: "refused";
      readonly code: string;
      readonly detail: string;
      readonly pointer?: string;
      /** Where a document is at fault, counted from its own beginning. */
      readonly line?: number;
    };

/** Where an input begins. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Bytes that hold an event or an array, and where they are from. */
export interface EventInput {
  readonly bytes: Uint8Array;
  readonly origin: Place;
}

/** More than one outcome when the input was an array. */
export interface EventsOutcome extends Place {
  readonly outcomes: readonly IngestOutcome[];
}

/** What a validation said of one event or document. */
export interface ValidatedInput {
  readonly conforms: boolean;
  /** Where a document would be refused, counted from its own beginning. */
  readonly line?: number;
  readonly lines: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
}

export type ListedQuestion = Pick<Question, "id" | "title" | "question" | "law" | "parameters">;

/** A store as it is written, and how many statements are left out since its format has no words for them. */
export interface Exported {
  readonly chunks: AsyncIterable<string | Uint8Array>;
  readonly leftOut: number;
}

/** A store that a command works on: a directory of this machine, or a server. */
export interface Target extends AlignmentTarget {
  /** Lots of inputs that it may be handed before the first is taken in. */
  readonly lotsAtOnce: number;
  /** Takes in a lot of inputs that hold an event or an array of events each; what became of each, in their order. */
  ingestEvents(inputs: readonly EventInput[]): Promise<readonly EventsOutcome[]>;
  ingestDocument(received: Received, origin: Place): Promise<IngestOutcome>;
  query(text: string, mediaType: string, asked: AskedQuestion): AsyncIterable<string | Uint8Array>;
  explain(text: string, asked: AskedQuestion): Promise<Explanation>;
  ask(id: string, input: Readonly<Record<string, string>>, asked: AskedQuestion): Promise<Answer>;
  questions(): Promise<readonly ListedQuestion[]>;
  export(format: StoreFormat, graphs: readonly string[], asked: AskedView): Promise<Exported>;
  validate(
    received: Received,
    kind: "events" | "document",
    isMerged: boolean,
  ): Promise<readonly ValidatedInput[]>;
  /** Checks the current default graph against PROV-CONSTRAINTS. */
  check(): Promise<ConstraintReport>;
  /** What clocks say in it and can hardly be. */
  plausibility(): Promise<PlausibilityReport>;
  refusals(): Promise<RefusalList>;
  retry(): Promise<Retried>;
  remap(): Promise<Remapped>;
  nearNames(): Promise<readonly NearNames[]>;
  verify(onProgress: (done: number, size: number) => void): Promise<Verification>;
}
