import { EventEmitter, once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { DataFactory } from "n3";
import { beforeAll, describe, expect, it } from "vitest";
import { exportRouter } from "../../src/http/export-router.ts";
import { fewDocuments } from "../../src/http/few-documents.ts";
import { problemHandler } from "../../src/http/problem.ts";
import { graphsOfQuads, type StoreGraphs } from "../../src/interop/store-graphs.ts";
import { writeExport } from "../../src/interop/write-export.ts";
import { parseNQuads } from "../../src/quads/nquads.ts";
import { bundleIn, freshEvent, post, problemIn, send, serving } from "./serving.ts";

const store = serving();
const person = "ada.lovelace";
const base = "http://localhost:3030/id/";
const provJsonLd = 'application/ld+json;profile="https://openprovenance.org/prov-jsonld/context.jsonld"';
let bundle = "";

beforeAll(async () => {
  const runFacets = { spark_applicationDetails: { userName: person }, processing_engine: { name: "spark" } };
  const inputs = ["orders"];
  await post(store, "/api/v1/lineage", freshEvent({ runFacets, inputs, outputs: ["report"] }));
  bundle = await bundleIn(
    await post(store, "/prov", "<e:a> <e:b> 'ä', 1 .", { "content-type": "text/turtle" }),
  );
});

const get = (search: string, headers: Record<string, string> = {}) =>
  fetch(`${store.url}/export${search}`, { headers });

describe("GET /export", () => {
  it.each([
    ["?format=turtle", "text/turtle; charset=utf-8"],
    ["?format=trig", "application/trig"],
    ["?format=ntriples", "application/n-triples"],
    ["?format=nquads", "application/n-quads"],
    ["?format=jsonld", "application/ld+json"],
    ["?format=rdfxml", "application/rdf+xml"],
    ["?format=canonical", "application/n-quads"],
    ["?format=provn", "text/provenance-notation; charset=utf-8"],
    ["?format=provxml", "application/provenance+xml"],
    ["?format=provjson", "application/json; charset=utf-8"],
    ["?format=provjsonld", provJsonLd],
    ["", "application/trig"],
  ])("streams everything: %s", async (search, mediaType) => {
    const answer = await get(search);

    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
    const text = await answer.text();
    expect(text).toContain("warehouse");
    expect(text).toContain("report");
    expect(text).not.toContain(person);
  });

  it("chooses by Accept where no format is named", async () => {
    const answers = await Promise.all([
      get("", { accept: "application/ld+json" }),
      get("", { accept: "text/turtle;charset=utf-8;q=0.2, application/n-quads; charset=UTF-8; q=0.8" }),
      get("", { accept: "text/provenance-notation, text/turtle;q=0.9" }),
      get("", { accept: "image/png" }),
    ]);
    answers.push(
      await get("", { accept: "application/provenance+json" }),
      await get("", { accept: provJsonLd }),
    );

    expect(answers.map((answer) => answer.headers.get("content-type"))).toEqual([
      "application/ld+json",
      "application/n-quads",
      "text/provenance-notation; charset=utf-8",
      "application/problem+json",
      "application/provenance+json",
      provJsonLd,
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 406, 200, 200]);
  });

  it("leaves the log and identities out of the canonical form, and identities out of all but their own", async () => {
    const canonical = await (await get("?format=canonical")).text();
    const all = await (await get("?format=nquads")).text();
    const identity = await (
      await get(`?format=nquads&graph=${encodeURIComponent(`${base}graph/identity`)}`)
    ).text();

    expect([canonical.includes(`<${base}graph/log>`), all.includes(`<${base}graph/log>`)]).toEqual([
      false,
      true,
    ]);
    expect([all.includes(person), identity.includes(person)]).toEqual([false, true]);
  });

  it("widens with the mode, and is empty as recorded before anything was", async () => {
    const sizes = [];
    for (const search of [
      "?mode=asserted",
      "?mode=exact",
      "?mode=possible",
      "?recordedAsOf=2001-01-01T00:00:00Z",
    ])
      sizes.push(parseNQuads(await (await get(`${search}&format=nquads`)).text()).length);

    const [asserted = 0, exact = 0, possible = 0, before] = sizes;
    expect(asserted).toBeGreaterThan(0);
    expect(exact).toBeGreaterThan(asserted);
    expect(possible).toBeGreaterThanOrEqual(exact);
    expect(before).toBe(0);
  });

  it("gives the graphs that are named, each once", async () => {
    const graph = encodeURIComponent(bundle);

    const text = await (await get(`?format=nquads&graph=${graph}&graph=${graph}`)).text();

    expect(text.match(/<e:a> <e:b>/g)).toHaveLength(2);
    expect(new Set(parseNQuads(text).map((quad) => quad.graph.value))).toEqual(new Set([bundle]));
  });

  it("counts what is not PROV where a format has words for nothing else, and leaves nothing out of RDF", async () => {
    const documents: Response[] = [];
    for (const format of ["provn", "provxml", "provjson", "provjsonld"])
      documents.push(await get(`?format=${format}`));
    const rdf = await get("?format=trig");

    const counts = documents.map((answer) => answer.headers.get("muniment-left-out"));
    expect(new Set(counts).size).toBe(1);
    expect(Number(counts[0])).toBeGreaterThan(1);
    expect(rdf.headers.has("muniment-left-out")).toBe(false);
    expect(await rdf.text()).toContain("<e:a>");
    expect(await documents[0]?.text()).not.toContain("e:a");
  });

  it("has the log and the linker at the top level of a PROV document, and what was received in bundles", async () => {
    const text = await (await get("?format=provjson")).text();
    const json: Record<string, Record<string, unknown>> = JSON.parse(text);

    const bundles = Object.keys(json.bundle ?? {});
    expect(bundles.filter((name) => /graph/.test(name))).toEqual([]);
    expect(bundles).toEqual(expect.arrayContaining([expect.stringContaining(bundle.slice(-64))]));
    for (const name of bundles) expect(Object.keys(json.entity ?? {})).toContain(name);
    expect(text).toMatch(/receivedAt/);
  });

  it("says by which words it cannot write, and the limit that it would break, before the first byte", async () => {
    const headers = { "content-type": "text/turtle" };
    const posted = '<e:x> a <http://www.w3.org/ns/prov#Entity> ; <http://example.org/1> "v" .';
    const graph = encodeURIComponent(await bundleIn(await post(store, "/prov", posted, headers)));

    const answers = [await get(`?format=provxml&graph=${graph}`), await get(`?format=rdfxml&graph=${graph}`)];
    const problems = await Promise.all(answers.map(problemIn));

    expect(answers.map(({ status }) => status)).toEqual([406, 406]);
    expect(problems.map(({ code }) => code)).toEqual(["unwritable-prov", "unwritable-prov"]);
    expect(problems[0]?.detail).toContain("http://example.org/1");
  });

  it("links where it comes from, the log, and who knows more", async () => {
    const { headers } = await get("?mode=asserted&format=nquads");

    const anchor = `anchor="${store.url}/export?mode=asserted&format=nquads"`;
    const log = `${store.url}/export?graph=${encodeURIComponent(`${base}graph/log`)}&mode=asserted`;
    expect(headers.get("link")?.split(", ")).toEqual([
      `<${log}>; rel="http://www.w3.org/ns/prov#has_provenance"; ${anchor}`,
      `<${store.url}/provenance>; rel="http://www.w3.org/ns/prov#has_query_service"; ${anchor}`,
    ]);
    expect(await (await fetch(log)).text()).toContain(bundle.slice(-64));
  });

  it("answers HEAD without a body", async () => {
    const answer = await send(store, { method: "HEAD", path: "/export?format=turtle" });

    expect([answer.status, answer.headers["content-type"], answer.text]).toEqual([
      200,
      "text/turtle; charset=utf-8",
      "",
    ]);
  });

  it.each([
    ["?format=rdf", 400, "malformed-parameter"],
    ["?format=constructor", 400, "malformed-parameter"],
    ["?format=trig&format=turtle", 400, "malformed-parameter"],
    ["?mode=sure", 400, "malformed-parameter"],
    ["?graph=not%20an%20iri", 400, "malformed-parameter"],
    [`?graph=${base}bundle/none`, 404, "unknown-graph"],
    ["?recordedasof=2026-01-01T00:00:00Z", 400, "unknown-parameter"],
  ])("refuses %s", async (search, status, code) => {
    const answer = await get(search);

    expect(await problemIn(answer)).toMatchObject({ code });
    expect(answer.status).toBe(status);
  });

  it("ends at once when its reader leaves, and writes on for the next", async () => {
    await post(
      store,
      "/api/v1/lineage/batch",
      `[${Array.from({ length: 200 }, () => freshEvent({ outputs: ["x"] })).join()}]`,
    );
    const leaving = new AbortController();
    const answer = await fetch(`${store.url}/export?format=jsonld`, { signal: leaving.signal });
    leaving.abort();
    await expect(answer.text()).rejects.toThrow();

    const next = await get("?format=nquads");

    expect(next.status).toBe(200);
    expect(await next.text()).toContain("warehouse");
  });
});

describe("GET /export of a store that is larger than a PROV document may be", () => {
  const small = serving({ limits: { exportQuads: 30 } });
  beforeAll(async () => {
    const events = Array.from({ length: 20 }, () => freshEvent({ outputs: ["x"] }));
    await post(small, "/api/v1/lineage/batch", `[${events.join()}]`);
  });

  it("refuses it with the limit, and gives RDF and single graphs all the same", async () => {
    const refused = await fetch(`${small.url}/export?format=provn`);
    const rdf = await fetch(`${small.url}/export?format=trig`);
    const bundles = new Set(
      (await rdf.text()).match(/bundle\/[0-9a-f]{64}(?= \{)|<[^>]*bundle\/[0-9a-f]{64}(?=> \{)/g),
    );
    const graph = [...bundles][0]?.replace("<", "") ?? "";
    const single = await fetch(`${small.url}/export?format=provn&graph=${encodeURIComponent(graph)}`);

    expect(await problemIn(refused)).toMatchObject({ code: "export-too-large", limit: 30 });
    expect([refused.status, rdf.status, bundles.size, single.status]).toEqual([503, 200, 20, 200]);
  });
});

describe("GET /export of PROV documents, several at once", () => {
  it("makes no more than may be, whatever RDF is asked for beside, and makes the next when one is done", async () => {
    let release: (graphs: StoreGraphs) => void = () => undefined;
    const waits = new Promise<StoreGraphs>((resolve) => {
      release = resolve;
    });
    const asked = new EventEmitter();
    const exportGraphs = () => {
      asked.emit("export");
      return waits;
    };
    const router = exportRouter({ base, mostQuads: 10, few: fewDocuments(1), exportGraphs });
    const server = express().use(router, problemHandler(console.error)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const ask = (format: string) => fetch(`http://127.0.0.1:${port}/export?format=${format}`);

    const isAsked = once(asked, "export");
    const first = ask("provn");
    await isAsked;
    const [second, trig] = [await ask("provjson"), ask("trig")];
    release(graphsOfQuads([]));
    const answers = [await first, await trig, await ask("provn")];

    expect(await problemIn(second)).toMatchObject({ code: "too-many-exports" });
    expect(second.headers.get("retry-after")).toBe("10");
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await new Promise((resolve) => server.close(resolve));
  });

  it("stops making one that nobody waits for any more", async () => {
    const gone = new Error("The client has left");
    const quads = Array.from({ length: 30_000 }, (_, n) =>
      DataFactory.quad(
        DataFactory.namedNode(`${base}n/${n}`),
        DataFactory.namedNode("http://www.w3.org/ns/prov#used"),
        DataFactory.namedNode(`${base}e`),
        DataFactory.namedNode(`${base}graph/log`),
      ),
    );
    const stop = new AbortController();
    let reads = 0;
    const graphs = graphsOfQuads(quads);
    const quadsOf: StoreGraphs["quadsOf"] = (...asked) => {
      reads += 1;
      if (reads === 5_000) stop.abort(gone);
      return graphs.quadsOf(...asked);
    };

    const context = { base, mostQuads: 100_000, signal: stop.signal };
    await expect(writeExport({ ...graphs, quadsOf }, "provn", context)).rejects.toBe(gone);
    expect(reads).toBeLessThan(10_000);
  });
});
