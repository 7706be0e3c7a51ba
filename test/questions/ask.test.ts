import { describe, expect, it } from "vitest";
import { testIris } from "../builders.ts";
import { askOf, handmadeStore, valuesOf } from "./handmade.ts";

/** A feed with two deliveries, the second through an alias; a table of each, a model of the second, and its statistics. */
const bundles = {
  deliveries: `
    <dataset/bureau/feed> a prov:Entity, dcat:Dataset .
    <feed/1> a prov:Entity ; prov:specializationOf <dataset/bureau/feed> ; prov:wasGeneratedBy <run/deliver-1> .
    <feed/2> a prov:Entity ; prov:specializationOf <dataset/s3/feed> ; prov:wasGeneratedBy <run/deliver-2> .
    <dataset/s3/feed> a prov:Entity, dcat:Dataset ; prov:alternateOf <dataset/bureau/feed> .`,
  tables: `
    <dataset/lake/table> a prov:Entity, dcat:Dataset .
    <table/1> a prov:Entity ; prov:specializationOf <dataset/lake/table> ; prov:wasGeneratedBy <run/table-1> .
    <table/2> a prov:Entity ; prov:specializationOf <dataset/lake/table> ; prov:wasGeneratedBy <run/table-2> .
    <run/table-1> a prov:Activity ; prov:used <dataset/bureau/feed> .
    <run/table-2> a prov:Activity ; prov:used <dataset/bureau/feed> .
    <table/1> prov:wasDerivedFrom <dataset/bureau/feed> . <table/2> prov:wasDerivedFrom <dataset/bureau/feed> .`,
  model: `
    <dataset/lake/model> a prov:Entity, dcat:Dataset .
    <model/2> a prov:Entity, mls:Model ; prov:specializationOf <dataset/lake/model> ; prov:wasGeneratedBy <run/train> .
    <model/2> prov:wasDerivedFrom <table/2> ; mun:versionId "v2" .
    <run/train> a prov:Activity ; prov:wasAssociatedWith <agent/software/trainer> ; prov:qualifiedAssociation <run/train/a> .
    <run/train/a> prov:agent <agent/software/trainer> ; prov:hadRole mun:role-operator .`,
  report: `
    <report/1> a prov:Entity ; prov:specializationOf <dataset/lake/report> ; prov:wasGeneratedBy <run/report> .
    <dataset/lake/report> a prov:Entity, dcat:Dataset .
    <run/report> a prov:Activity ; prov:used <feed/2> .`,
  officer: `
    <dataset/bureau/feed> dpv:hasApplicableLaw legal-eu:law-GDPR .
    <dataset/s3/feed> dpv:hasApplicableLaw legal-eu:law-GDPR .
    <agent/software/trainer> prov:actedOnBehalfOf <agent/person/p1> . <agent/person/p1> prov:actedOnBehalfOf <agent/organization/bank> .
    <dataset/lake/orphan> a prov:Entity, dcat:Dataset .`,
};
const linked = [
  {
    strength: "asserted" as const,
    supports: ["deliveries"],
    turtle: `
      <feed/1> prov:generatedAtTime "2026-10-19T04:05:00Z"^^xsd:dateTime .
      <feed/2> prov:generatedAtTime "2026-10-21T11:24:00Z"^^xsd:dateTime .`,
  },
  {
    strength: "asserted" as const,
    supports: ["model"],
    turtle: `<model/2> mun:carriesDataFrom <table/2> .
      <run/train> prov:startedAtTime "2026-10-26T08:00:00Z"^^xsd:dateTime ; mun:effectivePurpose dpv:CreditChecking .`,
  },
  {
    strength: "linked" as const,
    supports: ["deliveries", "tables"],
    turtle: `
      <run/table-1> prov:used <feed/1> . <run/table-2> prov:used <feed/2> .
      <table/1> prov:wasDerivedFrom <feed/1> ; mun:carriesDataFrom <feed/1> .
      <table/2> prov:wasDerivedFrom <feed/2> ; mun:carriesDataFrom <feed/2> .`,
  },
  {
    strength: "possible" as const,
    supports: ["report"],
    turtle: `
      <table/1> mun:mayCarryDataFrom <feed/1> . <table/2> mun:mayCarryDataFrom <feed/2> .
      <model/2> mun:mayCarryDataFrom <table/2> . <report/1> mun:mayCarryDataFrom <feed/2> .`,
  },
];
const store = handmadeStore(bundles, linked);
const window = { source: "bureau/feed", from: "2026-10-20", to: "2026-11-03T06:00:00Z" };

