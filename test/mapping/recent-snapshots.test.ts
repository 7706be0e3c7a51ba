import { describe, expect, it } from "vitest";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { aRunEvent, testConfiguration, testIris } from "../builders.ts";
import { snapshot } from "./mapped.ts";

const context = { iris: testIris, configuration: testConfiguration };
const facet = (name: string) => ({
  _producer: "https://p.example/",
  _schemaURL: "https://s.example/",
  owners: [{ name }],
});

describe("snapshots of facets that come again", () => {
  it("are the same objects, so that nobody need look at them twice", () => {
    const [first, again] = ["run-1", "run-2"].map((runId) =>
      snapshot(
        mapEvent(aRunEvent({ runId, job: { facets: { ownership: facet("user:jane") } } }), context),
        "ownership",
      ),
    );

    expect(again).toBe(first);
  });

  it("hide the same names in every bundle that has them", () => {
    const [first, again] = ["run-1", "run-2"].map((runId) =>
      mapEvent(aRunEvent({ runId, job: { facets: { ownership: facet("user:jane") } } }), context),
    );

    expect(again?.identities.map(({ name }) => name)).toEqual(["jane"]);
    expect(again?.identities).toEqual(first?.identities);
  });

  it("are told apart by name and by configuration", () => {
    const event = aRunEvent({ job: { facets: { sql: facet("secret"), other: facet("secret") } } });
    const stricter = { ...testConfiguration, secretNames: ["^owners$"] };

    const loose = mapEvent(event, context);
    const strict = mapEvent(event, { ...context, configuration: stricter });

    expect(snapshot(loose, "sql").iri.value).not.toBe(snapshot(loose, "other").iri.value);
    expect(snapshot(strict, "other").iri.value).not.toBe(snapshot(loose, "other").iri.value);
  });
});
