import { ProvenanceError } from "./errors.ts";
import type { Note } from "./events/event.ts";
import { documentOf } from "./interop/document-media-types.ts";
import { lineOf } from "./interop/placed-error.ts";
import type { Journal } from "./journal/journal.ts";
import type { Committer } from "./pipeline/committer.ts";
import { type DryRunReport, dryRun } from "./pipeline/dry-run.ts";
import type { Preparation } from "./pipeline/preparation/preparation.ts";
import {
  BatchTooLargeError,
  type PreparedInput,
  type SealedInput,
} from "./pipeline/preparation/prepare-body.ts";
import type { PrepareContext } from "./pipeline/prepare.ts";
import { type RefusalList, type Retried, refusalList } from "./pipeline/refusal-list.ts";
import type { packagedDescriptionShapes } from "./pipeline/shapes.ts";
import type { Principal, Received } from "./principal.ts";
import type { QuadView } from "./quads/quad-store.ts";

/** What became of one input. */
export interface Receipt {
  readonly outcome: "accepted" | "duplicate";
  /** IRI of its bundle. */
  readonly bundle: string;
  /** What it breaks of the specification, and was accepted all the same. */
  readonly notes: readonly Note[];
}

/** What became of one event of a body or file. */
export type EventOutcome = (Receipt | { readonly outcome: "refused"; readonly error: ProvenanceError }) & {
  /** Whether it stood in an array. */
  readonly isElement: boolean;
};

/** Where an input came from, for the list of refusals. */
export interface Origin {
  readonly file?: string;
  readonly line?: number;
  /** The id of the refusal that is tried again. */
  readonly replaces?: number;
}

interface Dependencies {
  readonly journal: Journal;
  readonly preparation: Preparation;
  /** Prepares a posted document, in whatever thread. */
  readonly prepareDocument: (received: Received, sender: Principal) => Promise<SealedInput>;
  readonly committer: Committer<SealedInput>;
  /** What inputs are prepared with, from now on. */
  readonly context: () => PrepareContext;
  /** What is known by now, in mode `exact`. */
  readonly view: () => Promise<QuadView>;
  readonly shapes: ReturnType<typeof packagedDescriptionShapes>;
  /** How deep the JSON of an event may be nested. */
  readonly jsonDepth: number;
}

