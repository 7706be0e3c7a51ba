import { describe, expect, it } from "vitest";
import { qualifiedForms } from "../../src/interop/prov-o/vocabulary.ts";
import { dcat, dcterms, dpv, mun, prov, rdf, sh } from "../../src/vocabulary.ts";
import { aDatasetEvent, aJobEvent, aRunEvent, type RunEventInput, testConfiguration } from "../builders.ts";
import {
  aWorld,
  base,
  derived,
  fromEvent,
  fromTurtle,
  type Input,
  iris,
  objectsOf,
  short,
  type World,
} from "./harness.ts";

const idOf: Record<string, string> = {};
/** A run named by its job: one run a job, unless `runId` says otherwise. */
const id = (job: string) =>
  (idOf[job] ??= `0198f1d2-0000-7000-8000-${String(Object.keys(idOf).length).padStart(12, "0")}`);
const run = (job: string) => iris.run({ namespace: "etl", name: job }, id(job));
const dataset = (name: string) => iris.dataset({ namespace: "warehouse", name });
const written = (name: string, job: string) => iris.writtenVersion(dataset(name), run(job)).value;
const observed = (name: string, job: string) => iris.observedVersion(dataset(name), run(job)).value;
const at = (time: string) => `2026-11-01T${time}:00Z`;
const said = (job: string, eventType: string, time: string, rest: RunEventInput = {}) =>
  fromEvent(aRunEvent({ job, runId: id(job), eventType, eventTime: at(time), ...rest }));
/** A run from one time to another that is said to be COMPLETE. */
const ran = (job: string, from: string, to: string, rest: RunEventInput = {}) => [
  said(job, "START", from, rest),
  said(job, "COMPLETE", to, rest),
];
async function linked(...inputs: readonly (Input | readonly Input[])[]): Promise<World> {
  const world = aWorld();
  await world.batch({ open: inputs.flat() });
  return world;
}
const columnLineage = (source: string, masking = false) => ({
  columnLineage: {
    fields: {
      x: {
        inputFields: [
          {
            namespace: "warehouse",
            name: source,
            field: "y",
            transformations: [{ type: "DIRECT", masking }],
          },
        ],
      },
    },
  },
});

describe("run state", () => {
  it("takes the earliest START and the later of two terminals, with a finding", async () => {
    const { store } = await linked(
      said("a", "RUNNING", "05:00"),
      said("a", "START", "07:00"),
      said("a", "START", "06:00"),
      said("a", "COMPLETE", "08:00"),
      said("a", "FAIL", "09:00"),
    );

    expect(objectsOf(store, run("a").value, prov.startedAtTime)).toEqual(["2026-11-01T06:00:00Z"]);
    expect(objectsOf(store, run("a").value, prov.endedAtTime)).toEqual(["2026-11-01T09:00:00Z"]);
    expect(objectsOf(store, run("a").value, mun.runState)).toEqual(["FAIL"]);
    expect(derived(store)).toContainEqual(expect.stringContaining("sh:sourceShape mun:terminal-conflict"));
  });

  it("lets a late RUNNING event change nothing of a run that is COMPLETE", async () => {
    const { store } = await linked(ran("a", "06:00", "07:00"), said("a", "RUNNING", "08:00"));

    expect(objectsOf(store, run("a").value, mun.runState)).toEqual(["COMPLETE"]);
  });
});

