import { describe, expect, it } from "vitest";
import { QueryTimeoutError } from "../../src/pipeline/query-limits.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import type { QueryOptions } from "../../src/sparql/engine.ts";
import { type PlanObserver, planObserver, type Step } from "../../src/sparql/evaluate/explain.ts";
import type { Operator } from "../../src/sparql/evaluate/operator.ts";
import { unit } from "../../src/sparql/evaluate/operators/unit.ts";
import type { Explanation } from "../../src/sparql/explanation.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf } from "./fixtures.ts";

describe("explain", () => {
  it("tells the steps in the order in which rows come, with their rows and what was expected", async () => {
    const { answeredBy, rows, steps } = await explained("SELECT ?b { :a :p ?b . ?b :q ?c . FILTER(?c > 1) }");

    expect([answeredBy, rows]).toEqual(["native", 2]);
    expect(shapeOf(steps)).toEqual([["filter", 2, [["index join", 3, [["scan", 3, []]]]]]]);
    expect(named("scan", steps).estimate).toBe(3);
    expect(named("scan", steps).detail).toBe("<urn:x:a> <urn:x:p> ?b");
  });

  it("tells how often what is optional was evaluated, and all the rows that it made", async () => {
    const { steps } = await explained("SELECT * { :a :p ?b OPTIONAL { ?b :q ?c } }");

    const [left] = steps.filter(({ name }) => name === "left join");
    expect(left?.rows).toBe(3);
    expect(left?.inputs.map(({ rows, evaluations }) => [rows, evaluations])).toEqual([
      [3, 1],
      [3, 1],
    ]);
  });

  it("tells what EXISTS inside of an expression asked", async () => {
    const { steps, existences } = await explained("SELECT * { :a :p ?b BIND(EXISTS { ?b :q ?c } AS ?d) }");

    expect(shapeOf(steps)).toEqual([["extend", 3, [["scan", 3, []]]]]);
    expect(existences.length).toBe(1);
    expect(existences[0]?.evaluations).toBe(3);
  });

  it("stops an ASK at its first rows, and counts a CONSTRUCT's triples", async () => {
    expect((await explained("ASK { ?a ?p ?b }")).rows).toBe(1);
    expect((await explained("ASK { ?a :nothing ?b }")).rows).toBe(0);
    const construct = await explained("CONSTRUCT { ?b :of :a } { :a :p ?b }");
    expect(construct.rows).toBe(3);
    expect(shapeOf(construct.steps)).toEqual([["distinct", 3, [["construct", 3, [["scan", 3, []]]]]]]);
  });

  it("says why Comunica answers", async () => {
    const { answeredBy, reason, rows, steps } = await explained('SELECT (BNODE("x") AS ?x) {}');

    expect({ answeredBy, reason, rows, steps }).toEqual({
      answeredBy: "comunica",
      reason: "bnode of 1 arguments",
      rows: 1,
      steps: [],
    });
  });

  it("tells how far a query came that a limit ended", async () => {
    const checkTime = () => {
      throw new QueryTimeoutError("enough");
    };
    const { stopped, steps } = await explained(product, { checkTime });

    expect(stopped).toEqual({ code: "query-timeout", detail: "enough" });
    expect(named("scan", steps).rows).toBeGreaterThan(0);
  });
});

describe("planObserver", () => {
  it("gives each step its own time, and the time of all below it", () => {
    let now = 0;
    const observer = planObserver(() => now);
    const inner = takes(2, unit, observer);
    const outer = takes(3, inner, observer);

    for (const _ of outer.rows());

    const [step] = observer.stepsOf(outer).steps;
    expect([step?.milliseconds, step?.ownMilliseconds]).toEqual([5, 3]);
    expect(step?.inputs[0]?.milliseconds).toBe(2);

    function takes(milliseconds: number, input: Operator, { observe }: PlanObserver): Operator {
      return observe({
        ...unit,
        inputs: [input],
        *rows() {
          now += milliseconds;
          yield* input.rows();
        },
      });
    }
  });
});

const data = `:g { :a :p :b1, :b2, :b3 . :b1 :q 1 . :b2 :q 2 . :b3 :q 3 }`;
const product =
  "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o . ?q ?r ?s }";

async function explained(query: string, options: QueryOptions = {}): Promise<Explanation> {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(data)) store.open({ id, quads }, 1);
  return integerEngine().explain(`PREFIX : <urn:x:> ${query}`, store.view({ mode: "exact" }), options);
}

type Shape = readonly [string, number, readonly Shape[]];

function shapeOf(steps: readonly Step[]): readonly Shape[] {
  return steps.map(({ name, rows, inputs }) => [name, rows, shapeOf(inputs)]);
}

function named(name: string, steps: readonly Step[]): Step {
  const found = [...all(steps)].find((step) => step.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
}

function* all(steps: readonly Step[]): Iterable<Step> {
  for (const step of steps) {
    yield step;
    yield* all(step.inputs);
  }
}
