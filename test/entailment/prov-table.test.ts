import { readFileSync } from "node:fs";
import { Parser, type Quad } from "n3";
import { describe, expect, it } from "vitest";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { iris } from "../sparql/fixtures.ts";
import { axiomRows, axiomTable } from "./prov-table.ts";

const prefixes = Object.entries({ ...namespaceOf, "": "urn:x:" });
const turtlePrefixes = prefixes.map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`).join(" ");
const sparqlPrefixes = prefixes.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>`).join(" ");

describe("PROV-O's axioms", () => {
  it("are all that the vocabulary has of the kinds that are read", () => {
    const count = (kind: string) => axiomRows().filter(({ axiom }) => axiom.split(" ")[1] === kind).length;

    expect(count("rdfs:subClassOf")).toBe(48);
    expect(count("rdfs:subPropertyOf")).toBe(48);
    expect(count("owl:inverseOf")).toBe(44);
    expect(count("owl:propertyChainAxiom")).toBe(13);
    expect(provAxioms()).toHaveLength(48 + 48 + 2 * 44 + 13);
  });

  it("are in the table of docs/entailment.md", () => {
    const documentation = readFileSync(new URL("../../docs/entailment.md", import.meta.url), "utf8");

    expect(documentation).toContain(axiomTable());
  });

  it.each(axiomRows())("answer $query by $axiom", async ({ data, query }) => {
    const quads: Quad[] = new Parser({ format: "application/trig" }).parse(
      `${turtlePrefixes} :g { ${data} }`,
    );
    const asked = async (axioms: ReturnType<typeof provAxioms> | undefined) =>
      Promise.all(
        [
          { engine: expanding, store: integerQuadStore({ iris }) },
          { engine: materialising, store: n3QuadStore({ iris }) },
        ].map(async ({ engine, store }) => {
          store.open({ id: "urn:x:g", quads }, 1);
          const options = axioms === undefined ? {} : { axioms };
          const view = store.view({ mode: "exact" });
          const answer = await engine.query(`${sparqlPrefixes} ${query}`, view, options);
          return answer.kind === "boolean" && answer.value;
        }),
      );

    expect(await asked(undefined)).toEqual([false, false]);
    expect(await asked(provAxioms())).toEqual([true, true]);
  });
});

const expanding = integerEngine();
const materialising = comunicaEngine();
