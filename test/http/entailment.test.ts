import { beforeAll, describe, expect, it } from "vitest";
import { bindingsIn, post, problemIn, type Serving, serving } from "./serving.ts";

const expanding = serving();
const materialising = serving({ engine: "n3" });
const prefixes = "PREFIX e: <http://e.example/> PREFIX prov: <http://www.w3.org/ns/prov#> ";
const ancestors = `${prefixes}SELECT ?x { e:v3 prov:wasDerivedFrom+ ?x } ORDER BY ?x`;

beforeAll(async () => {
  for (const store of [expanding, materialising]) await fill(store);
});

async function fill(store: Serving): Promise<void> {
  const turtle = { "content-type": "text/turtle" };
  const prefix = "@prefix e: <http://e.example/> . @prefix prov: <http://www.w3.org/ns/prov#> .";
  await post(store, "/prov", `${prefix} e:v3 prov:derivedByInsertionFrom e:v2 .`, turtle);
  await post(
    store,
    "/prov",
    `${prefix} e:v2 prov:qualifiedDerivation e:d . e:d prov:entity e:v1 . e:made a e:Step ; e:read e:v1 .`,
    turtle,
  );
  const alignment = `${prefix} @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    e:Step rdfs:subClassOf prov:Activity . e:read rdfs:subPropertyOf prov:used .`;
  const put = { method: "PUT", body: alignment, headers: turtle };
  expect((await fetch(`${store.url}/alignments/own`, put)).status).toBeLessThan(300);
  // Each can be expanded, and both together cannot.
  const around = `${prefix} @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .`;
  const halves = {
    "one-way": "e:touched owl:propertyChainAxiom ( e:held e:near ) .",
    "other-way": "e:touched rdfs:subPropertyOf e:held .",
  };
  for (const [name, body] of Object.entries(halves)) {
    const answer = await fetch(`${store.url}/alignments/${name}`, { ...put, body: `${around} ${body}` });
    expect(answer.status).toBeLessThan(300);
  }
}

const values = async (answer: Response, name = "x") =>
  (await bindingsIn(answer)).map((row) => row[name]?.value.replace("http://e.example/", ""));

describe.each([
  ["expanded", expanding],
  ["materialised, with the engine n3", materialising],
])("entailment at /sparql, %s", (_, store) => {
  const get = (parameters: Readonly<Record<string, string>>) =>
    fetch(`${store.url}/sparql?${new URLSearchParams(parameters).toString()}`);

  it("is none unless it is asked for", async () => {
    expect(await values(await get({ query: ancestors }))).toEqual([]);
    expect(await values(await get({ query: ancestors, entailment: "none" }))).toEqual([]);
  });

  it("has special and qualified derivations answer for derivations, over bundles, by every form of the protocol", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const answers = [
      await get({ query: ancestors, entailment: "prov" }),
      await post(
        store,
        "/sparql",
        new URLSearchParams({ query: ancestors, entailment: "prov" }).toString(),
        form,
      ),
      await post(store, "/sparql?entailment=prov", ancestors, { "content-type": "application/sparql-query" }),
    ];

    for (const answer of answers) expect(await values(answer)).toEqual(["v1", "v2"]);
  });

  it("takes in the alignments that are named", async () => {
    const query = `${prefixes}SELECT ?x { ?x a prov:Activity ; prov:used e:v1 }`;

    expect(await values(await get({ query, entailment: "prov" }))).toEqual([]);
    expect(await values(await get({ query, entailment: "aligned" }))).toEqual([]);
    expect(await values(await get({ query, entailment: "aligned", alignments: "own,p-plan" }))).toEqual([
      "made",
    ]);
  });

  it("tells how it was answered", async () => {
    const answer = await get({ query: ancestors, entailment: "prov", explain: "true" });

    expect(JSON.parse(await answer.text())).toMatchObject({
      answeredBy: store === expanding ? "native" : "comunica",
      rows: 2,
    });
  });

  it.each([
    [{ entailment: "rdfs" }, 400, "malformed-parameter", '"entailment" must be one of none, prov, aligned'],
    [{ alignments: "p-plan" }, 400, "malformed-parameter", "given with entailment aligned alone"],
    [
      { entailment: "prov", alignments: "p-plan" },
      400,
      "malformed-parameter",
      "given with entailment aligned",
    ],
    [{ entailment: "aligned", alignments: "" }, 400, "malformed-parameter", "names with commas between them"],
    [
      { entailment: "aligned", alignments: "P Plan" },
      400,
      "malformed-parameter",
      '"alignments" must be names',
    ],
    [{ entailment: "aligned", alignments: "nope" }, 404, "unknown-alignment", "own, p-plan"],
    [
      { entailment: "aligned", alignments: "own", recordedAsOf: "2020-01-01T00:00:00Z" },
      404,
      "unknown-alignment",
      'no alignment "own"',
    ],
    [{ Entailment: "prov" }, 400, "unknown-parameter", "entailment"],
    [
      { entailment: "aligned", alignments: "one-way,other-way" },
      422,
      "unsupported-axiom",
      "leads back to it",
    ],
  ])("refuses %j", async (parameters, status, code, detail) => {
    const problem = await problemIn(
      await get({ query: ancestors, ...(parameters as Record<string, string>) }),
    );

    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).toContain(detail);
  });
});

describe.each([
  ["expanded", expanding],
  ["materialised, with the engine n3", materialising],
])("entailment at /questions, %s", (_, store) => {
  const ask = (parameters: string) =>
    fetch(`${store.url}/questions/upstream?of=${encodeURIComponent("http://e.example/v3")}${parameters}`);

  it("answers from what follows, says so, and names the bundles that state what it follows from", async () => {
    const plain = JSON.parse(await (await ask("")).text());
    const entailed = JSON.parse(await (await ask("&entailment=prov")).text());

    expect([plain.rows, plain.entailment]).toEqual([[], undefined]);
    expect(entailed.entailment).toEqual({ kind: "prov", alignments: [] });
    const bundles = entailed.rows.map((row: Record<string, { value: string }>) => [
      row.entity?.value,
      row.bundles?.value.split(" ").length,
      row.linkedHops?.value,
    ]);
    expect(bundles).toEqual([
      ["http://e.example/v1", 2, "0"],
      ["http://e.example/v2", 1, "0"],
    ]);
  });

  it("shows on the page what it followed from, and asks again with it", async () => {
    const page = await (await ask("&entailment=aligned&alignments=own&format=html")).text();

    expect(page).toContain("<dt>entailment</dt><dd>aligned (own)</dd>");
    expect(page).toContain("<option selected>aligned</option>");
  });

  it("refuses what /sparql refuses", async () => {
    expect(await problemIn(await ask("&entailment=owl"))).toMatchObject({ code: "malformed-parameter" });
  });
});

it("is in no export", async () => {
  const answer = await fetch(`${expanding.url}/export?entailment=prov`);

  expect(await problemIn(answer)).toMatchObject({ code: "unknown-parameter" });
});
