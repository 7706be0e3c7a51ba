import type { Note } from "../../events/event.ts";
import type { PlainError } from "../../plain-error.ts";
import type { SealedInput } from "./prepare-body.ts";

/**
 * What a thread made of a slice, as it is posted: numbers and bytes, which cost nothing to hand over, and few objects.
 *
 * A quad is four numbers of terms. Terms and facets that come again have their number for as long as the tables of the thread
 * last, and are posted once; both sides begin anew when these have become large.
 */
export interface PackedSlice {
  /** Whether the tables begin anew with this slice. */
  readonly isFresh: boolean;
  /** Terms that are new to the tables, as N3 names them. */
  readonly terms: readonly string[];
  /** Facets that are new to the tables. */
  readonly facets: readonly PackedFacet[];
  /** Subject, predicate, object and graph of each quad of the slice. */
  readonly quads: Uint32Array;
  /** Texts and commitments. */
  readonly bytes: Uint8Array;
  readonly bodies: readonly PackedBody[];
}

/** From where to before where: numbers of `quads`, or bytes. */
export type Span = readonly [from: number, to: number];

export interface PackedFacet {
  readonly iri: number;
  readonly key: string;
  readonly text: string;
  readonly quads: Span;
}

export interface PackedBody {
  readonly isArray: boolean;
  readonly inputs: readonly PackedInput[];
}

export type PackedInput =
  | ({ readonly kind: "ready"; readonly received: PackedBytes } & PackedSealed)
  | { readonly kind: "refused"; readonly received: PackedBytes; readonly error: PlainError }
  | { readonly kind: "fault"; readonly error: PlainError };

/** Bytes of the body, which the other side has, or others, in `bytes`. */
interface PackedBytes {
  readonly isOfBody: boolean;
  readonly span: Span;
}

interface PackedSealed {
  readonly inputKind: SealedInput["kind"];
  readonly id: string;
  readonly notes: readonly Note[];
  readonly identities: readonly (readonly [agent: string, name: string])[];
  readonly quads: Span;
  readonly text: Span;
  /** Where salt, commitment to the sender, commitment to the body and quads root begin, each of 32 bytes. */
  readonly hashes: number;
  readonly facets: readonly number[];
}
