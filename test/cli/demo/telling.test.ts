import { describe, expect, it } from "vitest";
import { inShort, told } from "../../../src/cli/demo/telling.ts";
import type { Answer, AnswerRow } from "../../../src/questions/answer.ts";
import { packagedQuestions, questionOf } from "../../../src/questions/library.ts";

const library = packagedQuestions();

function anAnswer(id: string, mode: "exact" | "possible", rows: readonly AnswerRow[]): Answer {
  const names = rows.flatMap(({ bindings }) => Object.values(bindings).map(({ value }) => value));
  return {
    question: questionOf(library, id),
    parameters: {},
    mode,
    at: "2026-11-06T12:00:00Z",
    recordedAsOf: null,
    columns: id === "blast-radius" ? ["how", "affected", "isModel"] : ["version"],
    rows,
    coverage: null,
    limits: [],
    notes: [],
    labels: Object.fromEntries(
      names.map((name) => [name, `credit-score · version ${name.replace(/.*\//, "")}`]),
    ),
  };
}

function aRow(how: string, name: string, isModel = false): AnswerRow {
  return {
    bindings: {
      how: { type: "literal", value: how },
      affected: { type: "uri", value: `http://localhost:3030/id/${name}` },
      isModel: { type: "literal", value: String(isModel) },
    },
    bundles: ["http://localhost:3030/id/bundle/a"],
    linkedHops: 0,
  };
}

const exact = anAnswer("blast-radius", "exact", [
  aRow("delivered", "d1"),
  aRow("derived", "v43", true),
  aRow("derived", "v42", true),
  aRow("derived", "features"),
]);
const possible = anAnswer("blast-radius", "possible", [...exact.rows, aRow("derived", "report")]);
const good = anAnswer("good-versions", "exact", [
  {
    bindings: { version: { type: "uri", value: "http://localhost:3030/id/v41" } },
    bundles: [],
    linkedHops: 0,
  },
]);

describe("the demo", () => {
  it("says how many deliveries and artefacts there are, which of them are models, and the last good one", () => {
    const story = [exact, possible, good].map((answer) => ({ heading: "", answer, tookMs: 1 }));

    expect(inShort(story)).toBe(
      "In short: 1 poisoned deliveries, 3 artefacts affected (mode exact), models v42, v43; last good version v41\n",
    );
  });

  it("shows of another mode only the rows that exact mode lacks", () => {
    const text = told({ heading: "Besides", answer: possible, exact, tookMs: 1 }, 80);

    expect(text).toContain("report");
    expect(text).not.toContain("version d1");
    expect(text).toContain("Only what mode exact does not have; with it, 5 rows");
    expect(text).toContain("=> 1 poisoned deliveries, 4 artefacts affected (mode possible), models v42, v43");
  });

  it.each([60, 80, 100, 160])("fits its frames into %d columns", (columns) => {
    const text = told({ heading: "What it touched", answer: exact, tookMs: 1 }, columns);

    const frames = text.split("\n").filter((line) => /^[─│┌├└]/.test(line));
    expect(Math.max(...frames.map((line) => line.length))).toBeLessThanOrEqual(Math.min(columns, 140));
  });
});
