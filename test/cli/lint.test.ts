import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, documentOf, ran, removeDirectories } from "./command-line.ts";

removeDirectories();

const dirty = `@prefix p: <http://www.w3.org/ns/prov-o#> .
@prefix ex: <http://example.org/> .

ex:run a p:activity ;
  p:used ex:orders, ex:rates .
ex:orders p:wasUsedBy ex:night .
ex:run p:usd ex:old .
`;
const mended = `@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix ex: <http://example.org/> .
ex:run a prov:Activity ; prov:used ex:orders, ex:rates .
ex:night prov:used ex:orders .`;
const files = aDirectory({
  "dirty.ttl": dirty,
  "clean.ttl": mended,
  "own.ttl": dirty,
  "rdf.rdf": `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:prov="https://www.w3.org/ns/prov#">
    <prov:Entity rdf:about="http://example.org/e"/>
  </rdf:RDF>`,
  "data.jsonld": `{"@id": "http://example.org/e", "@type": "http://www.w3.org/ns/prov#entity"}`,
  "usage.provn": "document prefix ex <http://example.org/> used(ex:a, ex:e, -) endDocument",
  "broken.ttl": "ex:a",
});
const file = (name: string) => join(files, name);

describe("muniment lint", () => {
  it("tells each finding with its line, and how many --fix would put right", async () => {
    const { exit, stdout, stderr } = await ran(["lint", file("dirty.ttl")]);

    expect([exit, stderr]).toEqual([1, ""]);
    const at = (line: number) => `${file("dirty.ttl")}:${line}: `;
    expect(stdout.split("\n")).toEqual([
      expect.stringContaining(`${at(4)}wrong-namespace: <http://www.w3.org/ns/prov-o#activity>`),
      expect.stringMatching(/:5: wrong-namespace: .* this is prov:used\. \(2 statements\)$/),
      expect.stringContaining(`${at(6)}wrong-namespace: `),
      expect.stringContaining(`${at(6)}inverse-name: prov:wasUsedBy is a name for the inverse of prov:used`),
      expect.stringMatching(/:7: unknown-term: PROV has no property usd .* the nearest is prov:used\.$/),
      `${file("dirty.ttl")}: 5 findings, 4 of which --fix puts right`,
      "",
    ]);
  });

  it("says the same as JSON", async () => {
    const outcome = await ran(["lint", file("dirty.ttl"), "--json"]);

    expect(outcome.exit).toBe(1);
    expect(documentOf(outcome)).toMatchObject({
      clean: false,
      findings: [
        {
          rule: "wrong-namespace",
          line: 4,
          term: "http://www.w3.org/ns/prov-o#activity",
          suggestion: "http://www.w3.org/ns/prov#Activity",
          certain: true,
          count: 1,
        },
        { line: 5, count: 2 },
        { line: 6 },
        { line: 6, rule: "inverse-name" },
        {
          rule: "unknown-term",
          certain: false,
          statement: "<http://example.org/run> <http://www.w3.org/ns/prov-o#usd> <http://example.org/old>",
        },
      ],
    });
  });

  it("finds nothing in what is clean", async () => {
    expect(await ran(["lint", file("clean.ttl")])).toMatchObject({
      exit: 0,
      stdout: `${file("clean.ttl")}: clean\n`,
    });
    expect(documentOf(await ran(["lint", file("clean.ttl"), "--json"]))).toEqual({
      clean: true,
      findings: [],
    });
  });

  it("writes the document with what is certain put right, and tells what is left", async () => {
    const { exit, stdout, stderr } = await ran(["lint", file("dirty.ttl"), "--fix"]);

    expect(exit).toBe(1);
    expect(stderr.split("\n")[0]).toBe(`${file("dirty.ttl")}: 4 findings put right`);
    expect(stderr).toContain("unknown-term");
    expect(stdout).toContain("@prefix p: <http://www.w3.org/ns/prov#>");
    const again = await ran(["lint", "-", "--from", "turtle", "--fix"], { stdin: stdout });
    expect(again.stdout).toBe(stdout);
    expect(again.stderr).toContain("0 findings put right");
    expect(readFileSync(file("dirty.ttl"), "utf8")).toBe(dirty);
  });

  it("writes over the document where --output says so, in the format that --to says", async () => {
    const own = file("own.ttl");

    const fix = await ran(["lint", own, "--fix", "--output", own, "--json"]);
    const triples = await ran(["lint", own, "--fix", "--to", "ntriples"]);

    expect(fix.exit).toBe(1);
    expect(documentOf(fix)).toMatchObject({ clean: false, repaired: { length: 4 }, findings: { length: 1 } });
    expect(readFileSync(own, "utf8")).toContain("ex:run a p:Activity");
    expect(triples.stdout.split("\n").sort().join("\n")).toContain(
      "<http://example.org/night> <http://www.w3.org/ns/prov#used> <http://example.org/orders> .",
    );
  });

  it("knows lines of RDF/XML, and none of JSON-LD", async () => {
    expect((await ran(["lint", file("rdf.rdf")])).stdout).toContain(`rdf.rdf:2: wrong-namespace`);
    expect((await ran(["lint", file("data.jsonld")])).stdout).toContain(`data.jsonld: wrong-case`);
  });

  it.each([
    [["lint"], /Name one document of RDF/],
    [["lint", file("usage.provn")], /The format is provn; a lint reads and writes RDF: turtle/],
    [["lint", file("dirty.ttl"), "--fix", "--to", "provn"], /--to is provn; a lint reads/],
    [["lint", file("dirty.ttl"), "--to", "trig"], /say how and where --fix writes/],
    [["lint", file("dirty.ttl"), "--fix", "--json"], /name a file for the other with --output/],
    [["lint", file("dirty.ttl"), "--fix", "--output", file("none/x.ttl")], /cannot be written/],
    [["lint", file("broken.ttl")], /Undefined prefix "ex:", at line 1/],
  ])("ends %j with 2", async (words, message) => {
    const { exit, stderr } = await ran(words);

    expect([exit, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe("muniment ingest --inverses", () => {
  it("takes in what they say, as the properties", async () => {
    const directory = aDirectory({
      "inverse.ttl": "@prefix prov: <http://www.w3.org/ns/prov#> . <urn:x:e> prov:wasUsedBy <urn:x:a> .",
    });
    const store = ["--data", join(directory, "store")];
    const query = "ASK { <urn:x:a> <http://www.w3.org/ns/prov#used> <urn:x:e> }";

    await ran(["ingest", join(directory, "inverse.ttl"), ...store]);
    const before = await ran(["query", query, ...store]);
    await ran(["ingest", join(directory, "inverse.ttl"), "--inverses", ...store]);
    const after = await ran(["query", query, ...store]);

    expect([before.stdout, after.stdout].map((text) => text.includes("true"))).toEqual([false, true]);
  });
});

describe("muniment convert --inverses", () => {
  it("reads the names of inverses, and leaves them without", async () => {
    const stdin = `@prefix prov: <http://www.w3.org/ns/prov#> . <urn:x:e> prov:wasUsedBy <urn:x:a> .`;
    const words = ["convert", "-", "--from", "turtle", "--to"];

    expect((await ran([...words, "provn", "--inverses"], { stdin })).stdout).toMatch(/used\(\S+a, \S+e, -\)/);
    expect((await ran([...words, "ntriples", "--inverses"], { stdin })).stdout).toBe(
      "<urn:x:a> <http://www.w3.org/ns/prov#used> <urn:x:e> .\n",
    );
    expect((await ran([...words, "ntriples"], { stdin })).stdout).toContain("wasUsedBy");
  });
});