describe("blast-radius", () => {
  it("finds the delivery behind the alias and what came from it, not what used it", async () => {
    const answer = await askOf(store, "blast-radius", window);

    expect(answer.rows.map(({ bindings }) => [bindings.how?.value, bindings.affected?.value])).toEqual([
      ["delivered", `${testIris.base}feed/2`],
      ["derived", `${testIris.base}model/2`],
      ["derived", `${testIris.base}table/2`],
    ]);
    expect(answer.rows[1]?.bindings.isModel?.value).toBe("true");
  });

  it("adds what may carry the data in possible mode, and in asserted mode only what producers said", async () => {
    const possible = await askOf(store, "blast-radius", window, { mode: "possible" });
    const asserted = await askOf(store, "blast-radius", window, { mode: "asserted" });

    expect(valuesOf(possible, "affected")).toEqual(["feed/2", "model/2", "report/1", "table/2"]);
    expect(valuesOf(asserted, "affected")).toEqual(["feed/2"]);
  });

  it("counts a read of an unknown delivery within the window, and in possible mode after it too", async () => {
    const observed = handmadeStore({
      reads: `<read/in> prov:specializationOf <dataset/bureau/feed> ; mun:observedAt "2026-10-20T00:00:00Z"^^xsd:dateTime .
        <read/after> prov:specializationOf <dataset/bureau/feed> ; mun:observedAt "2026-12-01T00:00:00Z"^^xsd:dateTime .
        <read/before> prov:specializationOf <dataset/bureau/feed> ; mun:observedAt "2026-10-01T00:00:00Z"^^xsd:dateTime .`,
    });
    const input = { ...window, source: "dataset/bureau/feed" };

    expect(valuesOf(await askOf(observed, "blast-radius", input), "affected")).toEqual(["read/in"]);
    expect(valuesOf(await askOf(observed, "blast-radius", input, { mode: "possible" }), "affected")).toEqual([
      "read/after",
      "read/in",
    ]);
  });

  it("names the bundles of each row and counts its linked hops", async () => {
    const { rows } = await askOf(store, "blast-radius", window);
    const model = rows.find(({ bindings }) => bindings.affected?.value.endsWith("model/2"));

    expect(model?.linkedHops).toBe(1);
    expect(model?.bundles.map((iri) => iri.replace(`${testIris.base}bundle/`, ""))).toEqual([
      "deliveries",
      "model",
      "tables",
    ]);
  });
});

describe("good-versions", () => {
  it("leaves out what came from the window", async () => {
    const answer = await askOf(store, "good-versions", { ...window, dataset: "lake/table" });

    expect(valuesOf(answer, "version")).toEqual(["table/1"]);
  });
});

describe("model-agents", () => {
  it("finds agent, role and every principal of a model that carries data in scope", async () => {
    const answer = await askOf(store, "model-agents", {});

    expect(valuesOf(answer, "model")).toEqual(["model/2"]);
    expect(valuesOf(answer, "onBehalfOf")).toEqual(["agent/organization/bank", "agent/person/p1"]);
    expect(valuesOf(answer, "role")).toEqual(["https://w3id.org/muniment/ns#role-operator"]);
    expect(answer.rows[0]?.bundles).toContain(`${testIris.base}bundle/officer`);
    expect(answer.coverage).toEqual({ counted: "models with a recorded agent", covered: 1, total: 1 });
  });

  it("takes the class of the data set and the scope of a column, as posted", async () => {
    const posted = handmadeStore({
      posted: `<dataset/x/m> a dcat:Dataset, ai:TrainedModel . <m/1> prov:specializationOf <dataset/x/m> .
        <m/1> mun:carriesDataFrom <t/1> . <t/1> prov:specializationOf <dataset/x/t> .
        <dataset/x/t/column/iban> dcterms:isPartOf <dataset/x/t> ; dpv:hasApplicableLaw legal-eu:law-GDPR .`,
    });

    const answer = await askOf(posted, "model-agents", {});

    expect(valuesOf(answer, "model")).toEqual(["m/1"]);
    expect(answer.rows[0]?.bundles).toEqual([`${testIris.base}bundle/posted`]);
  });

  it("asks of another law or class when told", async () => {
    const other = await askOf(store, "model-agents", { law: "https://example.org/law" });
    const ofClass = await askOf(store, "model-agents", {
      modelClass: "https://w3id.org/dpv/ai#TrainedModel",
    });

    expect([other.rows.length, ofClass.rows.length]).toEqual([0, 0]);
    expect(other.notes).toEqual([expect.stringContaining("Nothing is recorded about law")]);
  });
});

