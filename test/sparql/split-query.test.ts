import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import type { QuadView } from "../../src/quads/quad-store.ts";
import type { QueryOptions } from "../../src/sparql/engine.ts";
import { QueryTooLargeError } from "../../src/sparql/errors.ts";
import type { Step } from "../../src/sparql/evaluate/explain.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "./fixtures.ts";

const refused = 'isBlank(BNODE("k"))';

describe("a query that is native in part", () => {
  it("has a join and a path evaluated natively below a condition that is not", async () => {
    const { answeredBy, inComunica, steps } = await explained(
      `SELECT ?c { :a :p+ ?b . ?b :q ?c FILTER(?c > 1 && ${refused}) }`,
    );

    expect(answeredBy).toBe("both");
    expect(inComunica).toEqual([
      { operation: `filter ?c > "1" && isblank(bnode("k"))`, reason: "bnode of 1 arguments" },
    ]);
    expect(namesOf(steps)).toEqual(expect.arrayContaining(["path", "filter"]));
    expect(steps.map(({ name, rows }) => [name, rows])).toEqual([["native part", 2]]);
  });

  it("joins what shares variables natively, and leaves the rest to Comunica", async () => {
    const { steps } = await explained(
      `SELECT * { { ?a :p ?b BIND(${refused} AS ?k) } ?b :q ?c . ?c :r ?d . ?x :p ?y }`,
    );

    const variables = steps.map(({ detail }) => detail.split(" ").sort().join(" "));
    expect(variables.sort()).toEqual(["?a ?b", "?b ?c ?d", "?x ?y"]);
  });

  it("groups natively, and evaluates of a union what is native once", async () => {
    const grouped = await explained(
      "SELECT ?a (BNODE(STR(?a)) AS ?k) { { SELECT ?a (COUNT(*) AS ?n) { ?a :p ?b } GROUP BY ?a } }",
    );
    const united = await explained(
      `SELECT * { { ?a :p ?b } UNION { ?a :q ?b } UNION { ?a :r ?b FILTER(${refused}) } }`,
    );

    expect(namesOf(grouped.steps)).toContain("group");
    expect(namesOf(united.steps)).toContain("union");
    expect(united.steps).toHaveLength(2);
  });

  it("tells how often Comunica asked for a part", async () => {
    const { steps } = await explained("SELECT ?a { ?a :q ?c FILTER EXISTS { SELECT ?a { ?a :p ?b } } }");

    expect(steps.map(({ rows, evaluations }) => [rows, evaluations])).toEqual([
      [3, 1],
      [0, 3],
    ]);
  });

  it("leaves a group within EXISTS whole", async () => {
    const query =
      "SELECT ?b { ?a :p ?b FILTER EXISTS { SELECT ?b (COUNT(*) AS ?n) { ?b :q ?c } GROUP BY ?b } }";

    expect((await explained(query)).steps).toHaveLength(1);
    expect(await answered(query)).toEqual(["b1", "b2", "b3"]);
  });

  it("has the condition of an optional part within the part, where Comunica would fail at it", async () => {
    const optional = (part: string, condition: string) =>
      answered(`SELECT ?b ?c { ?a :p ?b OPTIONAL { FILTER(${condition}) ${part} } }`);
    const expected = ["b1 1", "b2 -", "b3 3", "c -"];

    expect(await optional("?b :q ?c MINUS { ?b :q 2 }", refused)).toEqual(expected);
    expect(await optional("?b :q ?c FILTER(?c != 2)", `${refused} && ?b != :b2`)).toEqual(expected);
    expect(await optional("?b :q ?k BIND(?k AS ?c)", `isBlank(BNODE(STR(?b))) && ?c != 2`)).toEqual(expected);
    expect(
      await optional("?x :q ?c MINUS { ?x :q 2 }", `${refused} && isBlank(BNODE(STR(?x)))`),
    ).toHaveLength(8);
  });

  it("leaves a condition where it is that speaks in part of what only the left binds", async () => {
    const part = `{ SELECT ?b { ?b :q ?x } } ?b :q ?c FILTER(${refused}) FILTER EXISTS { ?a :p ?b }`;

    const found = await answered(`SELECT ?b ?c { ?a :p ?b OPTIONAL { ${part} } }`);

    expect(found).toEqual(["b1 1", "b2 2", "b3 3", "c -"]);
  });

  it("takes a condition to what binds its variables in every row, and to nothing else", async () => {
    const optional = `OPTIONAL { ?a :p ?b FILTER(${refused}) }`;
    const either = "{ ?a :r :nothing } UNION { OPTIONAL { :nothing :p ?x } }";

    expect(await answered(`SELECT ?a ?b { ${optional} ${either} FILTER(?a = :b && BOUND(?a)) }`)).toEqual([
      "b c",
    ]);
    expect(await answered(`SELECT ?a ?b { ${either} ${optional} FILTER(?a = :b) }`)).toEqual(["b c"]);

    const { steps } = await explained(
      `SELECT ?b { { ?a :p ?b BIND(${refused} AS ?k) } ?b :q ?c . FILTER(?c > 2) }`,
    );
    expect(steps.map(({ rows }) => rows)).toEqual(expect.arrayContaining([1]));
  });

  it("reads the dataset and the moment that the query asks for", async () => {
    const query = `SELECT ?b { ?a :p ?b FILTER(${refused}) }`;

    expect(await answered(query.replace("{", "FROM :other {"))).toEqual(["c"]);
    expect(await answered(query.replace("{", "FROM :other {"), { position: 0 })).toEqual([]);
    expect(await answered(query, { options: { defaultGraphs: ["urn:x:none"] } })).toEqual([]);
  });

  it("leaves patterns of a graph that is kept apart to Comunica", async () => {
    const query = `SELECT ?b ?name { ?a :p ?b GRAPH :apart { ?b :name ?name } }`;
    const apart = withApart(viewOf());

    const { steps, inComunica } = await explained(query, apart);

    expect(steps).toHaveLength(1);
    expect(inComunica).toContainEqual({ operation: "pattern", reason: "a graph that is kept apart" });
    expect(await answered(query, { view: apart })).toEqual(["b1 Ada"]);
  });

  it("is stopped within a part, and by what its parts hold", async () => {
    const product = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?u } ORDER BY ?a";
    const query = `SELECT ?a { { ${product} } FILTER(${refused}) }`;
    const checkTime = () => {
      throw new Error("enough");
    };

    await expect(answered(query, { options: { checkTime } })).rejects.toThrow("enough");
    await expect(answered(query, { memoryBytes: 2 ** 16 })).rejects.toThrow(QueryTooLargeError);
  });
});