/** Everything that comes into a store from outside: taken in, or refused and kept with the reason. */
export class Intake {
  readonly #journal: Journal;
  readonly #preparation: Preparation;
  readonly #committer: Committer<SealedInput>;
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#journal = dependencies.journal;
    this.#preparation = dependencies.preparation;
    this.#committer = dependencies.committer;
  }

  /**
   * Takes in one OpenLineage event; settles once it is durable.
   * @throws {MalformedEventError} @throws {InvalidBundleError} and keeps what it refuses.
   */
  async ingest(received: Received, sender: Principal, origin: Origin = {}): Promise<Receipt> {
    const [outcome] = await this.ingestAll(received, sender, origin);
    if (outcome === undefined || outcome.isElement)
      throw new BatchTooLargeError("Expected one event, not an array");
    if (outcome.outcome === "refused") throw outcome.error;
    return outcome;
  }

  /** Takes in an event or an array of events; settles once all that is accepted is durable. One bad event spoils no other. */
  async ingestAll(received: Received, sender: Principal, origin: Origin = {}): Promise<EventOutcome[]> {
    const { isArray, inputs } = await this.#preparation.prepare({ received, sender });
    const pending = inputs.map(async (prepared): Promise<EventOutcome> => {
      const outcome = await this.#take(prepared, sender, origin);
      return { ...outcome, isElement: isArray };
    });
    return Promise.all(pending);
  }

  async #take(prepared: PreparedInput, sender: Principal, origin: Origin) {
    if (prepared.kind === "fault") throw prepared.fault;
    if (prepared.kind === "ready") return this.#commit(prepared.input);
    const { error, received } = prepared;
    await this.#keepRefusal(error, received, sender, origin);
    return { outcome: "refused" as const, error };
  }

  /**
   * Takes in a document, RDF or PROV, as a bundle; settles once it is durable.
   * @throws {MalformedRdfError} @throws {MalformedProvError} and the rest of DESIGN §6, and keeps what it refuses.
   */
  async ingestDocument(sent: Received, sender: Principal, origin: Origin = {}): Promise<Receipt> {
    const received = documentOf(sent);
    let input: SealedInput;
    try {
      input = await this.#dependencies.prepareDocument(received, sender);
    } catch (error) {
      if (error instanceof ProvenanceError)
        await this.#keepRefusal(error, received, sender, placeIn(origin, error));
      throw error;
    }
    return this.#commit(input);
  }

  async #commit(input: SealedInput): Promise<Receipt> {
    const outcome = await this.#committer.submit(input);
    return { outcome, bundle: input.id, notes: input.notes };
  }

  /** What an input would be told if it were sent; nothing is written. `isMerged`: with what the store knows of the same things. */
  async validate(
    received: Received,
    options: { readonly kind: "events" | "document"; readonly isMerged: boolean },
  ): Promise<DryRunReport[]> {
    const { context, shapes, jsonDepth } = this.#dependencies;
    const view = await this.#dependencies.view();
    return dryRun(received, { ...options, context: context(), view, shapes, maxDepth: jsonDepth });
  }

  /** The inputs that were refused, oldest first; the list is bounded, and says how many it dropped. */
  refusals(): RefusalList {
    return refusalList(this.#journal);
  }

  /** Takes note of an input that was refused before its bytes could be read: too large, or not decompressible. */
  async noteRefusal(
    error: ProvenanceError,
    mediaType: string,
    sender: Principal,
    origin: Origin = {},
  ): Promise<void> {
    await this.#keepRefusal(error, { bytes: new Uint8Array(), mediaType }, sender, origin);
  }

  /** Tries every refused input again, with the code and configuration of today; what is accepted leaves the list. */
  async retry(): Promise<Retried> {
    let accepted = 0;
    let refused = 0;
    for (const refusal of [...this.#journal.refusals()]) {
      if (refusal.bytes.length === 0) {
        refused += 1;
        continue;
      }
      const { sender, mediaType, bytes, file, line } = refusal;
      const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
      const origin = { ...place, replaces: refusal.id };
      if (await this.#isTaken({ bytes, mediaType }, { id: sender }, origin)) accepted += 1;
      else refused += 1;
      // Last, so that no crash loses it. What was refused again has gone into its place already.
      await this.#journal.removeRefusal(refusal.id);
    }
    return { accepted, refused };
  }

  async #isTaken(received: Received, sender: Principal, origin: Origin): Promise<boolean> {
    if (received.mediaType.startsWith("application/json")) {
      const outcomes = await this.ingestAll(received, sender, origin);
      return outcomes.every(({ outcome }) => outcome !== "refused");
    }
    try {
      await this.ingestDocument(received, sender, origin);
      return true;
    } catch (error) {
      if (error instanceof ProvenanceError) return false;
      throw error;
    }
  }

  async #keepRefusal(
    error: ProvenanceError,
    { bytes, mediaType }: Received,
    sender: Principal,
    origin: Origin,
  ): Promise<void> {
    const pointer = "pointer" in error && typeof error.pointer === "string" ? { pointer: error.pointer } : {};
    const { code, message } = error;
    await this.#journal.refuse({
      bytes,
      mediaType,
      sender: sender.id,
      code,
      detail: message,
      ...pointer,
      ...origin,
    });
  }
}

/** Where in its file a document is at fault: it begins on the first line, and is refused as a whole. */
function placeIn(origin: Origin, error: ProvenanceError): Origin {
  return origin.file === undefined ? origin : { ...origin, line: lineOf(error) ?? 1 };
}
