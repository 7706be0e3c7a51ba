import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../../src/code-points.ts";
import { axiomsOf } from "../../src/entailment/axioms.ts";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { Answer } from "../../src/questions/answer.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { testIris } from "../builders.ts";
import { axiomQuads } from "../entailment/axiom-quads.ts";
import { askOf, handmadeStore } from "./handmade.ts";

/** A revision, a quotation that is only qualified, over two bundles, one derivation that was linked, and an entity by its class alone. */
const bundles = {
  revision: "<v4> prov:wasRevisionOf <v3> .",
  quotation: "<v3> prov:qualifiedQuotation <q> .",
  quoted: "<q> prov:entity <v2> . <v2> a prov:Plan ; prov:wasDerivedFrom <v0> .",
  other: "<v0> prov:qualifiedAttribution <a> . <a> prov:agent <agent> . <v2> prov:wasAttributedTo <agent> .",
};
const linked = [
  { strength: "linked" as const, supports: ["other"], turtle: "<v2> prov:wasQuotedFrom <v1> ." },
];
const entailment = { kind: "prov", alignments: [], axioms: provAxioms() } as const;

describe.each([
  ["expanded", () => integerQuadStore({ iris: testIris }), integerEngine()],
  ["materialised", () => n3QuadStore({ iris: testIris }), comunicaEngine()],
])("a question of what follows, %s", (_, createStore, engine) => {
  const store = handmadeStore(bundles, linked, createStore());
  const input = { of: `${testIris.base}v4` };

  it("finds nothing of it unless it is asked to", async () => {
    const answer = await askOf(store, "upstream", input, { engine });

    expect(answer.rows).toEqual([]);
    expect(answer.entailment).toBeUndefined();
  });

  it("names for each row the bundles that state what it follows from, and counts linked hops", async () => {
    const answer = await askOf(store, "upstream", input, { engine, entailment });

    expect(restingOn(answer)).toEqual([
      ["v0", ["quotation", "quoted", "revision"], 0],
      ["v1", ["other", "quotation", "quoted", "revision"], 1],
      ["v2", ["quotation", "quoted", "revision"], 0],
      ["v3", ["revision"], 0],
    ]);
    expect(answer.entailment).toEqual({ kind: "prov", alignments: [] });
  });

  it("leaves out in asserted mode what follows from linked statements", async () => {
    const answer = await askOf(store, "upstream", input, { engine, entailment, mode: "asserted" });

    expect(restingOn(answer).map(([entity]) => entity)).toEqual(["v0", "v2", "v3"]);
  });

  it("counts as covered what has its origin by what follows", async () => {
    const answer = await askOf(store, "upstream", input, { engine, entailment });

    // v2 is attributed as stated, v0 by a chain; v1 and v3 are not.
    expect(answer.coverage).toMatchObject({ covered: 2, total: 4 });
  });

  it("rests a type on the statement of the class below", async () => {
    const axioms = axiomsOf(
      axiomQuads(
        "<https://w3id.org/dpv/ai#TrainedModel> rdfs:subClassOf <http://www.w3.org/ns/mls#Model> . prov:Plan rdfs:subClassOf <https://w3id.org/dpv/ai#TrainedModel> .",
      ),
    );
    const modelled = handmadeStore(
      {
        law: "<d> dpv:hasApplicableLaw legal-eu:law-GDPR .",
        model: "<m> a prov:Plan ; mun:carriesDataFrom <d> ; prov:wasGeneratedBy <run> .",
        run: "<run> prov:wasAssociatedWith <agent> .",
      },
      [],
      createStore(),
    );

    const plain = await askOf(modelled, "model-agents", {}, { engine });
    const answer = await askOf(
      modelled,
      "model-agents",
      {},
      {
        engine,
        entailment: { kind: "aligned", alignments: ["own"], axioms },
      },
    );

    expect(plain.rows).toHaveLength(0);
    expect(answer.rows).toHaveLength(1);
    expect(answer.rows[0]?.bundles.map(nameOf)).toEqual(["law", "model", "run"]);
  });
});

function restingOn({ rows }: Answer): [entity: string, bundles: readonly string[], linkedHops: number][] {
  return rows
    .map(({ bindings, bundles: on, linkedHops }): [string, readonly string[], number] => [
      (bindings.entity?.value ?? "").replace(testIris.base, ""),
      on.map(nameOf),
      linkedHops,
    ])
    .sort(([one], [other]) => compareCodePoints(one, other));
}

function nameOf(bundle: string): string {
  return bundle.replace(/^.*\//, "");
}