const data = `
  :g { :a :p :b1, :b2, :b3 ; :r 2 . :b1 :q 1 . :b2 :q 2 . :b3 :q 3 }
  :other { :b :p :c }`;

function viewOf(position?: number): QuadView {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(data)) store.open({ id, quads }, 1);
  return store.view({ mode: "exact", ...(position === undefined ? {} : { position }) });
}

function withApart(view: QuadView): QuadView {
  const apart = "urn:x:apart";
  const name = DataFactory.quad(
    DataFactory.namedNode("urn:x:b1"),
    DataFactory.namedNode("urn:x:name"),
    DataFactory.literal("Ada"),
    DataFactory.namedNode(apart),
  ) as Quad;
  return {
    ...view,
    match: (s, p, o, g) => (g?.value === apart ? [name] : view.match(s, p, o, g)),
    estimate: (s, p, o, g) => (g?.value === apart ? 1 : view.estimate(s, p, o, g)),
    graphsApart: [apart],
  };
}

function explained(query: string, view = viewOf()) {
  return integerEngine().explain(`PREFIX : <urn:x:> ${query}`, view);
}

async function answered(
  query: string,
  {
    position,
    view = viewOf(position),
    options,
    memoryBytes,
  }: { position?: number; view?: QuadView; options?: QueryOptions; memoryBytes?: number } = {},
): Promise<string[]> {
  const engine = integerEngine(memoryBytes === undefined ? {} : { memoryBytes });
  return rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, view, options));
}

function namesOf(steps: readonly Step[]): string[] {
  return steps.flatMap(({ name, inputs }) => [name, ...namesOf(inputs)]);
}
