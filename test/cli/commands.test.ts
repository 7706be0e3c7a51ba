import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, anEvent, documentOf, ran, twoStores } from "./command-line.ts";

const stores = twoStores();
const orders = "http://localhost:3030/id/dataset/warehouse/orders";
const select = `SELECT ?run { ?run <http://www.w3.org/ns/prov#used> <${orders}> } ORDER BY ?run`;
const input = aDirectory({ "one.json": JSON.stringify(anEvent(1)), "bad.json": "{}" });
const one = join(input, "one.json");
const documents = aDirectory({
  "a.provn": "document default <http://example.org/> used(a, e) endDocument",
  "b.json":
    '{"prefix":{"default":"http://example.org/"},"used":{"_:u":{"prov:activity":"a","prov:entity":"e"}}}',
  "bom.rq": "\uFEFFASK {}",
  "latin.rq": Buffer.from('SELECT ?x {\nVALUES ?x { "café" } }', "latin1"),
  "c.provjsonld": '{"@graph":[{"@type":"Thing"}]}',
});
const broken = aDirectory({
  "a.ttl": "@prefix e: <http://example.org/> .\ne:a e:b e:c .\ne:a e:b .\n",
  "b.provn": "document\ndefault <http://example.org/>\nentity(e)\nentity(\nendDocument",
  "c.jsonld": '{"@id": "http://example.org/a",\n"@type": }',
  "d.provjson": '{"entity":\n{"e:a": []}}',
});