describe("things that events name", () => {
  const schema = (...fields: object[]) => ({ schema: { fields } });
  const classesOf = (world: World, iri: string) => objectsOf(world.store, iri, rdf.type, "asserted");
  const parent = { parent: { run: { runId: "r" }, job: { namespace: "air", name: "dag" } } };

  it("get their classes once, whoever names them", async () => {
    const events = ran("a", "06:00", "07:00", {
      job: { name: "a", facets: { sql: { query: "select 1" } } },
      runFacets: {
        ...parent,
        processing_engine: { name: "spark" },
        spark_applicationDetails: { userName: "jane" },
      },
      inputs: ["orders"],
      outputs: ["report"],
    });
    const world = await linked(events, ran("b", "08:00", "09:00", { inputs: ["orders"] }));

    expect(classesOf(world, dataset("orders").value)).toEqual([dcat.Dataset.value, prov.Entity.value]);
    expect(classesOf(world, dataset("report").value)).toEqual([dcat.Dataset.value, prov.Entity.value]);
    expect(classesOf(world, iris.run({ namespace: "air", name: "dag" }, "r").value)).toEqual([
      prov.Activity.value,
    ]);
    for (const agent of [iris.softwareAgent("spark"), iris.softwareAgentAs("spark", "jane")])
      expect(classesOf(world, agent.value)).toEqual([prov.SoftwareAgent.value]);
    const [version] = (events[0]?.quads ?? []).filter(
      ({ subject, object }) =>
        object.equals(iris.job({ namespace: "etl", name: "a" })) && subject.value.includes("/version/"),
    );
    expect(classesOf(world, version?.subject.value ?? "")).toEqual([prov.Plan.value]);
    const types = [...world.store.derived(null, rdf.type, dcat.Dataset)];
    expect(types.map(({ rule, supports }) => [rule, supports])).toEqual([
      ["named-thing", [events[0]?.iri.value]],
      ["named-thing", [events[0]?.iri.value]],
    ]);
  });

  it("rest on the earliest event, and go with the last", async () => {
    const [second, first] = [
      said("late", "START", "08:00", { inputs: ["orders"] }),
      said("early", "START", "06:00", { inputs: ["orders"] }),
    ];
    const supports = ({ store }: World) =>
      [...store.derived(dataset("orders"), rdf.type, dcat.Dataset)].flatMap((row) => row.supports);
    const world = await linked(second);
    expect(supports(world)).toEqual([second.iri.value]);

    await world.batch({ open: [first] });
    expect(supports(world)).toEqual([first.iri.value]);
    await world.batch({ close: [first] });
    expect(supports(world)).toEqual([second.iri.value]);
    await world.batch({ close: [second] });
    expect(supports(world)).toEqual([]);
  });

  it("keep the columns of all their schemas, nested ones too, each with the first event that has it", async () => {
    const orders = dataset("orders");
    const [first, second] = [
      said("a", "COMPLETE", "06:00", {
        outputs: [
          { name: "orders", facets: schema({ name: "id" }, { name: "to", fields: [{ name: "city" }] }) },
        ],
      }),
      said("b", "COMPLETE", "07:00", {
        inputs: [{ name: "orders", facets: schema({ name: "id" }, { name: "a/b" }) }],
      }),
    ];
    const columns = ({ store }: World) =>
      [...store.derived(null, dcterms.isPartOf, null)]
        .map(({ quad, supports }) =>
          [quad.subject.value, quad.object.value, ...supports].map(short).join(" "),
        )
        .sort();
    const name = short(orders.value);
    const world = await linked(second, first);

    expect(columns(world)).toEqual([
      `${name}/column/a%2Fb ${name} ${short(second.iri.value)}`,
      `${name}/column/id ${name} ${short(first.iri.value)}`,
      `${name}/column/to ${name} ${short(first.iri.value)}`,
      `${name}/column/to/city ${name}/column/to ${short(first.iri.value)}`,
    ]);

    await world.batch({ close: [first] });

    expect(columns(world)).toEqual([
      `${name}/column/a%2Fb ${name} ${short(second.iri.value)}`,
      `${name}/column/id ${name} ${short(second.iri.value)}`,
    ]);
  });

  it("have no columns by a schema that was deleted", async () => {
    const deleted = { schema: { _deleted: true, fields: [{ name: "id" }] } };
    const { store } = await linked(
      fromEvent(aDatasetEvent({ dataset: { name: "orders", facets: deleted } })),
    );

    expect([...store.derived(null, dcterms.isPartOf, null)]).toEqual([]);
  });
});