describe("the other questions", () => {
  it("upstream follows versions back, of a data set and of one version", async () => {
    const ofDataset = await askOf(store, "upstream", { of: "lake/model" });
    const ofVersion = await askOf(store, "upstream", { of: `${testIris.base}model/2` });

    expect(valuesOf(ofDataset, "entity")).toEqual(["dataset/bureau/feed", "feed/2", "table/2"]);
    expect(ofVersion.rows.map(({ bindings }) => bindings.entity)).toEqual(
      ofDataset.rows.map(({ bindings }) => bindings.entity),
    );
    expect(ofDataset.rows.map(({ linkedHops }) => linkedHops)).toEqual([0, 0, 1]);
  });

  it("downstream follows all versions of a data set forward", async () => {
    const answer = await askOf(store, "downstream", { of: "bureau/feed" });

    expect(valuesOf(answer, "entity")).toEqual(["model/2", "table/1", "table/2"]);
  });

  it("who-accessed hops aliases, and lists accesses of unknown time and agent", async () => {
    const answer = await askOf(store, "who-accessed", { dataset: "bureau/feed", from: "2026-10-01" });

    expect(valuesOf(answer, "activity")).toEqual(["run/report", "run/table-1", "run/table-2"]);
    expect(answer.coverage).toMatchObject({ covered: 0, total: 3 });
  });

  it("legal-basis lists every use, whether or not a basis is recorded", async () => {
    const answer = await askOf(store, "legal-basis", {});
    const ofFeed = await askOf(store, "legal-basis", { dataset: "bureau/feed" });

    expect(valuesOf(answer, "dataset")).toEqual(["dataset/bureau/feed", "dataset/s3/feed"]);
    expect(valuesOf(ofFeed, "dataset")).toEqual(["dataset/bureau/feed"]);
    expect(valuesOf(ofFeed, "legalBasis")).toEqual([""]);
  });

  it("without-provenance finds the orphan alone, and says how much has provenance", async () => {
    const answer = await askOf(store, "without-provenance", {});

    expect(valuesOf(answer, "entity")).toEqual(["dataset/lake/orphan"]);
    expect(answer.coverage).toMatchObject({ covered: 5, total: 6 });
  });

  it("without-provenance answers too where nothing at all has provenance", async () => {
    const bare = handmadeStore({
      bare: `<dataset/x/a> a prov:Entity, dcat:Dataset . <run/1> prov:used <dataset/x/a> .`,
    });

    const answer = await askOf(bare, "without-provenance", {});

    expect(valuesOf(answer, "entity")).toEqual(["dataset/x/a"]);
    expect(answer.coverage).toMatchObject({ covered: 0, total: 1 });
  });

  it("good-versions lists all versions where nothing is derived from anything", async () => {
    const bare = handmadeStore({
      bare: `<t/1> prov:specializationOf <dataset/x/t> ; prov:wasGeneratedBy <run/1> .
        <f/1> prov:specializationOf <dataset/x/f> ; prov:generatedAtTime "2026-10-21T00:00:00Z"^^xsd:dateTime .`,
    });

    const answer = await askOf(bare, "good-versions", { ...window, dataset: "x/t", source: "x/f" });

    expect(valuesOf(answer, "version")).toEqual(["t/1"]);
  });

  it("marks what only names another row's version, and leaves it out of the coverage", async () => {
    const named = handmadeStore({
      named: `<m/1> prov:wasDerivedFrom <t/id>, <t/run>, <dataset/x/t> . <t/run> prov:wasGeneratedBy <run/1> .
        <t/id> prov:alternateOf <t/run> ; prov:specializationOf <dataset/x/t> . <t/run> prov:specializationOf <dataset/x/t> .`,
    });

    const answer = await askOf(named, "upstream", { of: `${testIris.base}m/1` });

    const marked = answer.rows.map(({ bindings, moreExactly }) => [bindings.entity?.value, moreExactly]);
    expect(marked).toEqual([
      [`${testIris.base}dataset/x/t`, `${testIris.base}t/run`],
      [`${testIris.base}t/id`, `${testIris.base}t/run`],
      [`${testIris.base}t/run`, undefined],
    ]);
    expect(answer.coverage).toMatchObject({ covered: 1, total: 1 });
  });

  it("dataset-history lists versions by time with their writers", async () => {
    const answer = await askOf(store, "dataset-history", { dataset: "lake/model" });

    expect(valuesOf(answer, "versionId")).toEqual(["v2"]);
    expect(valuesOf(answer, "agent")).toEqual(["agent/software/trainer"]);
  });
});

