import provVocabulary from "@vocabulary/prov";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/alignments/alignment.ts";
import { mappingKey } from "../../src/alignments/mapping-order.ts";
import { packagedAlignments } from "../../src/alignments/packaged.ts";
import { mappingPredicates } from "../../src/alignments/terms.ts";
import { namespaceOf, owl } from "../../src/vocabulary.ts";

const provTerms = new Set(provVocabulary({ factory: DataFactory }).map(({ subject }) => subject.value));
const alignments = [...packagedAlignments().values()];

describe.each(alignments.map((alignment) => [alignment.name, alignment] as const))(
  "the alignment %s",
  (name, alignment) => {
    it("names itself, its version, licence and source", () => {
      const { iri, title, version, license, source } = alignment;

      expect(iri).toBe(`https://w3id.org/muniment/alignments/${name}`);
      expect({ title, version, license, source }).toEqual({
        title: expect.stringMatching(/\S/),
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        license: expect.stringMatching(/^https?:/),
        source: expect.stringMatching(/^https?:/),
      });
    });

    it("has a record of each mapping, with an IRI of its own, a way of finding and a reason", () => {
      const bare = alignment.mappings.filter(
        ({ id, justification, comment }) =>
          id?.startsWith(`${alignment.iri}#`) !== true ||
          justification === undefined ||
          (comment ?? "").length < 30,
      );
      const ids = alignment.mappings.map(({ id }) => id);

      expect(bare).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it("states each axiom beside its record", () => {
      const stated = alignment.quads.filter(({ predicate }) => mappingPredicates.has(predicate.value));
      const records = alignment.quads.filter(({ predicate }) => predicate.equals(owl.annotatedSource));

      expect(stated).toHaveLength(alignment.mappings.length);
      expect(records).toHaveLength(alignment.mappings.length);
      expect(alignment.unread).toEqual([]);
    });

    it("speaks of terms of PROV-O that exist, in every group of mappings about it", () => {
      const named = alignment.mappings.flatMap(termsOf).filter((term) => term.startsWith(namespaceOf.prov));

      expect(named.filter((term) => !provTerms.has(term))).toEqual([]);
      expect(named.length).toBeGreaterThan(0);
    });

    it("repeats no mapping and gives no mapping of a term to itself", () => {
      const keys = alignment.mappings.map(mappingKey);

      expect(new Set(keys).size).toBe(keys.length);
      expect(alignment.mappings.filter(({ subject, object }) => subject === object)).toEqual([]);
    });
  },
);

function termsOf({ subject, object }: Mapping): readonly string[] {
  return [subject, ...(typeof object === "string" ? [object] : object)];
}