describe("version read", () => {
  const history = [
    ran("first", "01:00", "02:00", { outputs: ["orders"] }),
    ran("second", "03:00", "04:00", { outputs: ["orders"] }),
    ran("failed", "04:10", "04:20", { outputs: ["orders"] }).slice(0, 1),
    said("failed", "FAIL", "04:20", { outputs: ["orders"] }),
    ran("during", "05:00", "06:30", { outputs: ["orders"] }),
    ran("after", "07:30", "08:00", { outputs: ["orders"] }),
    ran("reader", "06:00", "07:00", { inputs: ["orders"], outputs: ["report"] }),
  ];

  it("links the latest committed version before the start, and says how sure that is", async () => {
    const { store } = await linked(...history);

    expect(objectsOf(store, run("reader").value, prov.used, "linked")).toEqual([written("orders", "second")]);
    const [usage = ""] = objectsOf(store, run("reader").value, prov.qualifiedUsage);
    expect(objectsOf(store, usage, mun.candidateCount)).toEqual(["2"]);
    expect(objectsOf(store, usage, mun.nextCandidate)).toEqual([written("orders", "first")]);
    expect(objectsOf(store, usage, mun.rule)).toEqual(["version-read"]);
  });

  it("counts in possible mode what was not committed or came during the run, and nothing later", async () => {
    const { store } = await linked(...history);

    expect(objectsOf(store, run("reader").value, prov.used, "possible")).toEqual(
      [written("orders", "failed"), written("orders", "during")].sort(),
    );
    expect(objectsOf(store, written("report", "reader"), mun.mayCarryDataFrom)).toEqual(
      [
        dataset("orders").value,
        ...["second", "failed", "during"].map((job) => written("orders", job)),
      ].sort(),
    );
  });

  it("claims no derivation from mere use or mere order", async () => {
    const { store } = await linked(...history);

    expect([...store.derived(null, prov.wasDerivedFrom, null)]).toEqual([]);
    expect([...store.derived(null, mun.carriesDataFrom, null)]).toEqual([]);
  });

  it("observes a dataset that nobody wrote, until a write comes to be known", async () => {
    const world = await linked(ran("reader", "06:00", "07:00", { inputs: ["orders"] }));
    const version = observed("orders", "reader");
    expect(objectsOf(world.store, run("reader").value, prov.used)).toEqual([version]);
    expect(objectsOf(world.store, version, mun.observedAt)).toEqual([at("06:00")]);

    await world.batch({ open: ran("late", "01:00", "02:00", { outputs: ["orders"] }) });

    expect(objectsOf(world.store, run("reader").value, prov.used)).toEqual([written("orders", "late")]);
    expect(objectsOf(world.store, version, mun.observedAt)).toEqual([]);
  });

  it("never links a run to its own output, even when it took no time", async () => {
    const { store } = await linked(said("a", "COMPLETE", "06:00", { inputs: ["t"], outputs: ["t"] }));

    expect(objectsOf(store, run("a").value, prov.used)).toEqual([observed("t", "a")]);
  });

  it("makes no cycle of two runs at one instant that read each other's output", async () => {
    const { store } = await linked(
      said("a", "COMPLETE", "06:00", { inputs: ["t"], outputs: [{ name: "u", facets: columnLineage("t") }] }),
      said("b", "COMPLETE", "06:00", { inputs: ["u"], outputs: [{ name: "t", facets: columnLineage("u") }] }),
    );

    expect(objectsOf(store, written("u", "a"), prov.wasDerivedFrom)).toEqual([observed("t", "a")]);
    expect(objectsOf(store, written("t", "b"), prov.wasDerivedFrom)).toEqual([written("u", "a")]);
  });

  it("takes a version for committed from the RUNNING event that lists it", async () => {
    const { store } = await linked(
      said("stream", "START", "01:00"),
      said("stream", "RUNNING", "02:00", { outputs: ["orders"] }),
      ran("reader", "06:00", "07:00", { inputs: ["orders"] }),
    );

    expect(objectsOf(store, run("reader").value, prov.used)).toEqual([written("orders", "stream")]);
    expect(objectsOf(store, written("orders", "stream"), prov.generatedAtTime)).toEqual([at("02:00")]);
  });

  it("gives each window of a stream versions of its own", async () => {
    const job = {
      name: "windows",
      facets: {
        jobType: {
          processingType: "STREAMING",
          integration: "FLINK",
          emissionPattern: { eventContentMode: "COMPLETE_SNAPSHOT" },
        },
      },
    };
    const window = (time: string) =>
      fromEvent(
        aRunEvent({
          job,
          runId: id("windows"),
          eventType: "RUNNING",
          eventTime: at(time),
          outputs: ["orders"],
        }),
      );
    const version = (time: string) => iris.writtenVersion(dataset("orders"), run("windows"), at(time)).value;
    const { store } = await linked(
      window("01:00"),
      window("02:00"),
      ran("early", "01:30", "01:40", { inputs: ["orders"] }),
      ran("late", "02:30", "02:40", { inputs: ["orders"] }),
    );

    expect(objectsOf(store, run("early").value, prov.used, "linked")).toEqual([version("01:00")]);
    expect(objectsOf(store, run("late").value, prov.used, "linked")).toEqual([version("02:00")]);
    expect(objectsOf(store, version("02:00"), mun.previousVersion)).toEqual([version("01:00")]);
  });

  it("finds a dataset under another name while it bore that name, and otherwise only as possible", async () => {
    const alias = {
      name: "path",
      facets: { symlinks: { identifiers: [{ namespace: "warehouse", name: "table", type: "TABLE" }] } },
    };
    const { store } = await linked(
      ran("writer", "01:00", "02:00", { outputs: ["table"] }),
      ran("before", "02:30", "02:40", { inputs: ["path"] }),
      ran("names", "03:00", "05:00", { outputs: [{ ...alias, name: "path" }] }).slice(0, 1),
      said("again", "OTHER", "05:00", { inputs: [alias] }),
      ran("within", "04:00", "04:10", { inputs: ["path"] }),
    );

    expect(objectsOf(store, run("within").value, prov.used, "linked")).toEqual([written("table", "writer")]);
    expect(objectsOf(store, run("before").value, prov.used, "linked")).toEqual([observed("path", "before")]);
    expect(objectsOf(store, run("before").value, prov.used, "possible")).toContain(
      written("table", "writer"),
    );
    expect(objectsOf(store, dataset("path").value, prov.alternateOf)).toEqual([dataset("table").value]);
    const node = `${dataset("path").value}/alias/warehouse/table`;
    expect([objectsOf(store, node, mun.firstSeen), objectsOf(store, node, mun.lastSeen)]).toEqual([
      [at("03:00")],
      [at("05:00")],
    ]);
  });

  it("follows no symlinks when more than 50 names would be one dataset, and says so", async () => {
    const names = Array.from({ length: 51 }, (_, i) => ({
      namespace: "warehouse",
      name: `n${i}`,
      type: "TABLE",
    }));
    const { store } = await linked(
      ran("writer", "01:00", "02:00", { outputs: ["n7"] }),
      ran("reader", "03:00", "04:00", {
        inputs: [{ name: "path", facets: { symlinks: { identifiers: names } } }],
      }),
    );

    expect(objectsOf(store, run("reader").value, prov.used)).toEqual([observed("path", "reader")]);
    expect(derived(store)).toContainEqual(expect.stringMatching(/sh:focusNode dataset\/warehouse\/path$/));
  });
});

