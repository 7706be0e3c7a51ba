import { beforeAll, describe, expect, it } from "vitest";
import { bindingsIn, contentsOf, eventText, freshEvent, post, problemIn, serving } from "./serving.ts";

const store = serving({ limits: { answerRows: 3 } });
const prov = "http://www.w3.org/ns/prov#";

beforeAll(async () => {
  await post(store, "/api/v1/lineage", freshEvent({ outputs: ["report"], inputs: ["orders"] }));
});

async function jsonOf(response: Response | Promise<Response>): Promise<Record<string, unknown>> {
  return JSON.parse(await (await response).text());
}

describe("GET /statements", () => {
  const statements = async (parameters: Record<string, string>) => {
    const body = await jsonOf(fetch(`${store.url}/statements?${new URLSearchParams(parameters).toString()}`));
    return body as { statements: readonly Record<string, unknown>[]; limits: readonly unknown[] };
  };

  it("names the bundle of what was stated, and the rule and bundles of what was derived", async () => {
    const query = `SELECT ?v { ?v <${prov}wasGeneratedBy> ?r }`;
    const [row] = await bindingsIn(await fetch(`${store.url}/sparql?query=${encodeURIComponent(query)}`));
    const version = row?.v?.value ?? "";

    const stated = await statements({ s: version, p: `${prov}wasGeneratedBy` });
    const derived = await statements({ s: version, p: `${prov}generatedAtTime` });

    expect(stated.statements).toEqual([
      expect.objectContaining({
        kind: "stated",
        supports: [expect.stringContaining("/id/bundle/")],
        from: 1,
      }),
    ]);
    expect(derived.statements).toEqual([
      expect.objectContaining({
        kind: "derived",
        rule: expect.any(String),
        supports: [expect.stringContaining("/id/bundle/")],
      }),
    ]);
  });

  it("does not tell in a narrower mode what only a wider one sees", async () => {
    const counts = [];
    for (const mode of ["asserted", "exact", "possible"]) {
      const found = await statements({
        p: `${prov}used`,
        o: "http://localhost:3030/id/dataset/warehouse/orders",
        mode,
      });
      const uses = found.statements.map(({ graph }) => String(graph));
      counts.push(
        uses.filter((graph) => graph.includes("/derived/linked") || graph.includes("/derived/possible"))
          .length,
      );
    }

    expect(counts[0]).toBe(0);
  });

  it("finds literals of any kind, and IRIs bare or in brackets", async () => {
    await post(
      store,
      "/prov",
      '<e:s> <e:p> "v42", "five"@en, "5"^^<http://www.w3.org/2001/XMLSchema#integer>, <e:o> .',
      {
        "content-type": "text/turtle",
      },
    );

    const counts = [];
    for (const o of [
      '"v42"',
      '"five"@en',
      '"5"^^<http://www.w3.org/2001/XMLSchema#integer>',
      "e:o",
      "<e:o>",
      '"5"',
    ])
      counts.push((await statements({ s: "e:s", o })).statements.length);

    expect(counts).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it("says when there are more than it shows", async () => {
    const found = await statements({ o: `${prov}Entity` });

    expect(found.statements).toHaveLength(3);
    expect(found.limits).toEqual([expect.objectContaining({ name: "answerRows", value: 3 })]);
  });

  it.each([
    ["neither subject nor object", `p=${prov}used`, '"s" must be given'],
    ["a subject that is no IRI", "s=orders", '"s" must be an absolute IRI'],
    ["a predicate that is no IRI", "s=e:s&p=used", '"p" must be an absolute IRI'],
    ["an object that is neither IRI nor literal", "s=e:s&o=v42", "or a literal such as"],
    [
      "an object with more behind it",
      `s=e:s&o=${encodeURIComponent('"a" . <e:x> <e:y> "b"')}`,
      "or a literal",
    ],
    ["an object in a graph", `s=e:s&o=${encodeURIComponent('"a" <e:g>')}`, "or a literal such as"],
    ["an open string", `s=e:s&o=${encodeURIComponent('"a')}`, "or a literal such as"],
    ["a blank node", "s=_:b0", '"s" must be an absolute IRI'],
  ])("refuses %s", async (_what, search, words) => {
    const answer = await fetch(`${store.url}/statements?${search}`);

    expect(answer.status).toBe(400);
    const problem = await problemIn(answer);
    expect(problem).toMatchObject({ code: "malformed-parameter" });
    expect(problem.detail).toContain(words);
  });
});

describe("POST /validate", () => {
  it("tells what would be said of each event, and writes nothing", async () => {
    const before = await contentsOf(store);

    const body = await jsonOf(post(store, "/validate", `[${freshEvent()},{"eventTime":"x"}]`));

    expect(body).toMatchObject({ conforms: false, reports: [{ conforms: true }, { conforms: false }] });
    const [, refused] = body.reports as readonly { problem: unknown }[];
    expect(refused?.problem).toMatchObject({ status: 422, code: "malformed-event" });
    expect(await contentsOf(store)).toEqual(before);
  });

  it("judges what is known with it when it is asked to merge", async () => {
    const run = { runId: "0198f1d2-0000-7000-a000-000000000001" };
    await post(
      store,
      "/api/v1/lineage",
      eventText({ ...run, eventType: "START", eventTime: "2026-11-01T08:00:00Z" }),
    );
    const end = eventText({ ...run, eventType: "COMPLETE", eventTime: "2026-11-01T07:00:00Z" });

    const [alone, merged, flag] = await Promise.all(
      ["", "?merged=true", "?merged"].map((search) => jsonOf(post(store, `/validate${search}`, end))),
    );

    const findings = (body: Record<string, unknown> | undefined) => {
      const [report] = (body?.reports ?? []) as readonly { findings: readonly unknown[] }[];
      return report?.findings.length;
    };
    expect(findings(alone)).toBe(0);
    expect(findings(merged)).toBeGreaterThan(0);
    expect(findings(flag)).toBe(findings(merged));
  });

  it("takes RDF documents", async () => {
    const answer = post(store, "/validate", "<e:a> <e:b> 1 .", { "content-type": "text/turtle" });

    expect(await jsonOf(answer)).toMatchObject({ conforms: true });
  });

  it.each([
    ["?merged=perhaps", {}, 400],
    ["?mode=exact", {}, 400],
    ["", { "content-type": "text/csv" }, 415],
  ])("refuses %s %s", async (search, headers, status) => {
    const answer = await post(store, `/validate${search}`, "{}", headers as Record<string, string>);

    expect(answer.status).toBe(status);
    await problemIn(answer);
  });
});

describe("refusals", () => {
  it("are listed with code, place and size, without their bytes", async () => {
    await post(store, "/api/v1/lineage", '{"secret":"in the body"}');

    const text = await (await fetch(`${store.url}/refusals`)).text();

    const { refusals }: { refusals: readonly object[] } = JSON.parse(text);
    expect(refusals.at(-1)).toMatchObject({
      code: "malformed-event",
      sizeBytes: 24,
      mediaType: "application/json",
    });
    expect(text).not.toContain("in the body");
  });

  it("are tried again, and those that are refused again stay with the reason of today", async () => {
    const { kept } = store.muniment.refusals();

    const retried = await jsonOf(fetch(`${store.url}/refusals/retry`, { method: "POST" }));

    expect(retried).toEqual({ accepted: 0, refused: kept });
    expect(store.muniment.refusals().kept).toBe(kept);
  });

  it("leave the list when a configuration accepts them", async () => {
    const { configuration } = store.muniment;
    const odd = freshEvent().replace(/"producer":"[^"]*"/, '"producer":"no uri"');
    await store.muniment.configure({ ...configuration, strict: true }, { id: "test" });
    const refused = await post(store, "/api/v1/lineage", odd);
    const { kept } = store.muniment.refusals();
    await store.muniment.configure({ ...configuration, strict: false }, { id: "test" });

    const retried = await jsonOf(fetch(`${store.url}/refusals/retry`, { method: "POST" }));

    expect(refused.status).toBe(422);
    expect(retried).toMatchObject({ accepted: 1 });
    expect(store.muniment.refusals().kept).toBe(kept - 1);
  });
});

describe("proof and upkeep", () => {
  it("verifies the log and the indexes", async () => {
    const verified = await jsonOf(fetch(`${store.url}/verify`, { method: "POST" }));

    expect(verified).toMatchObject({ isVerified: true });
  });

  it("maps anew without a change when the mapper is the same", async () => {
    const remapped = await jsonOf(fetch(`${store.url}/remap`, { method: "POST" }));

    expect(remapped).toMatchObject({ changed: 0, refused: [] });
  });

  it("names data sets whose names are nearly equal", async () => {
    await post(
      store,
      "/api/v1/lineage",
      freshEvent({
        inputs: [
          { namespace: "s3://b", name: "x" },
          { namespace: "s3a://b", name: "x" },
        ],
      }),
    );

    const { groups } = await jsonOf(fetch(`${store.url}/near-names`));

    expect(JSON.stringify(groups)).toContain("s3a://b");
  });

  it.each(["/validate", "/verify", "/remap", "/refusals/retry", "/prov"])(
    "refuses GET of %s",
    async (path) => {
      const answer = await fetch(store.url + path);

      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
      expect(await problemIn(answer)).toMatchObject({ code: "method-not-allowed" });
    },
  );

  it("says how it is: alive, ready, and in figures", async () => {
    const [health, ready, metrics] = await Promise.all(
      ["/healthz", "/readyz", "/metrics"].map((path) => fetch(store.url + path)),
    );

    expect(await health?.json()).toEqual({ status: "ok" });
    expect(await ready?.json()).toMatchObject({
      status: "ready",
      records: expect.any(Number),
      queuedEvents: 0,
    });
    expect(metrics?.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const figures = (await metrics?.text()) ?? "";
    expect(figures).toMatch(/^muniment_records \d+$/m);
    expect(figures).toMatch(/^muniment_http_requests_total\{method="POST",status="201"\} \d+$/m);
  });

  it("answers OPTIONS with the methods, and no other origin", async () => {
    const answer = await fetch(`${store.url}/sparql`, { method: "OPTIONS" });

    expect([answer.status, answer.headers.get("allow")]).toEqual([200, "GET, HEAD, POST, OPTIONS"]);
    expect(answer.headers.has("access-control-allow-origin")).toBe(false);
  });
});
