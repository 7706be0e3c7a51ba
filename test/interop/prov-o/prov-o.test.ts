import provVocabulary from "@vocabulary/prov";
import fc from "fast-check";
import { DataFactory, Parser } from "n3";
import { describe, expect, it } from "vitest";
import { UnwritableProvError } from "../../../src/interop/prov-errors.ts";
import { parseProvN } from "../../../src/interop/prov-n/parse.ts";
import { writeProvN } from "../../../src/interop/prov-n/write.ts";
import { readProvO } from "../../../src/interop/prov-o/read.ts";
import { qualifiedForms } from "../../../src/interop/prov-o/vocabulary.ts";
import { writeProvO } from "../../../src/interop/prov-o/write.ts";
import { readRdf } from "../../../src/interop/read-rdf.ts";
import type { ProvDocument } from "../../../src/prov/document.ts";
import { aProvDocument, contentOf, isSaidOnce } from "../prov-documents.ts";

const prefixes = {
  prov: "http://www.w3.org/ns/prov#",
  ex: "http://example.org/",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
};

/** What TriG says, as lines of PROV-N. */
function read(trig: string): { lines: string[]; unread: number } {
  const declared = Object.entries(prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  const { document, unread } = readProvO(new Parser().parse(`${declared.join("\n")}\n${trig}`));
  const lines = writeProvN({ ...document, prefixes }).split("\n");
  return {
    lines: lines.map((line) => line.trim()).filter((line) => /^[a-z]\w*(:\w+)?\(|^bundle/i.test(line)),
    unread: unread.length,
  };
}

function written(provN: string): readonly string[] {
  const text = `document prefix ex <${prefixes.ex}> ${provN} endDocument`;
  const short = (iri: string) => iri.replace(prefixes.prov, "prov:").replace(prefixes.ex, "ex:");
  return writeProvO(parseProvN(text)).map(
    ({ subject, predicate, object }) =>
      `${short(subject.value)} ${short(predicate.value)} ${short(object.value)}`,
  );
}

describe("readProvO", () => {
  it("reads a relation that is stated twice, with and without its node, as one", () => {
    const { lines, unread } = read(`ex:a prov:used ex:e, ex:f ; prov:qualifiedUsage ex:u .
      ex:u a prov:Usage ; prov:entity ex:e ; prov:atTime "2011-11-16T16:00:00Z"^^xsd:dateTime ; prov:hadRole ex:r .`);

    expect(lines).toEqual([
      "used(ex:u; ex:a, ex:e, 2011-11-16T16:00:00Z, [prov:role='ex:r'])",
      "used(ex:a, ex:f, -)",
    ]);
    expect(unread).toBe(0);
  });

  it("keeps the label of a blank node only where something else points to it", () => {
    const { document } = readProvO(
      new Parser().parse(`@prefix prov: <${prefixes.prov}> . @prefix ex: <${prefixes.ex}> .
        ex:e prov:qualifiedGeneration _:g, [ prov:activity ex:a ] .
        _:g prov:activity ex:b .
        ex:e2 prov:qualifiedDerivation [ prov:entity ex:e ; prov:hadGeneration _:g ] .`),
    );

    const [first, second, derivation] = document.statements;
    expect(first?.id).toBe(derivation?.args.generation);
    expect([first?.id?.slice(0, 2), second?.id, derivation?.id]).toEqual(["_:", undefined, undefined]);
  });

  it("reads elements by their classes, by their subclasses, and by what uses them where they have attributes", () => {
    const { lines } = read(`ex:p a prov:Plan . ex:o a prov:Agent, prov:Organization ; rdfs:label "o"@en .
      ex:e rdfs:label "used" . ex:a prov:used ex:e ; prov:startedAtTime "2011-11-16T16:00:00Z"^^xsd:dateTime .`);

    expect(lines).toEqual([
      "entity(ex:p, [prov:type='prov:Plan'])",
      "agent(ex:o, [prov:type='prov:Organization', prov:label=\"o\"@en])",
      'entity(ex:e, [prov:label="used"])',
      "activity(ex:a, 2011-11-16T16:00:00Z, -)",
      "used(ex:a, ex:e, -)",
    ]);
  });

  it("reads a node that is an element and a relation as both, and gives the element no class of a relation", () => {
    const { lines } = read(
      "ex:u a prov:Entity, prov:Usage, ex:T ; prov:entity ex:e . ex:a prov:qualifiedUsage ex:u .",
    );

    expect(lines).toEqual(["entity(ex:u, [prov:type='ex:T'])", "used(ex:u; ex:a, ex:e, -)"]);
  });

  it("makes as many statements of one identifier as its node has values", () => {
    const { lines } = read(`ex:a prov:qualifiedEnd ex:end . ex:end a prov:End ; prov:entity ex:e ;
      prov:atTime "2011-11-16T16:00:00Z"^^xsd:dateTime, "2012-11-16T16:00:00Z"^^xsd:dateTime .`);

    expect(lines).toEqual([
      "wasEndedBy(ex:end; ex:a, ex:e, -, 2011-11-16T16:00:00Z)",
      "wasEndedBy(ex:end; ex:a, ex:e, -, 2012-11-16T16:00:00Z)",
    ]);
  });

  it("reads revisions, event times, influences, dictionaries, mentions and bundles", () => {
    const { lines, unread } = read(`ex:e2 prov:wasRevisionOf ex:e1 ;
        prov:generatedAtTime "2011-11-16T16:00:00Z"^^xsd:dateTime ; prov:mentionOf ex:e ; prov:asInBundle ex:b .
      ex:x prov:qualifiedInfluence [ a prov:ActivityInfluence ; prov:activity ex:y ] .
      ex:d prov:hadDictionaryMember [ prov:pairKey "k" ; prov:pairEntity ex:e ] ;
        prov:qualifiedRemoval [ prov:dictionary ex:c ; prov:removedKey "k" ] .
      ex:b { ex:s prov:specializationOf ex:g }`);

    expect(lines).toEqual([
      "wasGeneratedBy(ex:e2, -, 2011-11-16T16:00:00Z)",
      "wasDerivedFrom(ex:e2, ex:e1, [prov:type='prov:Revision'])",
      "wasInfluencedBy(ex:x, ex:y)",
      "mentionOf(ex:e2, ex:e, ex:b)",
      'prov:hadDictionaryMember(ex:d, ex:e, "k")',
      'prov:derivedByRemovalFrom(ex:d, ex:c, {"k"})',
      "bundle ex:b",
      "specializationOf(ex:s, ex:g)",
    ]);
    expect(unread).toBe(0);
  });

  it("resolves names in literals by the prefixes of the document", async () => {
    const turtle = `@prefix prov: <${prefixes.prov}> . @prefix ex: <${prefixes.ex}> .
      ex:e a prov:Entity ; ex:a "ex:b"^^prov:QUALIFIED_NAME .`;
    const declared: Record<string, string> = {};
    const onPrefix = (prefix: string, namespace: string) => {
      declared[prefix] = namespace;
    };

    const quads = await readRdf(Buffer.from(turtle), "text/turtle", { onPrefix });
    const { document } = readProvO(quads, { prefixes: declared });

    expect(document.prefixes).toMatchObject({ ex: prefixes.ex });
    expect(document.statements[0]?.attributes[0]?.value.text).toBe(`${prefixes.ex}b`);
  });

  it("hands back what says nothing in PROV's terms", () => {
    const { lines, unread } = read(`ex:thing rdfs:label "no element" . ex:e2 prov:mentionOf ex:e1 .
      ex:a prov:used "text" ; prov:startedAtTime "yesterday" .
      ex:e a prov:Entity ; ex:a "no:prefix"^^prov:QUALIFIED_NAME .`);

    expect(lines).toEqual(["activity(ex:a)", "entity(ex:e)"]);
    expect(unread).toBe(5);
  });
});

describe("writeProvO", () => {
  it("writes one property where that says all, and the property beside a node", () => {
    expect(written("used(ex:a, ex:e) used(ex:u; ex:a, ex:f, -)")).toEqual([
      "ex:a prov:used ex:e",
      "ex:a prov:used ex:f",
      "ex:a prov:qualifiedUsage ex:u",
      "ex:u http://www.w3.org/1999/02/22-rdf-syntax-ns#type prov:Usage",
      "ex:u prov:entity ex:f",
    ]);
  });

  it("tells a plain relation from a qualified one of the same two things", () => {
    const document = parseProvN(
      `document default <${prefixes.ex}> used(a, e) used(a, e) used(u; a, e, -) endDocument`,
    );

    expect(contentOf(readProvO(writeProvO(document)).document)).toEqual(contentOf(document));
  });

  it.each([
    [
      "wasEndedBy(ex:x; ex:a, ex:e, -, 2011-11-16T16:00:00Z) wasEndedBy(ex:x; ex:a, ex:e, -, 2012-11-16T16:00:00Z)",
      "two statements of http://example.org/x",
    ],
    [
      "activity(ex:a, 2011-11-16T16:00:00Z, -) activity(ex:a, 2012-11-16T16:00:00Z, -)",
      "two times (startTime)",
    ],
    [
      "used(ex:x; ex:a, ex:e, -) wasGeneratedBy(ex:x; ex:e, ex:a, -)",
      "used and wasGeneratedBy of one identifier",
    ],
    ["mentionOf(ex:e, ex:f, ex:b) mentionOf(ex:e, ex:g, ex:c)", "two mentions"],
    ["bundle ex:b endBundle", "a bundle without statements"],
    ["entity(ex:e, [prov:used='ex:x'])", "an attribute <http://www.w3.org/ns/prov#used>"],
    ["entity(ex:e, [prov:type='prov:Usage'])", "of type <http://www.w3.org/ns/prov#Usage>"],
    ["entity(ex:e) used(ex:e; ex:a, ex:f, -, [ex:b=1])", "whether attributes"],
    [
      'prefix rdf <http://www.w3.org/1999/02/22-rdf-syntax-ns#> entity(ex:e, [ex:k="x" %% rdf:langString])',
      "#langString> without a language",
    ],
  ])("refuses %s", (provN, message) => {
    expect(() => written(provN)).toThrow(message);
  });

  it("writes what reads back as the same statements, or refuses", () => {
    const documents = aProvDocument({ languages: ["en", "ja-jp"], isExtended: true }).filter(isSaidOnce);
    fc.assert(
      fc.property(documents, (document) => {
        const quads = writtenOrRefused(document);
        if (quads === undefined) return;

        const reading = readProvO(quads);

        expect(reading.unread).toEqual([]);
        expect(contentOf(reading.document)).toEqual(contentOf(document));
      }),
      { numRuns: 300 },
    );
  });
});

function writtenOrRefused(document: ProvDocument) {
  try {
    return writeProvO(document);
  } catch (error) {
    if (error instanceof UnwritableProvError) return undefined;
    throw error;
  }
}

/** The lists of properties that PROV-O's axioms chain to each property. */
function chainsOfProvO(): ReadonlyMap<string, readonly string[]> {
  const quads = provVocabulary({ factory: DataFactory });
  const objectOf = (subject: string, predicate: string) =>
    quads.find((quad) => quad.subject.value === subject && quad.predicate.value === predicate)?.object.value;
  const members = (list: string | undefined): string[] => {
    if (list === undefined || list === `${rdf}nil`) return [];
    return [objectOf(list, `${rdf}first`) ?? "", ...members(objectOf(list, `${rdf}rest`))];
  };
  const chained = quads.filter(({ predicate }) => predicate.value.endsWith("#propertyChainAxiom"));
  return new Map(chained.map(({ subject, object }) => [subject.value, members(object.value)]));
}

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

describe("the qualified forms", () => {
  it("are the 13 property chains of PROV-O, that of influences and the three of provext", () => {
    const own = new Map(
      qualifiedForms.map(({ plain, qualified, influencers: [first = ""] }) => [plain, [qualified, first]]),
    );
    const chains = chainsOfProvO();

    expect(chains.size).toBe(13);
    for (const [plain, chain] of chains) expect([plain, own.get(plain)]).toEqual([plain, chain]);
    expect([...own.keys()].filter((plain) => !chains.has(plain)).sort()).toEqual(
      ["alternateOf", "hadMember", "specializationOf", "wasInfluencedBy"].map(
        (local) => prefixes.prov + local,
      ),
    );
  });

  it.each(qualifiedForms)(
    "say what $plain says, and are written with it",
    ({ plain, qualified, influencers }) => {
      for (const influencer of influencers) {
        const node = `<${prefixes.ex}x> <${qualified}> [ <${influencer}> <${prefixes.ex}y> ] .`;
        const byNode = readProvO(new Parser().parse(node));
        const byProperty = readProvO(new Parser().parse(`<${prefixes.ex}x> <${plain}> <${prefixes.ex}y> .`));

        expect(byNode.unread).toEqual([]);
        expect(byNode.document.statements).toHaveLength(1);
        expect(byNode).toEqual(byProperty);
      }

      const [statement] = readProvO(new Parser().parse(`<${prefixes.ex}x> <${plain}> <${prefixes.ex}y> .`))
        .document.statements;
      if (statement === undefined) throw new Error("No statement");
      const label = {
        name: `${prefixes.prov}label`,
        value: { text: "l", datatype: `${prefixes.xsd}string` },
      };
      const labelled = { ...statement, attributes: [...statement.attributes, label] };
      const quads = writeProvO({ prefixes: {}, statements: [labelled], bundles: [] });

      expect(quads.map(({ predicate }) => predicate.value)).toEqual(expect.arrayContaining([plain]));
      expect(readProvO(quads).document.statements).toEqual([labelled]);
    },
  );
});