describe("named versions", () => {
  const version = (datasetVersion: string) => ({ version: { datasetVersion } });

  it("are joined to the written version that bears the id, though a later one is the latest", async () => {
    const { store } = await linked(
      ran("old", "01:00", "02:00", { outputs: [{ name: "orders", facets: version("7") }] }),
      ran("new", "03:00", "04:00", { outputs: [{ name: "orders", facets: version("8") }] }),
      ran("reader", "06:00", "07:00", {
        inputs: [{ name: "orders", facets: version("7") }],
        outputs: [{ name: "report", facets: columnLineage("orders") }],
      }),
    );
    const named = iris.namedVersion(dataset("orders"), "7").value;

    expect(objectsOf(store, named, prov.alternateOf)).toEqual([written("orders", "old")]);
    expect(objectsOf(store, run("reader").value, prov.used)).toEqual([written("orders", "old")]);
    expect(objectsOf(store, written("report", "reader"), prov.wasDerivedFrom)).toEqual([
      written("orders", "old"),
    ]);
  });
});

describe("a run that named several versions of a dataset", () => {
  const version = (datasetVersion: string) => ({ version: { datasetVersion } });
  const named = (id: string) => ({ name: "orders", facets: version(id) });
  const lineage = { lineage: { inputs: [{ namespace: "warehouse", name: "orders", type: "DATASET" }] } };
  const writes = ["1", "2", "3"].map((each) =>
    ran(`write${each}`, `0${each}:00`, `0${each}:30`, { outputs: [named(each)] }),
  );
  const derivedFrom = ({ store }: World, strength?: "linked" | "possible") =>
    objectsOf(store, written("report", "merge"), prov.wasDerivedFrom, strength);
  const [first = "", second = "", third = ""] = ["1", "2", "3"].map((each) =>
    written("orders", `write${each}`),
  );
  const report = { name: "report", facets: lineage };

  it("is linked to those that its lineage can only mean, and not to the latest", async () => {
    const world = await linked(
      ...writes,
      ran("merge", "06:00", "07:00", { inputs: [named("1"), named("2")], outputs: [report] }),
    );

    expect(derivedFrom(world)).toEqual([first, second].sort());
    expect(objectsOf(world.store, run("merge").value, prov.used)).toEqual([first, second].sort());
    expect(objectsOf(world.store, written("report", "merge"), mun.carriesDataFrom, "linked")).toEqual(
      [first, second].sort(),
    );
    expect(objectsOf(world.store, written("report", "merge"), mun.mayCarryDataFrom)).not.toContain(third);
    const [node = ""] = objectsOf(world.store, written("report", "merge"), prov.qualifiedDerivation);
    expect(objectsOf(world.store, node, mun.rule)).toEqual(["named-version"]);
  });

  it("is linked to them by column too", async () => {
    const { store } = await linked(
      ...writes,
      ran("merge", "06:00", "07:00", {
        inputs: [named("1"), named("2")],
        outputs: [{ name: "report", facets: columnLineage("orders") }],
      }),
    );

    expect(objectsOf(store, `${written("report", "merge")}/column/x`, prov.wasDerivedFrom)).toEqual(
      [first, second].map((each) => `${each}/column/y`).sort(),
    );
  });

  it("is linked to a named version itself as long as nobody is known to have written it", async () => {
    const merge = ran("merge", "06:00", "07:00", { inputs: [named("2"), named("9")], outputs: [report] });
    const world = await linked(...writes, merge);
    const nine = iris.namedVersion(dataset("orders"), "9").value;
    expect(derivedFrom(world)).toEqual([second, nine].sort());

    await world.batch({ open: ran("write9", "04:00", "04:30", { outputs: [named("9")] }) });

    expect(derivedFrom(world)).toEqual([second, written("orders", "write9")].sort());
  });

  it("may have read the latest besides, where one of its events names the dataset without a version", async () => {
    const world = await linked(
      ...writes,
      said("merge", "START", "06:00", { inputs: ["orders"] }),
      said("merge", "COMPLETE", "07:00", { inputs: [named("1")], outputs: [report] }),
    );

    expect(objectsOf(world.store, run("merge").value, prov.used, "linked")).toEqual([first]);
    expect(objectsOf(world.store, run("merge").value, prov.used, "possible")).toEqual([third]);
    // `report` is covered by its lineage, whose source the event that states it names by version.
    expect(derivedFrom(world)).toEqual([first]);
  });

  it("is linked by time again when the event that named them is gone", async () => {
    const start = said("merge", "START", "06:00", { inputs: [named("1")] });
    const world = await linked(
      ...writes,
      start,
      said("merge", "COMPLETE", "07:00", { inputs: ["orders"], outputs: [report] }),
    );
    expect(derivedFrom(world)).toEqual([first]);

    await world.batch({ close: [start] });

    expect(derivedFrom(world)).toEqual([third]);
  });
});

