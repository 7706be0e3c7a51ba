import type { Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { createDictionary } from "../../../src/quads/dictionary/dictionary.ts";
import { noTerm, type TermId, termKind } from "../../../src/quads/id-view.ts";
import { queryTerms } from "../../../src/sparql/evaluate/query-terms.ts";
import { ReceivedTerms, TermsToPost } from "../../../src/sparql/workers/posted-terms.ts";

const anInteger = DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer");
const aTripleTerm = DataFactory.quad(
  DataFactory.namedNode("urn:x:s"),
  DataFactory.namedNode("urn:x:p"),
  DataFactory.literal("Wort", "de"),
);
const someTerms: Term[] = [
  DataFactory.namedNode("http://x.example/a"),
  DataFactory.namedNode("http://x.example/ä b\\c"),
  DataFactory.blankNode("b0"),
  DataFactory.literal(""),
  DataFactory.literal('a "quoted"\ntext \\ with ^^ and @'),
  DataFactory.literal("7", anInteger),
  DataFactory.literal("seven", anInteger),
  DataFactory.literal("Wort", "de"),
  DataFactory.literal("سلام", { language: "ar", direction: "rtl" } as never),
  DataFactory.literal("half a character \ud83d"),
  aTripleTerm,
];

describe("posted terms", () => {
  it("are the terms that they were, of the kinds that they had, chunk by chunk", () => {
    const terms = queryTerms(createDictionary());
    const ids = someTerms.map((term) => terms.intern(term));
    const [toPost, received] = [new TermsToPost(terms), new ReceivedTerms()];

    for (const some of [ids.slice(0, 4), ids.slice(2, 9), ids]) {
      for (const id of some) toPost.add(id);
      const posted = toPost.take();
      if (posted !== undefined) received.add(structuredClone(posted));
      for (const id of some) {
        expect(received.term(id).equals(terms.term(id))).toBe(true);
        expect(received.kind(id)).toBe(terms.kind(id));
      }
    }
    expect(toPost.take()).toBeUndefined();
  });

  it("have the bytes that a store has of a text, and no others", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { id, received } = posted(DataFactory.literal(text));
        if (Buffer.from(text).toString() !== text) expect(received.has(id)).toBe(false);
        else expect(JSON.parse(`"${written(received, id)}"`)).toBe(text);
      }),
    );
  });

  it("says of which type a literal is, and of triple terms nothing", () => {
    const [text, number] = [posted(DataFactory.literal("7")), posted(DataFactory.literal("7", anInteger))];
    const triple = posted(aTripleTerm);

    expect(text.received.literalType(text.id)).not.toBe(0);
    expect(number.received.kind(number.id)).toBe(termKind.integer);
    expect(posted(DataFactory.namedNode("urn:x:a")).received.literalType(0x8000_0000)).toBe(0);
    expect(triple.received.has(triple.id)).toBe(false);
    expect(() => triple.received.term(noTerm)).toThrow("No term has the number 0");
  });
});

function posted(term: Term): { readonly id: TermId; readonly received: ReceivedTerms } {
  const terms = queryTerms(createDictionary());
  const id = terms.intern(term);
  const toPost = new TermsToPost(terms);
  toPost.add(id);
  const received = new ReceivedTerms();
  const chunk = toPost.take();
  if (chunk !== undefined) received.add(chunk);
  return { id, received };
}

function written(received: ReceivedTerms, id: TermId): string {
  const target = new Uint8Array(received.textLength(id));
  expect(received.copyText(id, target, 0)).toBe(target.length);
  return Buffer.from(target).toString();
}
