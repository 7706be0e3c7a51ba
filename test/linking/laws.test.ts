import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { mun, prov } from "../../src/vocabulary.ts";
import { aHistory, inBatches } from "../laws/histories.ts";
import { aWorld, derivedRows, eventsOf, fromJson, fromTurtle, type Input, iris } from "./harness.ts";

const runs = { numRuns: 50 };
const mostEvents = 14;

/** What a data-protection officer may post about the datasets, jobs and runs of a generated history. */
const posted = await Promise.all(
  [
    `<${thing("a")}> dpv:hasPersonalData pd:Income . <${thing("b")}/column/x> dpv:hasPersonalData pd:Age .`,
    `<${job("j1")}> dpv:hasLegalBasis eu-gdpr:A6-1-b ; dpv:hasPurpose :scoring .`,
    `<${job("j2")}> dpv:hasPurpose :billing . <${job("j1")}/run/01900000-0000-7000-8000-000000000001> dpv:hasLegalBasis eu-gdpr:A6-1-a ; dpv:hasProcessing dpv:Anonymise .`,
    `<${thing("c")}> dpv:hasAssessment :a . :a dpv:hasOutcome true ; dcterms:valid "2026-10-01T06:00:00Z" .`,
    `:report prov:wasDerivedFrom <${thing("a")}> ; prov:wasGeneratedBy :r . :r prov:used :x ; dpv:hasPurpose :own .`,
    `:report mun:carriesDataFrom :x . :x prov:wasRevisionOf :y . :y prov:wasDerivedFrom :x .`,
    `<${job("j1")}/run/01900000-0000-7000-8000-000000000001> prov:qualifiedUsage :use ; prov:qualifiedAssociation :role .`,
    `:report prov:qualifiedQuotation :use ; prov:qualifiedAttribution :role . :use prov:entity <${thing("b")}> .`,
    `:use prov:entity <${thing("a")}> . :role prov:agent :ann . :report prov:wasQuotedFrom <${thing("b")}> .`,
  ].map(fromTurtle),
);

/** An event that names also the other versions of what it reads, and what it reads without one, with schemas. */
function readingMore(event: Readonly<Record<string, unknown>>, i: number): object {
  const schema = { fields: [{ name: "x" }, { name: `y${i % 3}`, fields: [{ name: "z" }] }] };
  const inputs = Array.isArray(event.inputs) ? event.inputs : [];
  const others = inputs.flatMap(
    ({ namespace, name }: { readonly namespace: string; readonly name: string }) =>
      [
        { version: { datasetVersion: "v1" }, schema },
        { version: { datasetVersion: "v3" } },
        i % 2 === 0 ? { schema } : {},
      ].map((facets) => ({
        namespace,
        name,
        facets,
      })),
  );
  return "inputs" in event ? { ...event, inputs: [...inputs, ...others] } : event;
}

/** Bundles of a generated history, each once. */
const aHistoryOfBundles = fc
  .tuple(aHistory(mostEvents), fc.subarray(posted), fc.nat())
  .map(([events, documents, pick]) => {
    const told = eventsOf(events).map((event, i) => (pick % 4 === i % 4 ? readingMore(event, i) : event));
    const inputs = [...told.map(fromJson), ...documents];
    return [...new Map(inputs.map((input) => [input.iri.value, input])).values()];
  })
  .filter((inputs) => inputs.length > 0);

const anArrivalOfBundles = aHistoryOfBundles.chain((inputs) =>
  fc.record({
    inputs: fc.constant(inputs),
    order: fc.shuffledSubarray(inputs, { minLength: inputs.length }),
    size: fc.integer({ min: 1, max: inputs.length }),
  }),
);

async function rowsOf(batches: readonly (readonly Input[])[]): Promise<string[]> {
  const world = aWorld();
  for (const open of batches) await world.batch({ open });
  return derivedRows(world.store);
}

function thing(name: string): string {
  return iris.dataset({ namespace: "lake", name }).value;
}
function job(name: string): string {
  return iris.job({ namespace: "jobs", name }).value;
}