describe("stated derivations", () => {
  it("get an edge to the version that was read, for the whole and for each column", async () => {
    const { store } = await linked(
      ran("writer", "01:00", "02:00", { outputs: ["orders"] }),
      ran("reader", "03:00", "04:00", {
        inputs: ["orders"],
        outputs: [{ name: "report", facets: columnLineage("orders", true) }],
      }),
    );
    const [report, orders] = [written("report", "reader"), written("orders", "writer")];

    expect(objectsOf(store, report, prov.wasDerivedFrom, "linked")).toEqual([orders]);
    const [node = ""] = objectsOf(store, report, prov.qualifiedDerivation);
    expect([prov.entity, mun.linked, mun.rule].map((predicate) => objectsOf(store, node, predicate))).toEqual(
      [[orders], ["true"], ["version-read"]],
    );
    expect(objectsOf(store, `${report}/column/x`, prov.wasDerivedFrom, "linked")).toEqual([
      `${orders}/column/y`,
    ]);
    const [columnNode = ""] = objectsOf(store, `${report}/column/x`, prov.qualifiedDerivation);
    expect(objectsOf(store, columnNode, mun.masking)).toEqual(["true"]);
    expect(objectsOf(store, `${orders}/column/y`, prov.specializationOf)).toEqual([
      `${dataset("orders").value}/column/y`,
    ]);
  });

  it("carry data as strongly as they are stated", async () => {
    const { store } = await linked(
      ran("writer", "01:00", "02:00", { outputs: ["orders"] }),
      ran("reader", "03:00", "04:00", {
        inputs: ["orders"],
        outputs: [{ name: "report", facets: columnLineage("orders") }],
      }),
    );
    const report = written("report", "reader");

    expect(objectsOf(store, report, mun.carriesDataFrom, "asserted")).toEqual([dataset("orders").value]);
    expect(objectsOf(store, report, mun.carriesDataFrom, "linked")).toEqual([written("orders", "writer")]);
  });

  it("rest on the bundles that state them", async () => {
    const [start, complete] = ran("writer", "01:00", "02:00", { outputs: ["orders"] });
    const [began, ended] = ran("reader", "03:00", "04:00", {
      inputs: ["orders"],
      outputs: [{ name: "report", facets: columnLineage("orders") }],
    });
    if (!start || !complete || !began || !ended) throw new Error("no events");
    const { store } = await linked(start, complete, began, ended);

    const [row] = [...store.derived(null, prov.wasDerivedFrom, null)];
    expect(row?.rule).toBe("linked-derivation");
    expect(row?.supports).toEqual([start, complete, began].map(({ iri }) => iri.value).sort());
  });
});

describe("order of versions", () => {
  it("says which came before, and that a write that does not replace may keep its rows", async () => {
    const overwrite = { lifecycleStateChange: { lifecycleStateChange: "OVERWRITE" } };
    const { store } = await linked(
      ran("one", "01:00", "02:00", { outputs: ["t"] }),
      ran("two", "03:00", "04:00", { outputs: ["t"] }),
      ran("three", "05:00", "06:00", { outputs: [{ name: "t", facets: overwrite }] }),
    );

    expect(objectsOf(store, written("t", "three"), mun.previousVersion)).toEqual([written("t", "two")]);
    expect(objectsOf(store, written("t", "two"), mun.mayCarryDataFrom)).toEqual([written("t", "one")]);
    expect(objectsOf(store, written("t", "three"), mun.mayCarryDataFrom)).toEqual([]);
  });

  it("lets a configuration say that every write of a dataset replaces it, from that time on", async () => {
    const world = await linked(
      ran("one", "01:00", "02:00", { outputs: ["t"] }),
      ran("two", "03:00", "04:00", { outputs: ["t"] }),
    );
    const position = world.position() + 1;

    await world.linker.reconfigure(
      { ...testConfiguration, replacingDatasets: [{ namespace: "warehouse", name: "t" }] },
      position,
    );

    expect(objectsOf(world.store, written("t", "two"), mun.mayCarryDataFrom)).toEqual([]);
    expect([...world.store.derived(null, mun.mayCarryDataFrom, null, position - 1)]).toHaveLength(1);
  });

  it("orders versions of a job by the run in which each first ran", async () => {
    const job = (query: string) => ({ name: "sqljob", facets: { sql: { query } } });
    const ranWith = (query: string, runId: string, time: string) =>
      fromEvent(aRunEvent({ job: job(query), runId, eventTime: at(time) }));
    const { store } = await linked(
      ranWith("b", id("x"), "02:00"),
      ranWith("a", id("y"), "01:00"),
      ranWith("a", id("z"), "03:00"),
    );

    const rows = [...store.derived(null, mun.previousVersion, null)];
    expect(rows).toHaveLength(1);
    expect(rows[0]?.quad.subject.value).toContain("/job/etl/sqljob/version/");
  });

  it("ends the version before a DROP, unless versions of the data have names", async () => {
    const drop = { lifecycleStateChange: { lifecycleStateChange: "DROP" } };
    const named = { version: { datasetVersion: "1" } };
    const { store } = await linked(
      ran("one", "01:00", "02:00", { outputs: ["t", { name: "u", facets: named }] }),
      ran("gone", "03:00", "04:00", {
        outputs: [
          { name: "t", facets: drop },
          { name: "u", facets: drop },
        ],
      }),
    );

    expect(objectsOf(store, written("t", "one"), prov.wasInvalidatedBy)).toEqual([run("gone").value]);
    expect(objectsOf(store, written("u", "one"), prov.wasInvalidatedBy)).toEqual([]);
  });

  it("joins versions, not datasets, by a rename there and back", async () => {
    const renamed = (from: string) => ({
      lifecycleStateChange: {
        lifecycleStateChange: "RENAME",
        previousIdentifier: { namespace: "warehouse", name: from },
      },
    });
    const { store } = await linked(
      ran("one", "01:00", "02:00", { outputs: ["a"] }),
      ran("there", "03:00", "04:00", { outputs: [{ name: "b", facets: renamed("a") }] }),
      ran("back", "05:00", "06:00", { outputs: [{ name: "a", facets: renamed("b") }] }),
    );

    expect(objectsOf(store, written("b", "there"), prov.alternateOf)).toEqual([written("a", "one")]);
    expect(objectsOf(store, written("a", "back"), prov.alternateOf)).toEqual([written("b", "there")]);
    expect(objectsOf(store, dataset("a").value, prov.alternateOf)).toEqual([]);
  });
});

