import { beforeAll, describe, expect, it } from "vitest";
import { parseNQuads } from "../../src/quads/nquads.ts";
import { bundleIn, freshEvent, post, problemIn, send, serving } from "./serving.ts";

const store = serving();
const person = "ada.lovelace";
const base = "http://localhost:3030/id/";
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
    ["?format=canonical", "application/n-quads"],
    ["", "application/trig"],
  ])("streams everything: %s", async (search, mediaType) => {
    const answer = await get(search);

    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
    const text = await answer.text();
    expect(text).toContain("dataset/warehouse/report");
    expect(text).not.toContain(person);
  });

  it("chooses by Accept where no format is named", async () => {
    const answers = await Promise.all([
      get("", { accept: "application/ld+json" }),
      get("", { accept: "text/turtle;q=0.2, application/n-quads;q=0.8" }),
      get("", { accept: "image/png" }),
    ]);

    expect(answers.map((answer) => answer.headers.get("content-type"))).toEqual([
      "application/ld+json",
      "application/n-quads",
      "application/problem+json",
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 406]);
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

  it("answers HEAD without a body", async () => {
    const answer = await send(store, { method: "HEAD", path: "/export?format=turtle" });

    expect([answer.status, answer.headers["content-type"], answer.text]).toEqual([
      200,
      "text/turtle; charset=utf-8",
      "",
    ]);
  });

  it.each([
    ["?format=rdfxml", 400, "malformed-parameter"],
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
