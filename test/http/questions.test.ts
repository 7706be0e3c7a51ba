import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { contentsOf, post, problemIn, send, serving } from "./serving.ts";

const store = serving();
const example = (file: string) => new URL(`../../examples/credit-scoring/${file}`, import.meta.url);

beforeAll(async () => {
  const lines = readFileSync(example("events.ndjson"), "utf8").trim().split("\n");
  await post(store, "/api/v1/lineage/batch", `[${lines.join()}]`);
  await post(store, "/prov", readFileSync(example("governance.ttl")), { "content-type": "text/turtle" });
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${store.url}/questions/${path}`, { headers });
const agents = "model-agents";

describe("GET /questions", () => {
  it("lists the library, each question with its law and parameters", async () => {
    const { questions }: { questions: Record<string, unknown>[] } = JSON.parse(await (await ask("")).text());

    expect(questions.length).toBeGreaterThanOrEqual(8);
    for (const question of questions)
      expect(Object.keys(question)).toEqual(["id", "title", "question", "law", "parameters", "href"]);
  });
});

describe("GET /questions/{id}", () => {
  it("answers in JSON, with what it was asked and the bundles of every row", async () => {
    const answer = await ask(`${agents}?mode=possible&at=2026-11-10T00:00:00%2B01:00`);

    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      "application/json; charset=utf-8",
    ]);
    const body: Record<string, unknown> & { rows: Record<string, { value: string }>[] } = JSON.parse(
      await answer.text(),
    );
    expect(body).toMatchObject({
      mode: "possible",
      at: "2026-11-09T23:00:00Z",
      recordedAsOf: null,
      limits: [],
    });
    expect(body.rows.length).toBeGreaterThan(0);
    for (const { bundles, linkedHops } of body.rows) {
      expect(bundles?.value).toContain("/id/bundle/");
      expect(Number(linkedHops?.value)).toBeGreaterThanOrEqual(0);
    }
  });

  it("answers in CSV and as a page, by Accept or by format", async () => {
    const byAccept = await ask(agents, { accept: "text/csv" });
    const page = await ask(`${agents}?format=html`);
    const browser = await ask(agents, {
      accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    });

    expect(byAccept.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(await byAccept.text()).toMatch(/^at,|\r\n/);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const html = await page.text();
    expect(html).toContain("<caption>");
    expect(html).not.toContain("<script");
    expect(html).toMatch(/href="\/id\/dataset\//);
    expect(browser.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });

  it("answers as recorded before anything was, with nothing", async () => {
    const answer = await ask(`${agents}?recordedAsOf=2001-01-01T00:00:00Z`);

    expect(await answer.json()).toMatchObject({ rows: [], recordedAsOf: "2001-01-01T00:00:00Z" });
  });

  it("shows a form to a browser where a value is missing, and asks what the form sends", async () => {
    const html = { accept: "text/html" };

    const form = await ask("upstream", html);
    const sent = await ask("upstream?of=bureau%2Ffeed&mode=exact&at=&recordedAsOf=", html);

    expect(form.status).toBe(200);
    expect(await form.text()).toMatch(/<form action="\/questions\/upstream"[\s\S]*<input name="of"/);
    expect(sent.status).toBe(200);
    expect(await sent.text()).toContain('<input name="of" value="bureau/feed"');
  });

  it.each([
    ["blast-radius?source=bureau/feed&from=2026-11-03&to=2026-10-20", "from", "2026-11-03", "later than"],
    ["blast-radius?source=bureau/feed&from=soon", "from", "soon", "xsd:dateTime"],
    ["blast-radius?from=2026-11-03", "from", "2026-11-03", "is required"],
    [`${agents}?at=soon`, "at", "soon", "xsd:dateTime"],
    [`${agents}?entailment=aligned&alignments=p-plam`, "alignments", "p-plam", "no alignment"],
    ["upstream?of=bureau/feed&depth=3", "of", "bureau/feed", "no parameter here"],
  ])(
    "gives a browser the form back as it was filled in, with the reason: %s",
    async (path, name, value, reason) => {
      const answer = await ask(path, { accept: "text/html" });
      const json = await problemIn(await ask(path));

      const page = await answer.text();
      expect(answer.status).toBe(json.status);
      expect(page).toContain(`<input name="${name}" value="${value}"`);
      expect(page).toMatch(new RegExp(`role="alert">[^<]*${reason}`));
    },
  );

  it("writes what was asked into the form as text, never as markup", async () => {
    const html = { accept: "text/html" };
    const answer = await ask(`upstream?of=${encodeURIComponent('urn:x:"><script>alert(1)</script>')}`, html);
    const shown = await ask(`upstream?of=${encodeURIComponent("urn:x:'onfocus='alert(1)")}`, html);

    expect([answer.status, (await answer.text()).includes("<script>")]).toEqual([400, false]);
    expect(await shown.text()).toContain("urn:x:&#39;onfocus=&#39;alert(1)");
  });

  it.each([
    ["an unknown question", "who-did-it", 404, "unknown-question"],
    ["a question named like a member of objects", "constructor", 404, "unknown-question"],
    ["a missing value", "upstream", 400, "missing-parameter"],
    ["an unknown parameter", `${agents}?lawOf=x`, 400, "unknown-parameter"],
    ["a parameter named like a member of objects", `${agents}?__proto__=x`, 400, "unknown-parameter"],
    ["a value twice", "upstream?of=a&of=b", 400, "malformed-parameter"],
    ["a value that is none", "upstream?of=%3Cjavascript%3E", 400, "malformed-parameter"],
    ["a value with a line break", "upstream?of=e:a%0d%0aSet-Cookie:%20a=b", 400, "malformed-parameter"],
    [
      "a window that ends before it begins",
      "blast-radius?source=e:a&from=2026-02-02&to=2026-02-01",
      400,
      "malformed-parameter",
    ],
    ["a date that is none", "blast-radius?source=e:a&from=soon", 400, "malformed-parameter"],
    ["an unknown mode", `${agents}?mode=all`, 400, "malformed-parameter"],
    ["an unknown format", `${agents}?format=pdf`, 400, "malformed-parameter"],
    ["a malformed at", `${agents}?at=2026-13-01T00:00:00Z`, 400, "malformed-parameter"],
    ["a malformed recordedAsOf", `${agents}?recordedAsOf=0`, 400, "malformed-parameter"],
    ["a broken escape in the path", "%E0%A4%A", 400, "malformed-target"],
  ])("refuses with its reason, and changes nothing: %s", async (_what, path, status, code) => {
    const before = await contentsOf(store);

    const answer = await ask(path);

    expect(await problemIn(answer)).toMatchObject({ code });
    expect(answer.status).toBe(status);
    expect(await contentsOf(store)).toEqual(before);
  });

  it("refuses a form that it has not, and other methods", async () => {
    const picture = await ask(agents, { accept: "image/png" });
    const posted = await post(store, `/questions/${agents}`, "{}");

    expect([picture.status, posted.status, posted.headers.get("allow")]).toEqual([
      406,
      405,
      "GET, HEAD, OPTIONS",
    ]);
  });

  it("says to a browser in a page what is wrong", async () => {
    const answer = await ask("no-such-question", { accept: "text/html" });

    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(await answer.text()).toContain("<h1>Unknown question</h1>");
  });
});

describe("GET /", () => {
  it("leads to every question, and is the same to HEAD without a body", async () => {
    const page = await (await fetch(store.url)).text();
    const head = await send(store, { method: "HEAD" });

    for (const { id } of store.muniment.questions) expect(page).toContain(`href="/questions/${id}"`);
    expect([head.status, head.text, Number(head.headers["content-length"])]).toEqual([
      200,
      "",
      Buffer.byteLength(page),
    ]);
  });

  it("lets the style of our pages alone, no script, no frame, no other origin", async () => {
    const { headers } = await fetch(store.url);

    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(
      [...headers.keys()].filter((name) => name.startsWith("access-control") || name === "x-powered-by"),
    ).toEqual([]);
  });
});