describe("coverage", () => {
  const covered = { lineage: { inputs: [{ namespace: "warehouse", name: "a", type: "DATASET" }] } };
  const inputs = ["a", "b"];

  it("takes away what the run used besides, when a lineage facet covers the output", async () => {
    const { store } = await linked(
      ran("r", "01:00", "02:00", { inputs, outputs: [{ name: "t", facets: covered }] }),
    );

    expect(objectsOf(store, written("t", "r"), mun.mayCarryDataFrom)).toEqual(
      [dataset("a").value, observed("a", "r")].sort(),
    );
  });

  it("takes nothing away after an extraction error, nor by column lineage alone", async () => {
    const error = { extractionError: { totalTasks: 1, failedTasks: 1, errors: [] } };
    const { store } = await linked(
      ran("r", "01:00", "02:00", { inputs, outputs: [{ name: "t", facets: covered }], runFacets: error }),
      ran("s", "01:00", "02:00", { inputs, outputs: [{ name: "u", facets: columnLineage("a") }] }),
    );

    expect(objectsOf(store, written("t", "r"), mun.mayCarryDataFrom)).toContain(observed("b", "r"));
    expect(objectsOf(store, written("u", "s"), mun.mayCarryDataFrom)).toContain(observed("b", "s"));
  });

  it("takes declared lineage for possible alone", async () => {
    const { store } = await linked(fromEvent(aJobEvent({ outputs: [{ name: "t", facets: covered }] })));

    expect(derived(store, "possible")).toEqual([
      "dataset/warehouse/t mun:mayCarryDataFrom dataset/warehouse/a",
    ]);
  });
});

describe("current facets", () => {
  const tags = (value: string, field?: string) => ({
    tags: { tags: [{ key: "pii", value, source: "x", ...(field === undefined ? {} : { field }) }] },
  });
  const tagRules = [
    {
      id: "pii-email",
      key: "pii",
      value: "email",
      property: dpv.hasPersonalData.value,
      object: "https://w3id.org/dpv/pd#EmailAddress",
    },
  ];

  it("are the last by event time, whoever says them, until a tombstone", async () => {
    const world = aWorld({ configuration: { ...testConfiguration, tagRules } });
    const about = (eventTime: string, facets: object) =>
      fromEvent(aDatasetEvent({ eventTime: at(eventTime), dataset: { name: "t", facets: facets as never } }));
    await world.batch({
      open: [
        about("02:00", tags("email", "mail")),
        ...ran("r", "01:00", "01:30", { inputs: [{ name: "t", facets: tags("old") }] }),
      ],
    });
    const column = `${dataset("t").value}/column/mail`;
    expect(objectsOf(world.store, column, dpv.hasPersonalData)).toEqual([
      "https://w3id.org/dpv/pd#EmailAddress",
    ]);
    expect(objectsOf(world.store, dataset("t").value, dpv.hasPersonalData)).toEqual([
      "https://w3id.org/dpv/pd#EmailAddress",
    ]);
    expect(objectsOf(world.store, run("r").value, mun.touchesCategory)).toEqual([
      "https://w3id.org/dpv/pd#EmailAddress",
    ]);
    expect([...world.store.derived(null, dpv.hasPersonalData, null)][0]?.rule).toBe("pii-email");

    await world.batch({ open: [about("03:00", { tags: { _deleted: true } })] });

    expect(objectsOf(world.store, column, mun.currentTag)).toEqual([]);
    expect(objectsOf(world.store, run("r").value, mun.touchesCategory)).toEqual([]);
  });

  it("name the owners of a dataset on an attribution of its own", async () => {
    const owners = { ownership: { owners: [{ name: "team:risk", type: "OWNER" }] } };
    const { store } = await linked(ran("r", "01:00", "02:00", { outputs: [{ name: "t", facets: owners }] }));
    const [node = ""] = objectsOf(store, dataset("t").value, prov.qualifiedAttribution);

    expect(node.startsWith(`${dataset("t").value}/attribution/`)).toBe(true);
    expect(objectsOf(store, node, prov.agent)).toEqual([iris.organization("risk").value]);
    expect(objectsOf(store, node, dcterms.type)).toEqual(["OWNER"]);
  });

  it("take the owner that Airflow names with a run for the job's, since an activity has none", async () => {
    const runFacets = { airflow: { dag: { owner: "team:risk" } } };
    const { store } = await linked(ran("r", "01:00", "02:00", { runFacets }));

    expect(objectsOf(store, iris.job({ namespace: "etl", name: "r" }).value, prov.wasAttributedTo)).toEqual([
      iris.organization("risk").value,
    ]);
    expect(objectsOf(store, run("r").value, prov.wasAttributedTo)).toEqual([]);
  });
});