describe("the linker", () => {
  it("states the same, for the same reasons, whatever the order and the batches", async () => {
    await fc.assert(
      fc.asyncProperty(anArrivalOfBundles, async ({ inputs, order, size }) => {
        const expected = await rowsOf([inputs]);

        const actual = await rowsOf(inBatches(order, size));

        expect(actual).toEqual(expected);
      }),
      runs,
    );
  });

  it("forgets what is closed as if it had never been open", async () => {
    await fc.assert(
      fc.asyncProperty(anArrivalOfBundles, fc.nat(), async ({ order, size }, pick) => {
        const kept = order.filter((_, i) => i % 3 !== pick % 3);
        const gone = order.filter((_, i) => i % 3 === pick % 3);
        const expected = await rowsOf([kept]);

        const world = aWorld();
        for (const open of inBatches(order, size)) await world.batch({ open });
        for (const close of inBatches(gone, size)) await world.batch({ close });

        expect(derivedRows(world.store)).toEqual(expected);
      }),
      runs,
    );
  });

  it("holds at each position what a fresh linker states of the batches up to there", async () => {
    await fc.assert(
      fc.asyncProperty(anArrivalOfBundles, async ({ order, size }) => {
        const batches = inBatches(order, size);
        const world = aWorld();
        for (const open of batches) await world.batch({ open });

        for (const [i] of batches.entries())
          expect(derivedRows(world.store, i + 1)).toEqual(await rowsOf([batches.slice(0, i + 1).flat()]));
      }),
      { numRuns: 8 },
    );
  });

  it("gives an activity one start and one end, and a version one time and one end", async () => {
    await fc.assert(
      fc.asyncProperty(aHistoryOfBundles, async (inputs) => {
        const world = aWorld();
        await world.batch({ open: inputs });

        for (const predicate of [
          prov.startedAtTime,
          prov.endedAtTime,
          prov.generatedAtTime,
          prov.wasInvalidatedBy,
          mun.runState,
          mun.previousVersion,
        ]) {
          const subjects = [...world.store.derived(null, predicate, null)].map(
            ({ quad }) => quad.subject.value,
          );
          expect(subjects).toHaveLength(new Set(subjects).size);
        }
      }),
      runs,
    );
  });

  it("links no run to what comes from it, whatever the clocks say", async () => {
    await fc.assert(
      fc.asyncProperty(aHistoryOfBundles, async (inputs) => {
        const world = aWorld();
        await world.batch({ open: inputs });

        const writerOf = new Map(
          [...world.store.view({ mode: "exact" }).match(null, prov.wasGeneratedBy, null, union)].map(
            ({ subject, object }) => [subject.value, object.value],
          ),
        );
        const sources = new Map<string, string[]>();
        for (const { quad, rule } of world.store.derived(null, prov.used, null)) {
          const writer = writerOf.get(quad.object.value);
          const isExact = quad.graph.equals(iris.derivedGraph("linked"));
          if (rule !== "version-read" || !isExact || writer === undefined) continue;
          sources.set(quad.subject.value, [...(sources.get(quad.subject.value) ?? []), writer]);
        }
        for (const run of sources.keys()) expect(reachable(run, sources)).not.toContain(run);
      }),
      runs,
    );
  });

  it("bounds what carries data from above: all that is exact may carry", async () => {
    await fc.assert(
      fc.asyncProperty(aHistoryOfBundles, async (inputs) => {
        const world = aWorld();
        await world.batch({ open: inputs });

        const exact = world.store.view({ mode: "exact" });
        const possible = world.store.view({ mode: "possible" });
        for (const predicate of [prov.wasDerivedFrom, prov.wasRevisionOf, mun.carriesDataFrom])
          for (const { subject, object } of exact.match(null, predicate, null, union))
            if (!subject.equals(object))
              expect([...possible.match(subject, mun.mayCarryDataFrom, object, union)]).toHaveLength(1);
      }),
      runs,
    );
  });
});

const union = DataFactory.defaultGraph();

function reachable(from: string, edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const reached = new Set(edges.get(from));
  for (const node of reached) for (const next of edges.get(node) ?? []) reached.add(next);
  return [...reached];
}
