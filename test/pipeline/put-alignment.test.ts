import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultConfiguration } from "../../src/configuration/default-configuration.ts";
import { Muniment } from "../../src/muniment.ts";

const sender = { id: "test" };
const turtle = (text: string) => ({
  mediaType: "text/turtle; charset=utf-8",
  bytes: Buffer.from(
    `@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n${text}`,
  ),
});
const step = turtle("<urn:ex:Step> rdfs:subClassOf prov:Activity .");
const plan = turtle("<urn:ex:Step> rdfs:subClassOf prov:Plan .");

describe("alignments of a store", () => {
  it("are recorded, replaced and removed, and each time still has its own", async () => {
    const { muniment, at } = await aStore();

    const created = await muniment.putAlignment("mine", step, sender);
    const first = at();
    const replaced = await muniment.putAlignment("mine", plan, sender);
    const second = at();
    await muniment.removeAlignment("mine", sender);

    const objects = async (recordedAsOf?: string) => {
      const { alignments } = await muniment.alignments(recordedAsOf === undefined ? {} : { recordedAsOf });
      return alignments.get("mine")?.mappings.map(({ object }) => String(object).replace(/.*#/, ""));
    };
    expect([created.outcome, replaced.outcome]).toEqual(["created", "replaced"]);
    expect(await objects(first)).toEqual(["Activity"]);
    expect(await objects(second)).toEqual(["Plan"]);
    expect(await objects()).toBeUndefined();
    expect(await objects("2000-01-01T00:00:00Z")).toBeUndefined();
    await muniment.close();
  });

  it("are read back when the store is opened again, with the very bytes", async () => {
    const { muniment, directory } = await aStore();
    await muniment.putAlignment("mine", step, sender);
    await muniment.close();

    const reopened = await Muniment.open({ directory });

    const { alignments, own } = await reopened.alignments();
    expect([...own]).toEqual(["mine"]);
    expect(alignments.get("mine")?.iri).toBe("http://localhost:3030/id/alignment/mine");
    expect((await reopened.putAlignment("mine", step, sender)).outcome).toBe("unchanged");
    expect((await reopened.verify()).isVerified).toBe(true);
    await reopened.close();
  });

  it("stand beside those of the package, whose names they cannot have", async () => {
    const { muniment } = await aStore();
    await muniment.putAlignment("aaa", step, sender);

    const { alignments, own } = await muniment.alignments();

    expect([...alignments.keys()][0]).toBe("aaa");
    expect(alignments.has("p-plan")).toBe(true);
    expect([...own]).toEqual(["aaa"]);
    await expect(muniment.putAlignment("p-plan", step, sender)).rejects.toMatchObject({
      code: "reserved-alignment",
    });
    await expect(muniment.removeAlignment("p-plan", sender)).rejects.toMatchObject({
      code: "reserved-alignment",
    });
    await expect(muniment.putAlignment("Mine", step, sender)).rejects.toMatchObject({
      code: "malformed-parameter",
    });
    await expect(muniment.removeAlignment("nobody", sender)).rejects.toMatchObject({
      code: "unknown-alignment",
    });
    await muniment.close();
  });

  it("are refused with the line at fault, and nothing is recorded", async () => {
    const { muniment } = await aStore();
    const before = muniment.stats().records;

    await expect(
      muniment.putAlignment("mine", turtle('\n<urn:ex:Step> rdfs:subClassOf "Activity" .'), sender),
    ).rejects.toMatchObject({
      code: "malformed-alignment",
      line: 3,
    });
    await expect(muniment.putAlignment("mine", turtle("\n<urn:ex:Step rdfs"), sender)).rejects.toMatchObject({
      code: "malformed-rdf",
      line: 3,
    });
    await expect(muniment.putAlignment("mine", turtle(""), sender)).rejects.toMatchObject({
      code: "malformed-rdf",
    });
    const transitive =
      "<urn:ex:p> <http://www.w3.org/2002/07/owl#propertyChainAxiom> ( <urn:ex:p> <urn:ex:p> ) .";
    await expect(muniment.putAlignment("mine", turtle(transitive), sender)).rejects.toMatchObject({
      code: "unsupported-axiom",
    });
    expect(muniment.stats().records).toBe(before);
    await muniment.close();
  });

  it("are told what is wrong with them by themselves, and are kept", async () => {
    const { muniment } = await aStore();

    const { contradictions } = await muniment.putAlignment(
      "mine",
      turtle("<urn:ex:A> rdfs:subClassOf prov:Activity, prov:Entity ."),
      sender,
    );

    expect(contradictions.map(({ kind }) => kind)).toEqual(["unsatisfiable-class"]);
    expect((await muniment.alignments()).own.has("mine")).toBe(true);
    await muniment.close();
  });

  it("are switched on by the configuration, each time by the one of then", async () => {
    const { muniment, at } = await aStore();
    await muniment.putAlignment("mine", step, sender);
    const before = at();

    await muniment.configure({ ...defaultConfiguration, alignments: ["mine", "p-plan"] }, sender);

    expect((await muniment.alignments()).byDefault).toEqual(["mine", "p-plan"]);
    expect((await muniment.alignments({ recordedAsOf: before })).byDefault).toEqual([]);
    await expect(muniment.removeAlignment("mine", sender)).rejects.toMatchObject({
      code: "alignment-in-use",
    });
    await expect(
      muniment.configure({ ...defaultConfiguration, alignments: ["none"] }, sender),
    ).rejects.toMatchObject({
      code: "unknown-alignment",
    });
    await muniment.close();
  });

  it("change no statement of the store", async () => {
    const { muniment } = await aStore();
    const before = muniment.stats().quads;

    await muniment.putAlignment("mine", step, sender);

    expect(muniment.stats().quads).toBe(before);
    expect((await muniment.check()).valid).toBe(true);
    await muniment.close();
  });

  it("keep one of several that are put at once, and say so of each", async () => {
    const { muniment } = await aStore();

    const outcomes = await Promise.all(
      [step, plan, step].map((each) => muniment.putAlignment("mine", each, sender)),
    );

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(["created", "replaced", "replaced"]);
    await muniment.close();
  });
});

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

/** A store whose clock moves by a second whenever it is read; `at` tells the time of the last record. */
async function aStore() {
  const directory = mkdtempSync(join(tmpdir(), "muniment-alignments-"));
  directories.push(directory);
  let now = Date.parse("2026-11-01T00:00:00Z");
  const clock = () => {
    now += 1000;
    return now;
  };
  const muniment = await Muniment.open({ directory, clock, baseIri: "http://localhost:3030/id/" });
  return { muniment, directory, at: () => new Date(now).toISOString().replace(".000Z", "Z") };
}