describe("personal data", () => {
  const output = `<${written("stats", "anon")}>`;
  const anonymising = `<${run("anon").value}> dpv:hasProcessing dpv:Anonymise .`;
  const assessed = (valid: string, outcome = `"positive"`) =>
    `<${dataset("stats").value}> dpv:hasAssessment :a . :a dpv:hasOutcome ${outcome} ; dcterms:valid ${valid} .`;
  const events = ran("anon", "01:00", "02:00", {
    inputs: ["people"],
    outputs: [{ name: "stats", facets: columnLineage("people") }],
  });
  const carried = async (turtle: string) => {
    const { store } = await linked(events, await fromTurtle(turtle));
    return objectsOf(store, written("stats", "anon"), mun.carriesDataFrom).length;
  };

  it.each([
    ["a day", `"2026-11-01"`],
    ["until a later day", `"2027-02-01"^^<http://www.w3.org/2001/XMLSchema#date>`],
    ["a year", `"2026"`],
    ["an interval", `"2026-01-01/2026-12-31"`],
    ["an open interval", `"2026-01-01/.."`],
    ["a DCMI period", `"start=2026-01-01; end=2026-12-31"`],
    ["a period of time", `:p . :p dcat:startDate "2026-01-01" ; dcat:endDate "2026-12-31"`],
  ])("stops at an anonymisation that is assessed as valid: %s", async (_, valid) => {
    expect(await carried(anonymising + assessed(valid))).toBe(0);
  });

  it.each([
    ["no assessment", anonymising],
    ["no anonymisation", assessed(`"2027"`)],
    ["an assessment that had ended", anonymising + assessed(`"2026-10-31"`)],
    ["an assessment that had not begun", anonymising + assessed(`"2026-12-01/2026-12-31"`)],
    ["a negative outcome", anonymising + assessed(`"2027"`, `"negative"`)],
    ["two outcomes", anonymising + assessed(`"2027"`, `"positive", "negative"`)],
    ["a validity that nobody can read", anonymising + assessed(`"for ever"`)],
  ])("goes on with %s", async (_, turtle) => {
    expect(await carried(turtle)).toBe(2);
  });

  it("passes an anonymisation in possible mode", async () => {
    const { store } = await linked(events, await fromTurtle(anonymising + assessed(`"2027"`)));

    expect(objectsOf(store, written("stats", "anon"), mun.mayCarryDataFrom)).toContain(
      observed("people", "anon"),
    );
  });

  it("is what a posted document says, for the output of which it says so", async () => {
    const { store } = await linked(events, await fromTurtle(`${output} mun:carriesDataFrom :only .`));

    expect(objectsOf(store, written("stats", "anon"), mun.carriesDataFrom)).toEqual([]);
    expect(objectsOf(store, written("stats", "anon"), mun.mayCarryDataFrom)).toContain(
      "https://example.org/only",
    );
  });

  it("follows posted derivations, their sub-properties and their qualified forms", async () => {
    const { store } = await linked(
      await fromTurtle(
        `:a prov:wasRevisionOf :b . :b prov:qualifiedDerivation :q . :q prov:entity :c . :c prov:wasGeneratedBy :run . :run prov:used :d .`,
      ),
    );
    const of = (name: string, predicate: typeof mun.carriesDataFrom) =>
      objectsOf(store, `https://example.org/${name}`, predicate);

    expect([
      of("a", mun.carriesDataFrom),
      of("b", mun.carriesDataFrom),
      of("c", mun.carriesDataFrom),
    ]).toEqual([["https://example.org/b"], ["https://example.org/c"], []]);
    expect(of("c", mun.mayCarryDataFrom)).toEqual(["https://example.org/d"]);
  });

  it("does not loop on posted cycles", async () => {
    const { store } = await linked(
      await fromTurtle(
        `:a prov:wasDerivedFrom :b ; prov:specializationOf :b . :b prov:wasDerivedFrom :a ; prov:specializationOf :a . :r prov:used :a .`,
      ),
    );

    expect([...store.derived(null, mun.carriesDataFrom, null)]).toHaveLength(2);
  });
});