describe("ask", () => {
  it.each([
    [{}, "missing-parameter", '"of" is required'],
    [{ of: "no such thing" }, "malformed-parameter", '"of" must be an IRI'],
    [{ of: "bureau/feed", form: "x" }, "unknown-parameter", '"form" is no parameter here; there are of'],
    [{ of: "https://example.org/<x>" }, "malformed-parameter", '"of" must be an IRI'],
  ])("says of %j what is wrong", async (input, code, message) => {
    const asked = askOf(store, "upstream", input as Record<string, string>);

    await expect(asked).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it("says what a time must look like", async () => {
    const asked = askOf(store, "who-accessed", { dataset: "bureau/feed", from: "yesterday" });

    await expect(asked).rejects.toThrow('"from" must be an xsd:dateTime such as');
  });

  it("asks for the IRI when namespace/name can be cut in two ways", async () => {
    const ambiguous = handmadeStore({
      a: `<dataset/a/b%2Fc> a dcat:Dataset . <dataset/a%2Fb/c> a dcat:Dataset .`,
    });

    await expect(askOf(ambiguous, "upstream", { of: "a/b/c" })).rejects.toThrow("names several data sets");
  });

  it("never reads a value as SPARQL", async () => {
    const asked = askOf(store, "upstream", { of: "http://x> . ?s ?p ?o . <http://y" });

    await expect(asked).rejects.toMatchObject({ code: "malformed-parameter" });
  });

  it("says when the row limit cut the answer, and when evidence was bounded", async () => {
    const cut = await askOf(store, "downstream", { of: "bureau/feed" }, { limits: { rows: 2 } });
    const bounded = await askOf(
      store,
      "downstream",
      { of: "bureau/feed" },
      { limits: { evidencePlaces: 2 } },
    );

    expect(cut.rows).toHaveLength(2);
    expect(cut.limits.map(({ name }) => name)).toEqual(["rows"]);
    expect(bounded.limits.map(({ name }) => name)).toEqual(["evidence"]);
  });

  it("gives the same document whenever it is asked", async () => {
    const once = JSON.stringify(await askOf(store, "blast-radius", window));
    const again = JSON.stringify(await askOf(store, "blast-radius", window));

    expect(again).toBe(once);
  });

  it("shows persons by name only when told their names", async () => {
    const person = `${testIris.base}agent/person/p1`;

    const anonymous = await askOf(store, "model-agents", {});
    const named = await askOf(
      store,
      "model-agents",
      {},
      { nameOf: (iri) => (iri === person ? "Ada" : undefined) },
    );

    expect(anonymous.labels[person]).toBe("person p1");
    expect(named.labels[person]).toBe("Ada");
  });
});
