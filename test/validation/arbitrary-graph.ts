import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { dcat, mun, prov, rdf, rdfs, xsd } from "../../src/vocabulary.ts";
import { ex } from "./turtle.ts";

const nodes = ["a", "b", "c", "d", "e", "f"].map(ex);
const classes = [...Object.values(prov).slice(0, 22), dcat.Dataset, mun.Facet, ex("Own"), ex("Other")];
const predicates = [...Object.values(prov).slice(22), ...Object.values(mun), rdf.type, rdf.value];
const datatypes = [xsd.string, xsd.dateTime, xsd.integer, xsd.boolean, xsd.date, rdf.JSON];

/** Graphs of PROV's and our own terms, well used and badly used: cycles, text for things, impossible dates. */
export function anArbitraryGraph(): fc.Arbitrary<Quad[]> {
  const node = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...nodes) },
    { weight: 1, arbitrary: fc.constantFrom("x", "y").map((label) => DataFactory.blankNode(label)) },
    { weight: 1, arbitrary: fc.webUrl().map((iri) => DataFactory.namedNode(iri)) },
  );
  const text = fc.oneof(
    fc
      .tuple(fc.string(), fc.constantFrom(...datatypes))
      .map(([value, type]) => DataFactory.literal(value, type)),
    fc.date({ noInvalidDate: true }).map((date) => DataFactory.literal(date.toISOString(), xsd.dateTime)),
    fc
      .constantFrom("true", "1", "0", "-1", "NaN", "2026-02-30T25:00:00")
      .map((value) => DataFactory.literal(value, xsd.integer)),
    fc.string().map((value) => DataFactory.literal(value, "en")),
  );
  const statement = fc.oneof(
    fc.tuple(node, fc.constantFrom(...classes)).map(([s, o]) => DataFactory.quad(s, rdf.type, o)),
    fc.tuple(node, fc.constantFrom(...predicates), node).map(([s, p, o]) => DataFactory.quad(s, p, o)),
    fc.tuple(node, fc.constantFrom(...predicates), text).map(([s, p, o]) => DataFactory.quad(s, p, o)),
    fc
      .tuple(fc.constantFrom(...classes), fc.constantFrom(...classes))
      .map(([s, o]) => DataFactory.quad(s, rdfs.subClassOf, o)),
  );
  return fc.array(statement, { maxLength: 40 });
}
