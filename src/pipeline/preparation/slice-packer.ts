import type { Quad, Term } from "@rdfjs/types";
import { termToId } from "n3";
import type { CitedFacet } from "../../journal/facet-texts.ts";
import type { PackedBody, PackedFacet, PackedInput, PackedSlice, Span } from "./packed-slice.ts";
import type { PreparedBody, PreparedInput } from "./prepare-body.ts";
import { plainRefusal } from "./refusal.ts";

/** Packs what a thread prepared. It has the tables of that thread, and `SliceReader` those of the other side. */
export class SlicePacker {
  readonly #mostCharacters: number;
  /** Of the tables. */
  #characters = 0;
  readonly #numberOfTerm = new Map<string, number>();
  readonly #numberOfFacet = new Map<CitedFacet, number>();

  constructor(mostCharacters: number = usualMostCharacters) {
    this.#mostCharacters = mostCharacters;
  }

  /** `bodies` beside the bytes that each was made of. */
  pack(bodies: readonly { readonly body: PreparedBody; readonly bytes: Uint8Array }[]): PackedSlice {
    const isFresh = this.#characters > this.#mostCharacters;
    if (isFresh) {
      this.#characters = 0;
      this.#numberOfTerm.clear();
      this.#numberOfFacet.clear();
    }
    const slice: SliceInMaking = {
      terms: [],
      facets: [],
      quads: new GrowingNumbers(),
      bytes: new GatheredBytes(),
    };
    const packed = bodies.map(
      ({ body: { isArray, inputs }, bytes }): PackedBody => ({
        isArray,
        inputs: inputs.map((input) => this.#packed(input, bytes, slice)),
      }),
    );
    const { terms, facets, quads, bytes } = slice;
    return { isFresh, terms, facets, quads: quads.all(), bytes: bytes.all(), bodies: packed };
  }

  #packed(prepared: PreparedInput, body: Uint8Array, slice: SliceInMaking): PackedInput {
    const receivedOf = (bytes: Uint8Array) => {
      const from = bytes.byteOffset - body.byteOffset;
      // Other bytes may be of the same memory, since small ones come from a pool.
      const isOfBody = bytes.buffer === body.buffer && from >= 0 && from + bytes.length <= body.length;
      return { isOfBody, span: isOfBody ? ([from, from + bytes.length] as const) : slice.bytes.add(bytes) };
    };
    if (prepared.kind === "fault") return { kind: "fault", error: plainRefusal(prepared.fault) };
    const { kind } = prepared;
    if (kind === "refused")
      return { kind, received: receivedOf(prepared.received.bytes), error: plainRefusal(prepared.error) };
    const { kind: inputKind, id, received, notes, identities, sealed } = prepared.input;
    const [hashes] = slice.bytes.add(sealed.salt, sealed.sender, sealed.body, sealed.quadsRoot);
    return {
      kind,
      received: receivedOf(received.bytes),
      inputKind,
      id,
      notes,
      identities: identities.map(({ agent, name }) => [agent.value, name]),
      quads: this.#quads(sealed.quads(), slice),
      text: slice.bytes.add(sealed.text),
      hashes,
      facets: sealed.facets.map((facet) => this.#facet(facet, slice)),
    };
  }

  #facet(facet: CitedFacet, slice: SliceInMaking): number {
    const known = this.#numberOfFacet.get(facet);
    if (known !== undefined) return known;
    const { iri, key, text, quads } = facet;
    const packed: PackedFacet = { iri: this.#term(iri, slice), key, text, quads: this.#quads(quads, slice) };
    const number = this.#numberOfFacet.size;
    this.#numberOfFacet.set(facet, number);
    slice.facets.push(packed);
    this.#characters += text.length;
    return number;
  }

  #quads(quads: readonly Quad[], slice: SliceInMaking): Span {
    const from = slice.quads.length;
    for (const { subject, predicate, object, graph } of quads)
      slice.quads.add(
        this.#term(subject, slice),
        this.#term(predicate, slice),
        this.#term(object, slice),
        this.#term(graph, slice),
      );
    return [from, slice.quads.length];
  }

  #term(term: Term, slice: SliceInMaking): number {
    const id = termToId(term as Parameters<typeof termToId>[0]);
    const known = this.#numberOfTerm.get(id);
    if (known !== undefined) return known;
    const number = this.#numberOfTerm.size;
    this.#numberOfTerm.set(id, number);
    slice.terms.push(id);
    this.#characters += id.length;
    return number;
  }
}

const usualMostCharacters = 16 * 1024 * 1024;

interface SliceInMaking {
  readonly terms: string[];
  readonly facets: PackedFacet[];
  readonly quads: GrowingNumbers;
  readonly bytes: GatheredBytes;
}

class GrowingNumbers {
  #numbers = new Uint32Array(16_384);
  length = 0;

  add(a: number, b: number, c: number, d: number): void {
    if (this.length + 4 > this.#numbers.length) {
      const larger = new Uint32Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.length++] = a;
    this.#numbers[this.length++] = b;
    this.#numbers[this.length++] = c;
    this.#numbers[this.length++] = d;
  }

  all(): Uint32Array {
    return this.#numbers.slice(0, this.length);
  }
}

/** Bytes one after another, which are put together at the end. */
class GatheredBytes {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** Returns where they will be. */
  add(...parts: readonly Uint8Array[]): Span {
    const from = this.#length;
    for (const part of parts) {
      this.#parts.push(part);
      this.#length += part.length;
    }
    return [from, this.#length];
  }

  /** In memory of its own, which can be handed to another thread. */
  all(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}
