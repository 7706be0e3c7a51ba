import { readFileSync } from "node:fs";
import { Parser } from "n3";
import { expect, it } from "vitest";
import { defaultConfiguration } from "../../src/configuration/default-configuration.ts";
import { parseJson } from "../../src/events/json.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { structuralShapes } from "../../src/validation/structural.ts";
import { testIris } from "../builders.ts";
import { ex, localName, shipped } from "../validation/turtle.ts";
import { corpusEvents, corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

const shapes = structuralShapes(shipped("structural"));

describeCorpus("the structural shapes", () => {
  it("let pass every event of the corpus, as mapped", async () => {
    const rejected: string[] = [];
    for (const { file, line, bytes } of corpusEvents(({ core }) => core === "valid")) {
      const bundle = mapEvent(parseEvent(parseJson(bytes), { strict: false }), {
        iris: testIris,
        configuration: defaultConfiguration,
      });

      const { findings } = await shapes.validate(bundle);

      rejected.push(
        ...findings.map((each) => `${file}:${line} ${localName(each.sourceShape)} ${each.focusNode.value}`),
      );
    }

    expect(rejected).toEqual([]);
  });

  /** PROV-CONSTRAINTS 23: one usage, generation or end with two entities or activities cannot be. */
  const impossible = [
    "derived-ttl/unification-delegation-f1-FAIL-c23",
    "derived-ttl/unification-end-f2-FAIL-c23",
    "derived-ttl/unification-generation-f3-FAIL-c23",
    "derived-ttl/unification-invalidation-f3-FAIL-c23",
    "derived-ttl/unification-usage-f3-FAIL-c23",
  ].map((name) => `prov-constraints/${name}.ttl`);

  it("let pass every PROV document of the corpus but five that PROV-CONSTRAINTS calls invalid", async () => {
    const rejected: string[] = [];
    let count = 0;
    for (const file of corpusFiles("prov").filter((name) => /\.(ttl|trig)$/.test(name))) {
      const quads = parsed(file);
      if (quads === undefined) continue;
      count += 1;

      const report = await shapes.validate({ iri: ex("b"), quads, facets: [], identities: [] });

      if (!report.conforms) rejected.push(file);
    }

    expect(count).toBeGreaterThan(500);
    expect(rejected).toEqual(impossible);
  });
});

function parsed(file: string) {
  try {
    return new Parser({ baseIRI: ex("document").value }).parse(
      readFileSync(corpusPath("prov", file), "utf8"),
    );
  } catch {
    return undefined; // Some documents of the corpus are broken on purpose.
  }
}
