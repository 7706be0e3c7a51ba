import type { Term } from "@rdfjs/types";
import { oncePer } from "../../once-per.ts";
import { type TermBytes, type TermId, termKind } from "../../quads/id-view.ts";
import type { AnswerTerms } from "../engine.ts";
import { firstOwnTerm } from "../evaluate/rows.ts";
import type { PieceBuilder } from "./piece-builder.ts";
import type { RowSyntax } from "./row-syntax.ts";

/**
 * Writes terms by their numbers. The text of a stored term is copied as the store has it, and that of a term that a query made as its thread posted it;
 * what stands around it is the same for all terms of a type, and is found by writing a term of that type whose text is a placeholder: once for all
 * answers, and for terms of a query once an answer. What the syntax writes otherwise than the store, and what is not there as bytes, is written as text.
 */
export class TermWriter {
  readonly #terms: AnswerTerms;
  readonly #syntax: RowSyntax;
  readonly #alteredInIris: Uint8Array | undefined;
  readonly #alteredInOthers: Uint8Array | undefined;
  readonly #aroundStored: Map<number, Around>;
  readonly #aroundOwn = new Map<number, Around>();

  constructor(terms: AnswerTerms, syntax: RowSyntax) {
    this.#terms = terms;
    this.#syntax = syntax;
    this.#alteredInIris = tableOf(syntax.alteredInIris);
    this.#alteredInOthers = tableOf(syntax.alteredInOthers);
    this.#aroundStored = terms.bytes === undefined ? new Map() : knownArounds(terms.bytes)(syntax.term);
  }

  write(id: TermId, variable: string, out: PieceBuilder): void {
    const { bytes, ownBytes } = this.#terms;
    if (id >= firstOwnTerm) {
      if (ownBytes?.has(id)) this.#copy(id, variable, ownBytes, this.#aroundOwn, out);
      else this.#writeText(id, variable, out);
    } else if (bytes !== undefined && this.#terms.kind(id) !== termKind.triple)
      this.#copy(id, variable, bytes, this.#aroundStored, out);
    else this.#writeText(id, variable, out);
  }

  #writeText(id: TermId, variable: string, out: PieceBuilder): void {
    out.addText(this.#syntax.term(this.#terms.term(id), variable));
  }

  #copy(
    id: TermId,
    variable: string,
    bytes: TermBytes,
    aroundOf: Map<number, Around>,
    out: PieceBuilder,
  ): void {
    const kind = this.#terms.kind(id);
    const isLiteral = kind > termKind.iri;
    const type = isLiteral ? bytes.literalType(id) : -kind;
    const { before, after } = aroundOf.get(type) ?? this.#newAround(id, type, variable, aroundOf);
    if (before === undefined) {
      this.#writeText(id, variable, out);
      return;
    }
    const { length } = out;
    out.reserve(before.length + bytes.textLength(id) + after.length);
    out.add(before);
    const start = out.length;
    const end = bytes.copyText(id, out.bytes, start);
    const altered = kind === termKind.iri ? this.#alteredInIris : this.#alteredInOthers;
    if (altered !== undefined && hasOne(altered, out.bytes, start, end)) {
      out.length = length;
      this.#writeText(id, variable, out);
      return;
    }
    out.length = end;
    out.add(after);
  }

  #newAround(id: TermId, type: number, variable: string, aroundOf: Map<number, Around>): Around {
    const sample = withText(this.#terms.term(id), placeholder);
    const parts = this.#syntax.term(sample, variable).split(placeholder);
    const [before, after] = parts.map((part) => Buffer.from(part));
    const around = parts.length === 2 && after !== undefined ? { before, after } : unknown;
    if (aroundOf.size < rememberedTypes) aroundOf.set(type, around);
    return around;
  }
}

/** What stands around the text of terms of a type; `before` is undefined if that cannot be told. */
interface Around {
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
}
/** For the numbers that a store gives to types, and for a way of writing terms; IRIs and blank nodes are types as well. */
const knownArounds: (bytes: TermBytes) => (term: RowSyntax["term"]) => Map<number, Around> = oncePer(() =>
  oncePer(() => new Map()),
);
const unknown: Around = { before: undefined, after: new Uint8Array() };

/** Nearly always all; beyond, each is found anew. */
const rememberedTypes = 1000;

/** A character of private use, which no syntax escapes; a datatype that has it itself is `unknown`. */
const placeholder = "\u{f8ff}";

function withText(term: Term, value: string): Term {
  const equals = () => false;
  switch (term.termType) {
    case "NamedNode":
    case "BlankNode":
      return { termType: term.termType, value, equals } as Term;
    case "Literal": {
      const { termType, language, datatype, direction } = term;
      return { termType, value, language, datatype, equals, ...(direction ? { direction } : {}) };
    }
    default:
      return term;
  }
}

const tables = new WeakMap<ReadonlySet<number>, Uint8Array>();

function tableOf(bytes: ReadonlySet<number>): Uint8Array | undefined {
  if (bytes.size === 0) return undefined;
  const table = tables.get(bytes) ?? Uint8Array.from({ length: 256 }, (_, byte) => (bytes.has(byte) ? 1 : 0));
  tables.set(bytes, table);
  return table;
}

function hasOne(table: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (table[bytes[i] as number] === 1) return true;
  return false;
}
