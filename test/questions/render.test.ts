import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/questions/answer.ts";
import { answerCsv, answerHtml, answerTable } from "../../src/questions/render.ts";

const base = "http://localhost:3030/id/";
const hostile = '<img src=x onerror="alert(1)">\u001b[31m';

function anAnswer(change: Partial<Answer> = {}): Answer {
  const row = (model: string, agent: string, principal: string) => ({
    bindings: {
      model: { type: "uri" as const, value: base + model },
      agent: { type: "uri" as const, value: `javascript:${agent}` },
      onBehalfOf: { type: "literal" as const, value: principal },
      at: {
        type: "literal" as const,
        value: "2026-10-26T11:00:00Z",
        datatype: "http://www.w3.org/2001/XMLSchema#dateTime",
      },
      secret: { type: "literal" as const, value: "for machines" },
    },
    bundles: [`${base}bundle/1`, `${base}bundle/2`],
    linkedHops: 2,
  });
  return {
    question: {
      id: "q",
      title: "Agents & models",
      question: "Who?",
      law: "GDPR Art. 5(2) [K]",
      answer: "One row a model.",
      monotone: "true",
      parameters: [{ name: "law", type: "iri", required: false, description: "The law" }],
      hidden: ["secret"],
      folded: ["onBehalfOf"],
    },
    parameters: { law: { type: "uri", value: "https://w3id.org/dpv/legal/eu#law-GDPR" } },
    mode: "exact",
    at: "2026-11-06T12:00:00Z",
    recordedAsOf: null,
    columns: ["model", "agent", "onBehalfOf", "at", "secret"],
    rows: [row("m42", "a", "p-1"), row("m42", "a", "bank"), row("m43", "a", hostile)],
    coverage: { counted: "models with a recorded agent", covered: 2, total: 3 },
    limits: [{ name: "rows", value: 3, effect: "there are more rows than these" }],
    notes: ["Nothing is recorded about x."],
    labels: {
      [`${base}m42`]: "credit-score · version v42",
      "https://w3id.org/dpv/legal/eu#law-GDPR": "legal-eu:law-GDPR",
    },
    ...change,
  };
}

describe("answerTable", () => {
  it("frames labelled rows, joins folded values and says what they rest on", () => {
    const text = answerTable(anAnswer(), { tookMs: 12.4 });

    expect(text).toContain("law legal-eu:law-GDPR · mode exact · at 2026-11-06T12:00:00Z");
    expect(text).toMatch(
      /│ credit-score · version v42 +│ javascript:a +│ p-1, bank +│ 2026-10-26 11:00 +│ 2 +│ 2 +│/,
    );
    expect(text).toContain("3 rows, resting on 2 bundles, 2 linked hops a row");
    expect(text).toContain("Coverage: 2 of 3 models with a recorded agent (66 %)");
    expect(text).toContain("Limit reached: rows (3), so there are more rows than these.");
    expect(text).toContain("Took 12 ms");
    expect(text).not.toContain("for machines");
  });

  it("never writes a control character, and fits the width", () => {
    const text = answerTable(anAnswer(), { width: 72 });

    expect(text).not.toContain("\u001b");
    const frame = text.split("\n").filter((line) => /^[┌│├└]/.test(line));
    expect(new Set(frame.map((line) => Array.from(line).length)).size).toBe(1);
    expect(Array.from(frame[0] ?? "").length).toBeLessThanOrEqual(72);
  });

  it("says so when there are no rows", () => {
    expect(answerTable(anAnswer({ rows: [] }))).toContain("(no rows)");
  });
});

describe("answerCsv", () => {
  it("has every column in full, quoted as RFC 4180 says, and no formula", () => {
    const formula = { type: "literal" as const, value: '=1+"1"' };
    const answer = anAnswer({
      columns: ["note"],
      rows: [{ bindings: { note: formula }, bundles: ["b:1", "b:2"], linkedHops: 1 }],
    });

    expect(answerCsv(answer)).toBe(`note,linkedHops,bundles\r\n"'=1+""1""",1,b:1 b:2\r\n`);
  });
});

describe("answerHtml", () => {
  it("is one page without script, with every text escaped and only web links", () => {
    const html = answerHtml(anAnswer());

    expect(html).toContain("<h1>Agents &#38; models</h1>");
    expect(html).toContain(`<a href="${base}m42" title="${base}m42">credit-score · version v42</a>`);
    expect(html).not.toContain("<img");
    expect(html).not.toContain('href="javascript:');
    expect(html).not.toContain("<script");
    expect(html).toContain("verify with counsel");
    expect(html).toContain("<summary>2 bundles</summary>");
  });
});
