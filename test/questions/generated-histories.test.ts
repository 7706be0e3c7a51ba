import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modes } from "../../src/quads/quad-store.ts";
import { packagedQuestions } from "../../src/questions/library.ts";
import { linkedStore } from "../pipeline.ts";
import { askOf } from "./handmade.ts";

const input = {
  of: "dataset/x/d0",
  source: "dataset/x/d0",
  dataset: "dataset/x/d1",
  from: "2026-10-02",
  to: "2026-10-06",
};
const scope = `@prefix dpv: <https://w3id.org/dpv#> .
  <http://localhost:3030/id/dataset/x/d0> dpv:hasApplicableLaw <https://w3id.org/dpv/legal/eu#law-GDPR> .`;

describe("bounds nest (law 8) over generated histories", () => {
  it("holds for every question of what the real linker makes of them", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory(), async (events) => {
        const store = await linkedStore([...events.map((event) => ({ event })), { turtle: scope }]);

        for (const question of packagedQuestions().values()) {
          const asked = question.parameters.filter(({ required, type }) => required || type === "dateTime");
          const given = Object.fromEntries(
            Object.entries(input).filter(([name]) => asked.some((parameter) => parameter.name === name)),
          );
          const answers: string[][] = [];
          for (const mode of modes) {
            const { rows } = await askOf(store, question.id, given, { mode });
            answers.push(rows.map(({ bindings }) => JSON.stringify(bindings)));
          }
          const [small, middle, large] = question.monotone === "antitone" ? answers.toReversed() : answers;

          expect(middle, question.id).toEqual(expect.arrayContaining(small ?? []));
          expect(large, question.id).toEqual(expect.arrayContaining(middle ?? []));
        }
      }),
      { numRuns: 5 },
    );
  });
});

/** Runs over four data sets, with and without lineage, named versions, replacement and success. */
function aHistory(): fc.Arbitrary<readonly string[]> {
  const dataset = fc.nat({ max: 3 });
  const run = fc.record({
    day: fc.integer({ min: 1, max: 9 }),
    inputs: fc.uniqueArray(dataset, { maxLength: 2 }),
    output: dataset,
    isStated: fc.boolean(),
    isReplacing: fc.boolean(),
    isModel: fc.boolean(),
    end: fc.constantFrom("COMPLETE", "COMPLETE", "FAIL", "RUNNING"),
    versionRead: fc.option(fc.integer({ min: 1, max: 9 })),
  });
  const d = (n: number) => ({ namespace: "x", name: `d${n}` });
  const facet = (content: object) => ({
    _producer: "https://example.org/p",
    _schemaURL: "https://example.org/f.json",
    ...content,
  });
  return fc.array(run, { minLength: 3, maxLength: 8 }).map((runs) =>
    runs.flatMap(({ day, inputs, output, isStated, isReplacing, isModel, end, versionRead }, i) => {
      const event = (eventType: string, hour: number, outputs: readonly object[]) =>
        JSON.stringify({
          eventType,
          eventTime: `2026-10-0${day}T0${hour}:00:00Z`,
          producer: "https://example.org/p",
          schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
          run: { runId: `0198f1d2-0000-7000-8000-00000000000${i}` },
          job: { namespace: "x", name: `j${output}` },
          inputs: inputs.map((n) => ({
            ...d(n),
            facets: versionRead === null ? {} : { version: facet({ datasetVersion: `v${versionRead}` }) },
          })),
          outputs,
        });
      const written = {
        ...d(output),
        facets: {
          version: facet({ datasetVersion: `v${day}` }),
          ...(isModel ? { datasetType: facet({ datasetType: "MODEL" }) } : {}),
          ...(isReplacing ? { lifecycleStateChange: facet({ lifecycleStateChange: "OVERWRITE" }) } : {}),
          ...(isStated
            ? { lineage: facet({ inputs: inputs.map((n) => ({ ...d(n), type: "DATASET" })) }) }
            : {}),
        },
      };
      return [event("START", 1, []), event(end, 2, [written])];
    }),
  );
}
