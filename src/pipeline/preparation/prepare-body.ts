import { ProvenanceError } from "../../errors.ts";
import type { Note } from "../../events/event.ts";
import { type JsonElement, parseJsonDocument } from "../../events/json.ts";
import type { RecentObjects } from "../../events/recent-objects.ts";
import type { Seal, Sealed } from "../../journal/seal.ts";
import type { Identity } from "../../mapping/bundle.ts";
import type { Principal, Received } from "../../principal.ts";
import { type PrepareContext, type Prepared, prepareEvent } from "../prepare.ts";

/** One input that is ready for the journal, with all that needs no place in it. */
export interface SealedInput extends Pick<Prepared, "kind" | "id" | "sizeBytes" | "received"> {
  readonly sender: Principal;
  readonly notes: readonly Note[];
  readonly identities: readonly Identity[];
  readonly sealed: Sealed;
}

/** What became of one event: an input for the journal, a refusal with what is refused, or a fault of ours. */
export type PreparedInput =
  | { readonly kind: "ready"; readonly input: SealedInput }
  | { readonly kind: "refused"; readonly error: ProvenanceError; readonly received: Received }
  | { readonly kind: "fault"; readonly fault: unknown };

/** What became of the events of a body, in their order. */
export interface PreparedBody {
  /** Whether they stood in an array. */
  readonly isArray: boolean;
  readonly inputs: readonly PreparedInput[];
}

export interface BodyContext extends PrepareContext {
  readonly jsonDepth: number;
  readonly batchEvents: number;
  readonly seal: Seal;
  /** Facets that were read before. */
  readonly recent: RecentObjects;
}

/** Too many events in one array: send them in several. */
export class BatchTooLargeError extends ProvenanceError {
  override readonly name = "BatchTooLargeError";
  readonly code = "batch-too-large";
}

/**
 * Parses, maps, validates and seals each event of a body that holds one or an array of them. Needs nothing of the store but its
 * keys, and never throws: one bad event spoils no other.
 */
export async function prepareBody(
  received: Received,
  sender: Principal,
  context: BodyContext,
): Promise<PreparedBody> {
  const { jsonDepth: maxDepth, recent } = context;
  const { elements, isArray, error } = parseJsonDocument(received.bytes, { maxDepth, recent });
  const refusal = error ?? tooMany(elements, context.batchEvents);
  if (refusal !== undefined)
    return { isArray: false, inputs: [{ kind: "refused", error: refusal, received }] };
  const inputs: PreparedInput[] = [];
  for (const element of elements) {
    const bytes = received.bytes.subarray(element.start, element.end);
    inputs.push(await preparedInput(element, bytes, sender, context));
  }
  return { isArray, inputs };
}

/** Seals what was prepared. @throws {UnwritableTermError} */
export function sealedInput({ bundle, ...prepared }: Prepared, seal: Seal): SealedInput {
  const { iri, quads, facets, identities } = bundle;
  const { sender, received } = prepared;
  const sealed = seal({ graph: iri.value, sender: sender.id, body: received.bytes, quads, facets });
  return { ...prepared, identities, sealed };
}

function tooMany({ length }: readonly JsonElement[], most: number): ProvenanceError | undefined {
  if (length <= most) return undefined;
  return new BatchTooLargeError(`An array may hold ${most} events, and this one holds ${length}`);
}

async function preparedInput(
  element: JsonElement,
  bytes: Uint8Array,
  sender: Principal,
  context: BodyContext,
): Promise<PreparedInput> {
  try {
    if ("error" in element) throw element.error;
    const prepared = await prepareEvent({ json: element.value, bytes }, sender, context);
    return { kind: "ready", input: sealedInput(prepared, context.seal) };
  } catch (error) {
    if (!(error instanceof ProvenanceError)) return { kind: "fault", fault: error };
    return { kind: "refused", error, received: { bytes, mediaType: "application/json" } };
  }
}
