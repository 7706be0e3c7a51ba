import { describe, expect, it } from "vitest";
import { textOfExplanation } from "../../src/cli/explanation-text.ts";
import type { Step } from "../../src/sparql/evaluate/explain.ts";
import type { Explanation } from "../../src/sparql/explanation.ts";

const prov = "http://www.w3.org/ns/prov#";

describe("textOfExplanation", () => {
  it("aligns its figures, draws branches, and shortens IRIs of known namespaces", () => {
    const used = aStep({ name: "scan", detail: `?run <${prov}used> ?v`, rows: 1510, estimate: 2270.4 });
    const started = aStep({
      name: "index join",
      detail: "?run <urn:x:y> ?t",
      rows: 12,
      estimate: 0.25,
      evaluations: 3,
    });
    const joined = aStep({ name: "left join", rows: 1510, milliseconds: 1234.5, inputs: [used, started] });
    const text = textOfExplanation(
      anExplanation({ steps: [aStep({ name: "distinct", inputs: [joined] })] }),
      100,
    );

    expect(text.split("\n")).toEqual([
      "Natively: 1,510 rows in 3.25 ms, of which parsing and planning 0.50 ms",
      "",
      "       rows   expected   times       ms   own ms  step",
      "          1          1             0.00     0.00  distinct",
      "      1,510          1            1,235     0.00  left join",
      "      1,510      2,270             0.00     0.00  ├ scan ?run prov:used ?v",
      "         12        < 1       3     0.00     0.00  └ index join ?run <urn:x:y> ?t",
    ]);
  });

  it("keeps within the columns that there are", () => {
    const step = aStep({ detail: "?a ".repeat(100), estimate: 7.6e22 });

    const text = textOfExplanation(anExplanation({ steps: [step], existences: [step] }), 70);

    const [, ...lines] = text.split("\n");
    expect(Math.max(...lines.map(({ length }) => length))).toBe(70);
    expect(text).toContain("7.6e+22");
    expect(text).toContain("Asked by EXISTS inside of expressions:");
  });

  it("says why Comunica answers, and what ended a query", () => {
    const stopped = { code: "query-timeout", detail: "The query was stopped" };

    const text = textOfExplanation(
      anExplanation({ answeredBy: "comunica", reason: "service", rows: 1, stopped }),
      100,
    );

    expect(text.split("\n")).toEqual([
      "By Comunica: 1 row in 3.25 ms, of which parsing and planning 0.50 ms",
      "Not natively, because of: service",
      "Not to its end. The query was stopped",
    ]);
  });

  it("says what Comunica does of a query that is native in part", () => {
    const inComunica = [{ operation: `filter <${prov}used>(?a)`, reason: "a function" }];

    const text = textOfExplanation(
      anExplanation({ answeredBy: "both", reason: "a function", inComunica }),
      100,
    );

    expect(text.split("\n")).toEqual([
      "In Comunica, the parts below natively: 1,510 rows in 3.25 ms, of which parsing and planning 0.50 ms",
      "In Comunica: filter prov:used(?a), because of: a function",
    ]);
  });
});

function aStep(members: Partial<Step>): Step {
  return {
    name: "scan",
    detail: "",
    estimate: 1,
    rows: 1,
    evaluations: 1,
    milliseconds: 0,
    ownMilliseconds: 0,
    inputs: [],
    ...members,
  };
}

function anExplanation(members: Partial<Explanation>): Explanation {
  return {
    answeredBy: "native",
    rows: 1510,
    milliseconds: 3.25,
    planMilliseconds: 0.5,
    steps: [],
    existences: [],
    ...members,
  };
}