describe.each(["--data", "--url"] as const)("with %s", (option) => {
  const at = () => [option, option === "--data" ? stores.data : stores.url];
  const json = async (...words: string[]) => documentOf(await ran([...words, ...at(), "--json"]));

  it.each<[readonly string[], number, readonly string[]]>([
    [
      ["ask", "upstream", "of=warehouse/report"],
      0,
      ["question", "parameters", "mode", "at", "columns", "rows"],
    ],
    [["query", select], 0, ["head", "results"]],
    [["query", "ASK {?s ?p ?o}"], 0, ["head", "boolean"]],
    [["query", select, "--explain"], 0, ["answeredBy", "rows", "milliseconds", "planMilliseconds", "steps"]],
    [["query", "CONSTRUCT {?s ?p ?o} {?s ?p ?o} LIMIT 1"], 0, ["@context", "@graph"]],
    [["export"], 0, ["@context", "@graph"]],
    [["questions"], 0, ["questions"]],
    [["names"], 0, ["groups"]],
    [["refusals"], 0, ["kept", "dropped", "refusals"]],
    [["verify"], 0, ["isVerified", "journal", "index"]],
    [["remap"], 0, ["events", "changed", "refused"]],
    [["validate", one], 0, ["conforms", "reports"]],
    [["validate", input, "--merged"], 1, ["conforms", "reports"]],
    [["ingest", one], 0, ["accepted", "duplicate", "withFindings", "refused", "refusals"]],
    [["retry"], 1, ["accepted", "refused"]],
    [["ask", "upstream", "off=x"], 2, ["error"]],
    [["query", "SELECT"], 2, ["error"]],
    [["export", "--graph", "http://example.org/none"], 2, ["error"]],
  ])("%j ends with %d and writes one JSON document", async (words, exit, members) => {
    const found = await ran([...words, ...at(), "--json"]);

    expect(Object.keys(documentOf(found))).toEqual(expect.arrayContaining([...members]));
    expect(found.exit).toBe(exit);
    expect(found.stderr).toMatch(exit === 2 ? /^muniment: .+/ : /^$/);
  });

  it("names the line at which a document is at fault, of whatever syntax has lines", async () => {
    const files = ["a.ttl", "b.provn", "c.jsonld", "d.provjson"].map((name) => join(broken, name));
    const placesIn = (list: readonly { file: string; line: number }[]) =>
      list.map(({ file, line }) => [basename(file), line]);

    const { refusals } = await json("ingest", ...files);
    const { reports } = await json("validate", ...files);
    const { stderr } = await ran(["ingest", join(broken, "a.ttl"), ...at()]);

    const places = [
      ["a.ttl", 3],
      ["b.provn", 5],
      ["c.jsonld", 2],
      ["d.provjson", 1],
    ];
    expect([placesIn(refusals), placesIn(reports)]).toEqual([places, places]);
    expect(stderr).toContain("a.ttl:3: malformed-rdf: ");
  });

  it.each([
    ["query", "json", /^\{"head"/],
    ["query", "xml", /^<\?xml/],
    ["query", "csv", /^run\r\n/],
    ["query", "tsv", /^\?run\n</],
    ["export", "turtle", /prov:used/],
    ["export", "trig", /\{\n/],
    ["export", "nquads", /> \.\n/],
    ["export", "jsonld", /"@graph"/],
    ["export", "rdfxml", /<rdf:RDF/],
    ["export", "canonical", /> \.\n/],
    ["export", "provn", /^document\n/],
    ["export", "provxml", /<prov:document/],
    ["export", "provjson", /"bundle": \{/],
    ["export", "provjsonld", /"@graph":\[/],
  ])("%s writes %s", async (command, format, beginning) => {
    const words = command === "query" ? ["query", select] : ["export"];

    const { exit, stdout } = await ran([...words, ...at(), "--format", format]);

    expect(exit).toBe(0);
    expect(stdout).toMatch(beginning);
  });

  it("reads a query as UTF-8 with or without its mark, and refuses other bytes and what it cannot write", async () => {
    const marked = await ran(["query", `@${join(documents, "bom.rq")}`, ...at()]);
    const latin = await ran(["query", `@${join(documents, "latin.rq")}`, ...at()]);
    const csv = await ran(["query", "ASK {}", "--format", "csv", ...at()]);

    expect(marked).toMatchObject({ exit: 0, stdout: '{"head":{},"boolean":true}\n' });
    expect(latin).toMatchObject({ exit: 2, stderr: "muniment: Expected UTF-8 in the query, at line 2\n" });
    expect(csv.exit).toBe(2);
    expect(csv.stderr).toContain("application/sparql-results+json, application/sparql-results+xml");
  });

  it("asks in every format, and shows the parameters when one of them is wrong", async () => {
    const question = ["ask", "dataset-history", "dataset=warehouse/report", ...at()];

    const table = await ran(question);
    const csv = await ran([...question, "--format", "csv"]);
    const html = await ran([...question, "--format", "html"]);
    const wrong = await ran(["ask", "blast-radius", "sorce=x", ...at()]);

    expect(table.stdout).toContain("│");
    expect(csv.stdout).toMatch(/^[^\n]*,linkedHops,bundles\r\n[^\n]*report/);
    expect(html.stdout).toMatch(/^<!doctype html>/i);
    expect(wrong).toMatchObject({ exit: 2, stdout: "" });
    expect(wrong.stderr).toMatch(/sorce[\s\S]*source \(dataset, required\)[\s\S]*from \(dateTime/);
  });

  it("names the asked mode, dates and limits in an answer", async () => {
    const answer = await json(
      "ask",
      "upstream",
      "of=warehouse/report",
      "--mode",
      "possible",
      "--at",
      "2026-12-01",
    );

    expect(answer).toMatchObject({
      mode: "possible",
      at: "2026-12-01T00:00:00Z",
      recordedAsOf: null,
      limits: [],
    });
    expect(answer.rows[0].linkedHops).toEqual({
      type: "literal",
      value: expect.any(String),
      datatype: "http://www.w3.org/2001/XMLSchema#integer",
    });
  });

  it("lists refusals with file and line", async () => {
    const { refusals } = await json("refusals");

    expect(refusals[0]).toMatchObject({ code: "malformed-json", line: 5 });
    expect(refusals[0].file).toMatch(/events\.ndjson$/);
  });

  it("refuses a mode, a date and a format that there is not", async () => {
    for (const words of [
      ["ask", "upstream", "of=a", "--mode", "sure"],
      ["query", select, "--at", "yesterday"],
      ["export", "--format", "docx"],
      ["query", select, "--format", "constructor"],
      ["query", select, "--format", "csv", "--explain"],
    ]) {
      expect(await ran([...words, ...at()])).toMatchObject({ exit: 2, stdout: "" });
    }
  });
});

describe("a store in a directory and the same behind a server", () => {
  it.each([
    ["ask", "upstream", "of=warehouse/report", "--mode", "possible", "--at", "2026-12-01"],
    ["query", select],
    ["query", select, "--explain", "--json"],
    ["export", "--format", "canonical"],
    ["questions"],
    ["check", "--json"],
    ["check", "--shacl", "nquads"],
    ["validate", one],
    ["validate", documents],
    ["ingest", documents, "--json"],
  ])("say the same to %s", async (...words) => {
    const local = await ran([...words, "--data", stores.data]);
    const remote = await ran([...words, "--url", stores.url]);

    const withoutTime = (text: string) => text.replace(/Took \d+ ms|"\w*milliseconds": [\d.]+/gi, "");
    expect(withoutTime(remote.stdout)).toBe(withoutTime(local.stdout));
    expect(remote.exit).toBe(local.exit);
  });
});

describe("an export in a syntax of PROV", () => {
  it.each(["--data", "--url"] as const)("tells on standard error what it leaves out: %s", async (option) => {
    const target = [option, option === "--data" ? stores.data : stores.url];

    const { exit, stdout, stderr } = await ran(["export", "--format", "provjson", "--json", ...target]);

    expect([exit, Object.keys(JSON.parse(stdout))]).toEqual([
      0,
      expect.arrayContaining(["entity", "bundle"]),
    ]);
    expect(stderr).toMatch(/^Left out, as it is not PROV: \d+ statements; RDF has them\n$/);
  });

  it("is checked by the command beside it", async () => {
    const { stdout } = await ran(["export", "--format", "provn", "--data", stores.data]);

    expect(await ran(["check", "-"], { stdin: stdout })).toMatchObject({ exit: 0 });
  });
});

describe("a directory that holds no store", () => {
  it.each([
    ["ask", "upstream", "of=x"],
    ["query", "ASK {}"],
    ["export"],
    ["verify"],
    ["refusals"],
    ["retry"],
    ["remap"],
    ["names"],
    ["check"],
    ["validate", one],
  ])("is an error of %s, and stays as it was", async (...words) => {
    const directory = join(aDirectory(), "none");

    const { exit, stderr } = await ran([...words, "--data", directory]);

    expect(exit).toBe(2);
    expect(stderr).toContain(`There is no journal in ${directory}`);
    expect(existsSync(directory)).toBe(false);
  });

  it("is none of validate's business when no directory is named", async () => {
    expect(await ran(["validate", one])).toEqual({ exit: 0, stdout: "1 conform, 0 do not\n", stderr: "" });
    const [told, named] = [
      await ran(["validate", "-"], { stdin: "document default <e:> entity(e) endDocument" }),
      await ran(["validate", "-", "--from", "provjson"], { stdin: "{}" }),
    ];
    expect(told).toEqual({ exit: 0, stdout: "1 conform, 0 do not\n", stderr: "" });
    expect([named.exit, named.stdout]).toEqual([1, expect.stringContaining("empty-document")]);
  });
});

describe("a server", () => {
  it("that cannot be reached is said, with exit code 3", async () => {
    const found = await ran(["verify", "--url", "http://127.0.0.1:9", "--json"]);

    expect(found.exit).toBe(3);
    expect(documentOf(found).error.code).toBe("server-error");
    expect(found.stderr).toMatch(/^muniment: http:\/\/127\.0\.0\.1:9 cannot be reached: .+\n$/);
  });

  it("that speaks no TLS is said, with the URL to try", async () => {
    const { host } = new URL(stores.url);

    const found = await ran(["verify", "--url", `https://${host}`]);

    expect(found).toEqual({
      exit: 3,
      stdout: "",
      stderr: `muniment: https://${host} cannot be reached: no TLS is spoken there. Try http://${host}\n`,
    });
  });

  it.each([
    ["hello", "text/html", 200],
    ['{"hello":1}', "application/json", 200],
    ["gone", "text/plain", 410],
  ])("that is none of ours is said, such as one that answers %j", async (text, mediaType, status) => {
    const server = createServer((_, response) => {
      response.writeHead(status, { "content-type": mediaType }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    const found = await ran(["verify", "--url", `http://127.0.0.1:${port}`]);
    server.close();

    expect(found).toMatchObject({ exit: 3, stdout: "" });
    expect(found.stderr).toMatch(/^muniment: http:[^\n]+\n$/);
  });

  it("under load is asked again after the seconds that it names", async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      if (asked < 3) response.writeHead(503, { "retry-after": "0" }).end();
      else response.writeHead(201, { "content-length": "0" }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    const found = await ran(["ingest", one, "--url", `http://127.0.0.1:${port}`]);
    server.close();

    expect(found.stdout).toBe("1 accepted, 0 duplicate, 0 with findings, 0 refused\n");
  });
});
