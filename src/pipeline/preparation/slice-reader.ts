import type { Quad, Term } from "@rdfjs/types";
import { DataFactory, termFromId } from "n3";
import { ProvenanceError } from "../../errors.ts";
import type { CitedFacet } from "../../journal/facet-texts.ts";
import type { Principal, Received } from "../../principal.ts";
import type { PackedInput, PackedSlice, Span } from "./packed-slice.ts";
import type { PreparedBody, PreparedInput } from "./prepare-body.ts";
import { refusalOfPlain } from "./refusal.ts";

/** Reads what one thread packed, slice by slice, in the order in which it posted them. */
export class SliceReader {
  #terms: Term[] = [];
  #facets: CitedFacet[] = [];

  /** What became of each of the bodies that the thread was given. */
  read(
    slice: PackedSlice,
    sent: readonly { readonly received: Received; readonly sender: Principal }[],
  ): PreparedBody[] {
    if (slice.isFresh) {
      this.#terms = [];
      this.#facets = [];
    }
    for (const id of slice.terms) this.#terms.push(termFromId(id) as Term);
    const terms = this.#terms;
    for (const { iri, key, text, quads } of slice.facets)
      this.#facets.push({
        iri: terms[iri] as CitedFacet["iri"],
        key,
        text,
        quads: quadsIn(slice, quads, terms),
      });
    return slice.bodies.map(({ isArray, inputs }, i) => {
      const from = sent[i];
      if (from === undefined) throw new Error("A thread answered more than it was asked");
      return { isArray, inputs: inputs.map((input) => this.#input(input, slice, from)) };
    });
  }

  #input(
    packed: PackedInput,
    slice: PackedSlice,
    {
      received: { bytes: body, mediaType: sent },
      sender,
    }: { readonly received: Received; readonly sender: Principal },
  ): PreparedInput {
    if (packed.kind === "fault") return { kind: "fault", fault: refusalOfPlain(packed.error) };
    const { isOfBody, span } = packed.received;
    const bytes = (isOfBody ? body : slice.bytes).subarray(...span);
    // Events come by more names than one.
    const isDocument = packed.kind === "ready" && packed.inputKind === "rdf";
    const received = { bytes, mediaType: isDocument ? sent : "application/json" };
    if (packed.kind === "refused") {
      const error = refusalOfPlain(packed.error);
      return error instanceof ProvenanceError
        ? { kind: "refused", error, received }
        : { kind: "fault", fault: error };
    }
    const { inputKind, id, notes, identities, hashes, text, quads, facets } = packed;
    const terms = this.#terms;
    const hash = (n: number) => slice.bytes.subarray(hashes + n * 32, hashes + n * 32 + 32);
    const sealed = {
      salt: hash(0),
      sender: hash(1),
      body: hash(2),
      quadsRoot: hash(3),
      text: slice.bytes.subarray(...text),
      quads: () => quadsIn(slice, quads, terms),
      facets: facets.map((number) => this.#facets[number] as CitedFacet),
    };
    const input = {
      kind: inputKind,
      id,
      sizeBytes: bytes.length,
      received,
      sender,
      notes,
      identities: identities.map(([agent, name]) => ({ agent: DataFactory.namedNode(agent), name })),
      sealed,
    } as const;
    return { kind: "ready", input };
  }
}

function quadsIn({ quads: numbers }: PackedSlice, [from, to]: Span, terms: readonly Term[]): Quad[] {
  const quads: Quad[] = [];
  const term = (at: number) => terms[numbers[at] as number] as never;
  for (let at = from; at < to; at += 4)
    quads.push(DataFactory.quad(term(at), term(at + 1), term(at + 2), term(at + 3)));
  return quads;
}
