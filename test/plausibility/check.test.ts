import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { checkPlausibility } from "../../src/plausibility/check.ts";
import { defaultClockSkewMs } from "../../src/plausibility/report.ts";
import { durationText } from "../../src/plausibility/times.ts";

const options = { nowMs: Date.parse("2026-11-23T12:00:00Z"), clockSkewMs: defaultClockSkewMs };
const ex = "http://example.org/";

function found(provN: string, others: Partial<typeof options> = {}) {
  const document = parseProvN(`document prefix ex <${ex}> ${provN} endDocument`);
  return checkPlausibility(document, { ...options, ...others }).implausibilities;
}

describe("the plausibility profile", () => {
  it.each([
    "activity(ex:a, 2026-11-01T06:00:00Z, 2026-11-01T06:00:00Z)",
    "activity(ex:a, 2026-11-01T08:00:00+02:00, 2026-11-01T06:00:00Z)",
    "activity(ex:a, 2026-11-01T06:00:00, 2026-11-01T05:00:00Z)",
    "used(ex:a, ex:e, 2026-11-01T06:00:00Z) wasGeneratedBy(ex:e, ex:b, 2026-11-01T06:00:00Z)",
    "used(ex:a, ex:e, 2026-11-01T06:00:00Z) wasGeneratedBy(ex:e, ex:b, -)",
    "used(ex:a, ex:e, -) wasGeneratedBy(ex:e, ex:b, 2026-11-01T06:00:00Z) activity(ex:a, -, 2026-11-01T07:00:00Z)",
    "activity(ex:a, 2026-11-23T12:00:00Z, -) activity(ex:b, 2026-11-24T01:59:00, -)",
    "bundle ex:b activity(ex:a, 2026-11-01T06:00:00Z, -) endBundle bundle ex:c activity(ex:a, 2026-11-01T06:05:00Z, -) endBundle",
  ])("finds nothing in %s", (provN) => {
    expect(found(provN)).toEqual([]);
  });

  it("finds a start after an end, whichever statements say so", () => {
    expect(found("activity(ex:a, 2026-11-01T07:00:00Z, 2026-11-01T06:00:00.5Z)")).toEqual([
      {
        name: "start-after-end",
        focusNode: `${ex}a`,
        statements: ["activity(ex:a, 2026-11-01T07:00:00Z, 2026-11-01T06:00:00.5Z)"],
        message: "ex:a starts at 2026-11-01T07:00:00Z, after it ends at 2026-11-01T06:00:00.5Z.",
      },
    ]);
    expect(
      found("wasStartedBy(ex:a, -, -, 2026-11-01T07:00:00Z) wasEndedBy(ex:a, -, -, 2026-11-01T06:00:00Z)"),
    ).toMatchObject([{ name: "start-after-end", statements: { length: 2 } }]);
  });

  it.each([
    [
      "used(ex:a, ex:e, 2026-11-01T06:00:00Z) wasGeneratedBy(ex:e, -, 2026-11-01T07:00:00Z)",
      2,
      "used by ex:a at",
    ],
    [
      "used(ex:a, ex:e, -) activity(ex:a, -, 2026-11-01T06:00:00Z) wasGeneratedBy(ex:e, ex:b, 2026-11-01T07:00:00Z)",
      3,
      "which ended at",
    ],
    [
      "used(ex:a, ex:e, 2026-11-01T06:00:00Z) wasGeneratedBy(ex:e, ex:b, -) activity(ex:b, 2026-11-01T07:00:00Z, -)",
      3,
      "or later",
    ],
  ])("finds a use before the generation in %s", (provN, count, words) => {
    const [first, ...others] = found(provN);

    expect(others).toEqual([]);
    expect(first).toMatchObject({
      name: "use-before-generation",
      focusNode: `${ex}e`,
      statements: { length: count },
    });
    expect(first?.message).toContain(words);
  });

  it("finds times that are yet to come, by the time of the check", () => {
    const provN = `activity(ex:a, 2026-12-01T06:00:00Z, 2026-12-02T06:00:00) used(ex:b, ex:e, 2027-01-01T00:00:00Z)
      wasGeneratedBy(ex:e, ex:c, 2026-11-23T12:00:01Z)`;

    expect(
      found(provN)
        .filter(({ name }) => name === "future-time")
        .map(({ message }) => message),
    ).toEqual([
      "ex:a started at 2026-12-01T06:00:00Z, which is yet to come.",
      "ex:a ended at 2026-12-02T06:00:00, which is yet to come.",
      "ex:e was used at 2027-01-01T00:00:00Z, which is yet to come.",
      "ex:e was generated at 2026-11-23T12:00:01Z, which is yet to come.",
    ]);
    expect(found(provN, { nowMs: Date.parse("2027-01-01T00:00:00Z") })).toEqual([]);
  });

  it("finds producers whose clocks differ by more than may be", () => {
    const provN = `wasAttributedTo(ex:b1, ex:airflow) wasAttributedTo(ex:b2, ex:spark)
      bundle ex:b1 activity(ex:run, 2026-11-01T06:00:00Z, -) endBundle
      bundle ex:b2 activity(ex:run, 2026-11-01T06:07:00Z, -) wasGeneratedBy(ex:e, ex:run, 2026-11-01T06:30:00Z) endBundle
      bundle ex:b3 wasGeneratedBy(ex:e, -, 2026-11-01T06:34:00Z) endBundle`;

    expect(found(provN)).toEqual([
      {
        name: "clock-skew",
        focusNode: `${ex}run`,
        statements: [
          "activity(ex:run, 2026-11-01T06:00:00Z, -)",
          "activity(ex:run, 2026-11-01T06:07:00Z, -)",
        ],
        message:
          "When ex:run started, ex:airflow says 2026-11-01T06:00:00Z, and ex:spark says 2026-11-01T06:07:00Z: 7 minutes apart.",
      },
    ]);
    expect(found(provN, { clockSkewMs: 0 })).toHaveLength(2);
    expect(found(provN.replace("ex:airflow", "ex:spark"))).toEqual([]);
  });

  it("judges each bundle by itself but for that, and says which", () => {
    const provN = `wasGeneratedBy(ex:e, ex:c, 2026-11-01T07:00:00Z)
      bundle ex:b used(ex:a, ex:e, 2026-11-01T06:00:00Z) activity(ex:a, 2026-11-01T07:00:00Z, 2026-11-01T06:00:00Z) endBundle`;

    expect(found(provN)).toMatchObject([{ name: "start-after-end", bundle: `${ex}b` }]);
  });

  it("finds nothing in what happens in order, and the start after the end when that is turned round", () => {
    const aTime = fc.integer({ min: 0, max: 1e12 }).map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(aTime, aTime, aTime, aTime, (...times) => {
        const [start, generation, use, end] = times.sort();
        const provN = `activity(ex:a, ${start}, ${end}) wasGeneratedBy(ex:e, ex:a, ${generation}) used(ex:b, ex:e, ${use}) activity(ex:b, ${start}, ${end})`;

        expect(found(provN)).toEqual([]);
        const turned = found(`activity(ex:a, ${end}, ${start})`).map(({ name }) => name);
        expect(turned).toEqual(start === end ? [] : ["start-after-end"]);
      }),
    );
  });
});

describe("durationText", () => {
  it.each([
    [400, "400 ms"],
    [1_000, "1 second"],
    [7 * 60_000, "7 minutes"],
    [3 * 86_400_000, "3 days"],
  ])("writes %d ms as %s", (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});
