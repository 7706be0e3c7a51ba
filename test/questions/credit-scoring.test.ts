import { beforeAll, describe, expect, it } from "vitest";
import type { QuadStore } from "../../src/quads/quad-store.ts";
import { modes } from "../../src/quads/quad-store.ts";
import { packagedQuestions } from "../../src/questions/library.ts";
import { testIris } from "../builders.ts";
import { linkedStore } from "../pipeline.ts";
import { askOf, valuesOf } from "./handmade.ts";
import {
  deliveriesIn,
  downstreamOf,
  governance,
  type StoryVersion,
  storyLines,
  storyVersions,
} from "./story-walk.ts";

const window = { source: "bureau/feed", from: "2026-10-20T00:00:00Z", to: "2026-11-03T06:00:00Z" };
const model = "mlflow://models.lumen.example/credit-score";
const seeds = deliveriesIn(window.from, window.to).map(({ id }) => id);

let store: QuadStore;
beforeAll(async () => {
  store = await linkedStore([...storyLines.map((event) => ({ event })), { turtle: governance }]);
});

describe("the credit-scoring story", () => {
  it.each([
    ["exact", "from"],
    ["possible", "mayBeFrom"],
  ] as const)("in mode %s blast-radius finds what a plain walk over the events finds", async (mode, edge) => {
    const answer = await askOf(store, "blast-radius", window, { mode });

    const found = (how: string) => answer.rows.filter(({ bindings }) => bindings.how?.value === how);
    expect(
      found("delivered")
        .map(({ bindings }) => bindings.affected?.value ?? "")
        .sort(),
    ).toEqual(irisOf(storyVersions().filter(({ id }) => seeds.includes(id))));
    expect(
      found("derived")
        .map(({ bindings }) => bindings.affected?.value ?? "")
        .sort(),
    ).toEqual(irisOf(downstreamOf(seeds, edge)));
    expect(answer.coverage).toMatchObject({ covered: seeds.length + downstreamOf(seeds, edge).length });
    for (const { bundles } of answer.rows) expect(bundles.length).toBeGreaterThan(0);
  });

  it("knows v41 as the last good version, in every mode", async () => {
    for (const mode of ["exact", "possible"] as const) {
      const answer = await askOf(store, "good-versions", { ...window, dataset: model }, { mode });

      expect(valuesOf(answer, "versionId")).toEqual(["v41"]);
    }
  });

  it("names for each of five models its trainer and whom it acts for, and nobody for AutoML", async () => {
    const answer = await askOf(store, "model-agents", {});

    const principals = (agent: string) => {
      const rows = answer.rows.filter(
        ({ bindings }) => bindings.agent?.value === `${testIris.base}agent/software/${agent}`,
      );
      const labels = rows.map(({ bindings }) => answer.labels[bindings.onBehalfOf?.value ?? ""] ?? "");
      return {
        models: new Set(rows.map(({ bindings }) => bindings.model?.value)).size,
        for: [...new Set(labels)].sort(),
      };
    };
    expect(principals("svc-train")).toEqual({ models: 4, for: ["Lumen Bank DAC", "p-7f3a", "team-risk"] });
    expect(principals("svc-automl")).toEqual({ models: 1, for: [""] });
    expect(valuesOf(answer, "model")).toHaveLength(5);
    expect(valuesOf(answer, "role")).toContain("https://w3id.org/muniment/ns#role-trainer");
  });

  it("stops personal data, but not poison, at the validated anonymisation", async () => {
    const statistics = "s3://lumen-lake/credit/portfolio-stats";
    const [version] = irisOf(storyVersions().filter(({ dataset }) => dataset === statistics));

    const carried = [...store.derived(null, null, null)].filter(
      ({ quad }) => quad.subject.value === version && quad.predicate.value.endsWith("#carriesDataFrom"),
    );

    expect(carried).toEqual([]);
  });

  it("finds who read the feed late in the evening, and the aborted run with its clock ahead", async () => {
    const evening = { dataset: "bureau/feed", from: "2026-10-22T22:00:00Z", to: "2026-10-23T03:00:00Z" };
    const answer = await askOf(store, "who-accessed", evening);

    expect(answer.rows.map(({ bindings }) => bindings.at?.value)).toEqual(
      expect.arrayContaining(["2026-10-22T22:15:30Z", "2026-10-23T02:00:00Z"]),
    );
    expect(new Set(answer.rows.map(({ bindings }) => bindings.activity?.value)).size).toBe(2);
    expect(answer.rows[0]?.bindings.onBehalfOf?.value).toBe(testIris.person("p-0a11").value);
  });

  it("knows the three origins of v42, and every delivery that went into it", async () => {
    const v42 = irisOf(storyVersions().filter(({ versionId }) => versionId === "v42"))[0] ?? "";
    const answer = await askOf(store, "upstream", { of: v42 });

    const origins = answer.rows.filter(
      ({ bindings }) => bindings.at !== undefined && bindings.entity !== undefined,
    );
    const expected = upstreamOf(v42);
    expect(origins.map(({ bindings }) => bindings.entity?.value)).toEqual(
      expect.arrayContaining([...expected]),
    );
    const datasets = new Set(origins.map(({ bindings }) => answer.labels[bindings.dataset?.value ?? ""]));
    expect([...datasets]).toEqual(
      expect.arrayContaining(["bureau/feed", "core.public.customers", "core.public.repayments"]),
    );
  });

  it("has a legal basis and purpose for every run but those outside the record of processing", async () => {
    const answer = await askOf(store, "legal-basis", {});
    const without = answer.rows.filter(({ bindings }) => bindings.legalBasis === undefined);

    const jobs = without.map(({ bindings }) =>
      (bindings.activity?.value ?? "").replace(/\/run\/.*$/, "").replace(/.*\//, ""),
    );
    expect([...new Set(jobs)].sort()).toEqual(["adhoc", "credit.automl", "credit.macro_report"]);
  });

  it("has provenance for all data sets but the macro series", async () => {
    const answer = await askOf(store, "without-provenance", {});

    expect(valuesOf(answer, "entity").filter((entity) => !entity.includes("/version/id/"))).toEqual([
      "dataset/https%3A%2F%2Fstatistics.example/macro-series",
    ]);
  });

  it("lists the four versions of the model in order", async () => {
    const answer = await askOf(store, "dataset-history", { dataset: model });
    const written = answer.rows.filter(({ bindings }) => bindings.activity !== undefined);

    expect(written.map(({ bindings }) => bindings.versionId?.value)).toEqual(["v41", "v42", "v43", "v44"]);
  });

  it("nests the answers of every question by mode (law 8)", async () => {
    for (const question of packagedQuestions().values()) {
      const given: Record<string, string> = {};
      for (const { name, required } of question.parameters) {
        if (!required) continue;
        const isModel = name === "dataset" && question.id !== "who-accessed";
        given[name] = isModel || (name === "of" && question.id === "upstream") ? model : "bureau/feed";
      }
      const answers = await Promise.all(
        modes.map(async (mode) =>
          (await askOf(store, question.id, given, { mode })).rows.map(({ bindings }) =>
            JSON.stringify(bindings),
          ),
        ),
      );
      const [small, middle, large] = question.monotone === "antitone" ? answers.toReversed() : answers;

      expect(middle, question.id).toEqual(expect.arrayContaining(small ?? []));
      expect(large, question.id).toEqual(expect.arrayContaining(middle ?? []));
    }
  });
});

/** All that a version came from, by the walk. */
function upstreamOf(iri: string): readonly string[] {
  const versions = storyVersions();
  const reached = versions.filter((version) => irisOf([version])[0] === iri);
  for (const version of reached)
    for (const id of version.from) {
      const found = versions.find((other) => other.id === id);
      if (found !== undefined && !reached.includes(found)) reached.push(found);
    }
  return irisOf(reached.slice(1));
}

/** The IRIs of versions that the walk names by data set and run. */
function irisOf(versions: readonly StoryVersion[]): readonly string[] {
  return versions
    .map(({ dataset, runId }) => {
      const start = storyLines.map((line) => JSON.parse(line)).find(({ run }) => run.runId === runId);
      const output = storyLines
        .map((line) => JSON.parse(line))
        .flatMap((event) => (event.run.runId === runId ? event.outputs : []))
        .find(
          ({ namespace, name }: { namespace: string; name: string }) => `${namespace}/${name}` === dataset,
        );
      return testIris.writtenVersion(testIris.dataset(output), testIris.run(start.job, runId)).value;
    })
    .sort();
}
