import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { mapDocument } from "../../src/interop/posted-document.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import { dcterms, mun, prov, rdf } from "../../src/vocabulary.ts";
import { someQuads } from "./arbitraries.ts";
import { read, someIris, written } from "./helpers.ts";

const { base } = someIris;
const map = (quads: readonly Quad[], limits = {}) => mapDocument(quads, { iris: someIris, ...limits });
const mapText = async (text: string, limits = {}) =>
  map(await read(`@prefix ex: <http://ex/> . ${text}`, "trig"), limits);

describe("mapDocument", () => {
  it("names the bundle by what the document says, not by labels, order, repeats or syntax", async () => {
    await fc.assert(
      fc.asyncProperty(
        someQuads,
        fc.constantFrom("trig", "nquads", "jsonld", "canonical"),
        async (quads, format) => {
          const relabelled = [...quads, ...quads].reverse().map(withOtherLabels);
          const again = await read(
            await written(relabelled, format, { prefixes: { e: "http://example.org/" } }),
            format,
          );

          const [expected, actual] = [await map(quads), await map(again)];

          expect(actual.quads.map(nquadOf)).toEqual(expected.quads.map(nquadOf));
          expect(actual.iri.value).toBe(expected.iri.value);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("leaves no blank node and no graph outside the bundle, and repeats nothing", async () => {
    await fc.assert(
      fc.asyncProperty(someQuads, async (quads) => {
        const { iri, quads: stated } = await map(quads);

        for (const { subject, object, graph } of stated) {
          expect([subject.termType, object.termType]).not.toContain("BlankNode");
          expect(graph.value === iri.value || graph.value.startsWith(`${iri.value}/graph/`)).toBe(true);
        }
        expect(new Set(stated.map(nquadOf)).size).toBe(stated.length);
      }),
      { numRuns: 100 },
    );
  });

  it("gives other statements another bundle", async () => {
    const [one, other] = [await mapText("ex:a ex:p 1 ."), await mapText("ex:a ex:p 2 .")];

    expect(one.iri.value).not.toBe(other.iri.value);
  });

  it("numbers graphs in the code-point order of their names and keeps the names", async () => {
    const { iri, quads } = await mapText(
      "ex:z { ex:a ex:p ex:in-z } ex:b { ex:a ex:p ex:in-b } ex:b a ex:Thing .",
    );

    const graphOf = (object: string) =>
      quads.find((each) => each.object.value === `http://ex/${object}`)?.graph.value;
    const nameOf = (n: number) =>
      quads.find(
        ({ subject, predicate }) =>
          subject.value === `${iri.value}/graph/${n}` && predicate.equals(dcterms.source),
      );
    expect([graphOf("in-b"), graphOf("in-z")]).toEqual([`${iri.value}/graph/0`, `${iri.value}/graph/1`]);
    expect([nameOf(0)?.object.value, nameOf(1)?.object.value]).toEqual(["http://ex/b", "http://ex/z"]);
    expect(
      quads.filter(({ object }) => object.equals(prov.Bundle)).map(({ subject }) => subject.value),
    ).toEqual([`${iri.value}/graph/0`, `${iri.value}/graph/1`, iri.value]);
    expect(quads.some(({ subject }) => subject.value === "http://ex/b")).toBe(true);
  });

  it("gives a blank graph name and the node of the same label one name", async () => {
    const { iri, quads } = await mapText("_:g { ex:a ex:p ex:b } ex:run ex:stated _:g .");

    const node = quads.find(({ predicate }) => predicate.value === "http://ex/stated")?.object.value;
    expect(node).toBe(`${iri.value}/node/c14n0`);
    expect(quads.find(({ predicate }) => predicate.equals(dcterms.source))?.object.value).toBe(node);
  });

  it("states each document as a bundle", async () => {
    const { iri, quads } = await mapText("ex:a ex:p ex:b .");

    expect(quads.some((each) => each.equals(DataFactory.quad(iri, rdf.type, prov.Bundle, iri)))).toBe(true);
  });

  it.each([
    ["empty-document", ""],
    ["reserved-graph", `<${base}g> { ex:a ex:p ex:b }`],
    ["reserved-graph", `<${base}bundle/00> { ex:a ex:p ex:b }`],
    ["reserved-graph", `<${base}graph/log> { ex:a ex:p ex:b }`],
    ["reserved-predicate", `ex:a <${mun.hadFacet.value}> ex:b .`],
    ["reserved-predicate", `ex:a <${mun.receivedAt.value}> "2026-01-01T00:00:00Z" .`],
    ["reserved-predicate", `ex:a <${mun.mayCarryDataFrom.value}> ex:b .`],
    ["reserved-predicate", `ex:a <${mun.linked.value}> true .`],
    ["reserved-predicate", `ex:g { _:a <https://w3id.org/muniment/ns#notYetATerm> 1 }`],
    ["reserved-subject", `<${base}bundle/00> a <${prov.Bundle.value}> .`],
    ["reserved-subject", `<${base}facet/00> ex:p 1 .`],
    ["reserved-subject", `<${base}graph/log> ex:p 1 .`],
    ["reserved-subject", `ex:g { <${base}finding/x> ex:p 1 }`],
  ])("refuses with %s: %s", async (code, text) => {
    await expect(mapText(text)).rejects.toMatchObject({ code });
  });

  it("names the predicate and the subject that it refuses", async () => {
    await expect(mapText(`ex:a <${mun.rule.value}> "x" .`)).rejects.toMatchObject({
      predicate: mun.rule.value,
      subject: "<http://ex/a>",
    });
  });

  it.each([
    `<${base}dataset/ns/crm> <https://w3id.org/dpv#hasPersonalData> <https://w3id.org/dpv/pd#EmailAddress> .`,
    `ex:a <${mun.carriesDataFrom.value}> ex:b .`,
    `ex:a <${mun.retentionUntil.value}> "2027-01-01T00:00:00Z" .`,
    `ex:approval a <${mun.Approval.value}> .`,
    `ex:note ex:about <${base}bundle/00> .`,
  ])("takes facts about what the store names: %s", async (text) => {
    await expect(mapText(text)).resolves.toBeDefined();
  });

  it.each([
    ["two cliques", () => [0, 1].flatMap((clique) => cliqueOf(12, `c${clique}`))],
    ["a chain", () => numbers(20_000).map((i) => link(i, i + 1))],
    ["a ring", () => numbers(20_000).map((i) => link(i, (i + 1) % 20_000))],
    ["two hubs", () => numbers(40_000).map((i) => link(`hub${i % 2}`, i))],
  ])("refuses %s of blank nodes alike", async (_, quads) => {
    await expect(map(quads())).rejects.toMatchObject({ code: "canonicalisation-limit" });
  });

  it("takes many blank nodes that their neighbours tell apart", async () => {
    const quads = numbers(5_000).flatMap((i) => [
      link(`process${i}`, `storage${i}`),
      DataFactory.quad(DataFactory.blankNode(`storage${i}`), prov.value, DataFactory.literal(`${i}`)),
    ]);

    expect((await map(quads)).quads).toHaveLength(10_001);
  });

  it("counts work, not time", async () => {
    const twins = "[] ex:p [ ex:p [] ] . [] ex:p [ ex:p [] ] .";

    await expect(mapText(twins)).resolves.toBeDefined();
    await expect(mapText(twins, { depth: 1 })).rejects.toMatchObject({
      code: "canonicalisation-limit",
    });
    await expect(mapText(twins, { work: 8 })).rejects.toMatchObject({ code: "canonicalisation-limit" });
  });
});

function withOtherLabels(each: Quad): Quad {
  const other = <T extends { termType: string; value: string }>(term: T) =>
    term.termType === "BlankNode"
      ? DataFactory.blankNode(`c14n${Array.from(term.value).reverse().join("")}`)
      : term;
  return DataFactory.quad(
    other(each.subject) as never,
    each.predicate,
    other(each.object) as never,
    other(each.graph) as never,
  );
}

function cliqueOf(size: number, name: string): readonly Quad[] {
  const nodes = Array.from({ length: size }, (_, i) => DataFactory.blankNode(`${name}-${i}`));
  return nodes.flatMap((a) =>
    nodes.filter((b) => b !== a).map((b) => DataFactory.quad(a, prov.alternateOf, b)),
  );
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function link(from: number | string, to: number | string): Quad {
  return DataFactory.quad(
    DataFactory.blankNode(`n${from}`),
    prov.alternateOf,
    DataFactory.blankNode(`n${to}`),
  );
}
