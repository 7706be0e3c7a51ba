import { readFileSync } from "node:fs";
import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Muniment } from "../../src/muniment.ts";
import { packagePath } from "../../src/package-files.ts";
import { mun, prov, sh } from "../../src/vocabulary.ts";
import { type ProvFault, provFaults } from "../prov-sanity.ts";
import { anEventHistory } from "./histories.ts";
import { ingest, sender, withStore } from "./store.ts";

const numRuns = Number(process.env.MUNIMENT_LAW_RUNS ?? 4);

describe("the current default graph", { timeout: numRuns * 60_000 }, () => {
  it("is sound PROV for the demo, but for two persons with a label, which is a finding", async () => {
    await withStore(async (muniment) => {
      const bytes = (file: string) => readFileSync(packagePath(`examples/credit-scoring/${file}`));
      await muniment.ingestDocument({ bytes: bytes("governance.ttl"), mediaType: "text/turtle" }, sender);
      for (const line of bytes("events.ndjson").toString("utf8").trim().split("\n"))
        await muniment.ingest({ bytes: Buffer.from(line), mediaType: "application/json" }, sender);

      for (const mode of ["exact", "possible"] as const)
        expect(await unexplained(muniment, mode, "personRdfsLabel")).toEqual([]);
    });
  });

  it("is sound PROV for any history of events, but for runs that end before they start, which is a finding, and circles that producers name", async () => {
    await fc.assert(
      fc.asyncProperty(anEventHistory(10), async (history) => {
        await withStore(async (muniment) => {
          await ingest(muniment, history);

          for (const mode of ["exact", "possible"] as const) {
            expect(await unexplained(muniment, mode, "startBeforeEnd")).toEqual([]);
          }
        });
      }),
      { numRuns },
    );
  });
});

/** The faults of a graph that no finding of a shape explains. */
async function unexplained(
  muniment: Muniment,
  mode: "exact" | "possible",
  shape: string,
): Promise<ProvFault[]> {
  const quads = [...(await muniment.export({ mode, graphs: [], isCanonical: false }))];
  const findings = new Set(
    quads
      .filter(
        ({ predicate, object }) => predicate.equals(sh.sourceShape) && object.value.endsWith(`#${shape}`),
      )
      .map(({ subject }) => subject.value),
  );
  const found = new Set(
    quads
      .filter(({ subject, predicate }) => findings.has(subject.value) && predicate.equals(sh.focusNode))
      .map(({ object }) => object.value),
  );
  // What a run wrote came to be when the run ended: a run that ends before it starts dates its versions wrong as well.
  const written = quads
    .filter(({ predicate, object }) => predicate.equals(prov.wasGeneratedBy) && found.has(object.value))
    .map(({ subject }) => subject.value);
  const explained = new Set([...found, ...written]);
  const circles = new Set(provFaults(withoutNamedReads(quads)).filter(isCircle).map(faultKey));
  return provFaults(quads).filter(
    (fault) => !explained.has(fault.subject) && (!isCircle(fault) || circles.has(faultKey(fault))),
  );
}

/** Which version a producer names is taken as said, whatever the clocks say: a circle through it is the producer's. */
function withoutNamedReads(quads: readonly Quad[]): Quad[] {
  const named = new Set(
    quads.filter(({ predicate }) => predicate.equals(mun.versionId)).map(({ subject }) => subject.value),
  );
  return quads.filter(
    ({ predicate, object }) =>
      !(predicate.equals(prov.wasDerivedFrom) || predicate.equals(mun.carriesDataFrom)) ||
      !named.has(object.value),
  );
}

function isCircle({ code }: ProvFault): boolean {
  return code === "derivation-cycle" || code === "carries-data-cycle";
}

function faultKey({ code, subject }: ProvFault): string {
  return `${code} ${subject}`;
}