describe("effective facts", () => {
  it("are the activity's own, else those of its plan, else of what the plan is a version of", async () => {
    const { store } = await linked(
      ran("r", "01:00", "02:00", { job: { name: "r", facets: { sql: { query: "select" } } } }),
      ran("s", "01:00", "02:00"),
      await fromTurtle(`
        <${iris.job({ namespace: "etl", name: "r" }).value}> dpv:hasLegalBasis eu-gdpr:A6-1-b ; dpv:hasPurpose :scoring .
        <${iris.job({ namespace: "etl", name: "s" }).value}> dpv:hasLegalBasis eu-gdpr:A6-1-b .
        <${run("s").value}> dpv:hasLegalBasis eu-gdpr:A6-1-a .`),
    );

    expect(objectsOf(store, run("r").value, mun.effectiveLegalBasis)).toEqual([
      "https://w3id.org/dpv/legal/eu/gdpr#A6-1-b",
    ]);
    expect(objectsOf(store, run("r").value, mun.effectivePurpose)).toEqual(["https://example.org/scoring"]);
    expect(objectsOf(store, run("s").value, mun.effectiveLegalBasis)).toEqual([
      "https://w3id.org/dpv/legal/eu/gdpr#A6-1-a",
    ]);
  });
});

describe("findings of the linker", () => {
  it("say that one UUID is used under several jobs, and join nothing", async () => {
    const both = ["a", "b"].map((job) =>
      fromEvent(aRunEvent({ job, runId: id("shared"), eventTime: at("01:00") })),
    );
    const world = await linked(both);
    const focus = (store: World["store"]) =>
      [...store.derived(null, sh.focusNode, null)].map(({ quad }) => quad.object.value);
    expect(focus(world.store)).toHaveLength(2);

    await world.batch({ close: both.slice(1) });

    expect(focus(world.store)).toEqual([]);
  });

  it("turn each note of the mapper into a result about the bundle", async () => {
    const noted = fromEvent(
      aRunEvent({ notes: [{ code: "run-id-not-uuid", pointer: "/run/runId", message: "" }] }),
    );
    const { store } = await linked(noted);

    const [row] = [...store.derived(null, sh.focusNode, noted.iri)];
    expect(row?.rule).toBe("run-id-not-uuid");
    expect(row?.quad.graph.value.startsWith(`${base}graph/derived/asserted/`)).toBe(true);
  });
});

describe("what documents qualify", () => {
  const ex = "https://example.org/";

  it.each(qualifiedForms)("is stated by $plain too, for the bundles of the node", async (form) => {
    const { plain, qualified, influencers } = form;
    for (const influencer of influencers) {
      const link = await fromTurtle(`:x <${qualified}> :node .`);
      const node = await fromTurtle(
        `:node <${influencer}> :y ; prov:atTime "2026-11-01T06:00:00Z"^^xsd:dateTime .`,
      );
      const world = await linked(link, node);

      expect(rowsBy("unqualified", world)).toEqual([
        {
          subject: `${ex}x`,
          predicate: plain,
          object: `${ex}y`,
          supports: [link.iri.value, node.iri.value].sort(),
        },
      ]);

      await world.batch({ close: [node] });

      expect(rowsBy("unqualified", world)).toEqual([]);
    }
  });

  it("is not stated again where a bundle states it, and is once that bundle goes", async () => {
    const node = await fromTurtle(":a prov:qualifiedUsage [ prov:entity :e ], [ prov:entity :f ] .");
    const plain = await fromTurtle(":a prov:used :e .");
    const world = await linked(node, plain);

    expect(objectsOf(world.store, `${ex}a`, prov.used)).toEqual([`${ex}f`]);

    await world.batch({ close: [plain] });

    expect(objectsOf(world.store, `${ex}a`, prov.used, "asserted")).toEqual([`${ex}e`, `${ex}f`]);
  });

  it("leaves alone what events qualify, and literals", async () => {
    const world = await linked(
      ran("r", "01:00", "02:00", {
        inputs: ["orders"],
        job: { name: "r", facets: { sql: { query: "select" } } },
      }),
      await fromTurtle(`:a prov:qualifiedUsage [ prov:entity "orders" ] .`),
    );

    expect(rowsBy("unqualified", world)).toEqual([]);
  });

  it("carries data, in each form of a derivation", async () => {
    const { store } = await linked(
      await fromTurtle(
        `:a prov:qualifiedRevision [ prov:entity :b ] ; prov:qualifiedQuotation [ prov:entity :c ] ;
           prov:qualifiedPrimarySource [ prov:entity :d ] .`,
      ),
    );

    expect(objectsOf(store, `${ex}a`, mun.carriesDataFrom)).toEqual([`${ex}b`, `${ex}c`, `${ex}d`]);
  });
});

function rowsBy(name: string, { store }: World) {
  return [...store.derived(null, null, null)]
    .filter(({ rule }) => rule === name)
    .map(({ quad: { subject, predicate, object }, supports }) => ({
      subject: subject.value,
      predicate: predicate.value,
      object: object.value,
      supports,
    }));
}
