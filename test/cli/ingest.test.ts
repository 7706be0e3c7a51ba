import { mkdirSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { aDirectory, anEvent, documentOf, ran, removeDirectories } from "./command-line.ts";

removeDirectories();

/** Ingests files into a fresh store. */
async function ingested(files: Readonly<Record<string, string | Uint8Array>>) {
  const directory = aDirectory(files);
  const store = ["--data", join(aDirectory(), "store"), "--json"];
  const found = await ran(["ingest", ...Object.keys(files).map((name) => join(directory, name)), ...store]);
  const { refusals: kept } = documentOf(await ran(["refusals", ...store]));
  return { ...found, ...documentOf(found), directory, kept };
}

const ndjson = (...events: readonly object[]) =>
  `${events.map((event) => JSON.stringify(event)).join("\n")}\n`;
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

describe("ingest", () => {
  it("takes lines, objects, arrays, gzip and RDF", async () => {
    const files = {
      "a.json": pretty(anEvent(1)),
      "b.json": pretty([anEvent(2), anEvent(3)]),
      "c.ndjson": `${ndjson(anEvent(4))}${JSON.stringify([anEvent(5), anEvent(6)])}`,
      "d.json.gz": gzipSync(JSON.stringify([anEvent(7)])),
      "e.ttl": "<http://example.org/a> a <http://example.org/B> .",
      "f.nq.gz": gzipSync('<http://example.org/a> <http://example.org/p> "x" .'),
      "g.jsonld": '{"@id":"http://example.org/a","@type":"http://example.org/C"}',
    };

    expect(await ingested(files)).toMatchObject({ exit: 0, accepted: 10, duplicate: 0, refused: 0 });
  });

  it("takes PROV of every syntax, as one bundle where they say the same", async () => {
    const json = pretty({
      prefix: { e: "http://example.org/" },
      used: { "_:u": { "prov:activity": "e:a", "prov:entity": "e:e" } },
    });
    const files = {
      "a.provn": "document prefix e <http://example.org/> used(e:a, e:e) endDocument",
      "b.provx.gz": gzipSync(
        `<prov:document xmlns:prov="http://www.w3.org/ns/prov#" xmlns:e="http://example.org/"><prov:used><prov:activity prov:ref="e:a"/><prov:entity prov:ref="e:e"/></prov:used></prov:document>`,
      ),
      "c.provjson": json,
      "d.json": json,
      "e.jsonld": pretty({
        "@context": [{ e: "http://example.org/" }, "https://openprovenance.org/prov-jsonld/context.jsonld"],
        "@graph": [{ "@type": "Usage", activity: "e:a", entity: "e:e" }],
      }),
      "f.rdf": `<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:prov="http://www.w3.org/ns/prov#" rdf:about="http://example.org/a"><prov:used rdf:resource="http://example.org/e"/></rdf:Description>`,
    };

    expect(await ingested(files)).toMatchObject({ exit: 0, accepted: 1, duplicate: 5, refused: 0 });
  });

  it("takes documents by how they begin, or by --from", async () => {
    const store = join(aDirectory(), "store");
    const words = ["ingest", "-", "--data", store, "--json"];
    const document = "document default <http://example.org/> entity(e) endDocument";

    const told = await ran(words, { stdin: document });
    const named = await ran([...words, "--from", "provjson"], {
      stdin: '{"entity":{"e":{}},"prefix":{"default":"http://example.org/"}}',
    });
    const unknown = await ran([...words, "--from", "prov"], { stdin: document });

    expect([documentOf(told), documentOf(named)]).toMatchObject([{ accepted: 1 }, { duplicate: 1 }]);
    expect([unknown.exit, documentOf(unknown).error.code]).toEqual([2, "bad-use"]);
  });

  it("takes gzipped lines from standard input", async () => {
    const words = ["ingest", "-", "--data", join(aDirectory(), "store"), "--json"];

    const found = await ran(words, { stdin: gzipSync(ndjson(anEvent(1), anEvent(2))) });

    expect(documentOf(found)).toMatchObject({ accepted: 2, refused: 0 });
  });

  it("names file and line of each thing that it refuses, keeps it, and takes the others", async () => {
    const files = {
      "a.ndjson": `${ndjson(anEvent(1))}{"x":\n\n{"x":1}\n`,
      "b.json": `[\n${JSON.stringify(anEvent(2))},\n{"a":1,"a":2},\n\n{"x":1}]`,
      "c.json": `[\n${JSON.stringify(anEvent(3))},\n{"x":}\n]`,
      "d.json": `\n\n${pretty({ x: 1 })}`,
      "e.ttl": "<http://example.org/a> a",
      "f.provn": "document\nentity(",
    };

    const { exit, accepted, refusals, directory, kept } = await ingested(files);

    expect([exit, accepted]).toEqual([1, 2]);
    const places = [
      ["a.ndjson", 2, "malformed-json"],
      ["a.ndjson", 4, "malformed-event"],
      ["b.json", 3, "malformed-json"],
      ["b.json", 5, "malformed-event"],
      ["c.json", 3, "malformed-json"],
      ["d.json", 3, "malformed-event"],
      ["e.ttl", 1, "malformed-rdf"],
      ["f.provn", 2, "malformed-prov"],
    ];
    const placesOf = (list: readonly { file: string; line: number; code: string }[]) =>
      list.map(({ file, line, code }) => [relative(directory, file), line, code]);
    expect(placesOf(refusals)).toEqual(places);
    expect(placesOf(kept)).toEqual(places);
  });

  it("ends with the counts, and a line for each refusal on standard error", async () => {
    const files = aDirectory({
      "a.ndjson": `${ndjson(anEvent(1), anEvent(1), anEvent(2, { eventTime: "2026-11-01T06:00:00" }))}{"x":1}\n`,
    });
    const store = join(aDirectory(), "store");

    const { exit, stdout, stderr } = await ran(["ingest", files, "--data", store]);

    expect(exit).toBe(1);
    expect(stdout).toBe("2 accepted, 1 duplicate, 1 with findings, 1 refused\n");
    expect(stderr).toMatch(/^[^\n]*a\.ndjson:4: malformed-event: [^\n]+\n$/);
  });

  it("reads directories to their ends, follows links to files, and says what it left out", async () => {
    const directory = aDirectory({ "a.json": JSON.stringify(anEvent(1)), "notes.txt": "", "c.ttl": "" });
    mkdirSync(join(directory, "deep", "er"), { recursive: true });
    const elsewhere = aDirectory({ "b.ndjson": ndjson(anEvent(2)) });
    symlinkSync(join(elsewhere, "b.ndjson"), join(directory, "deep", "er", "b.ndjson"));
    symlinkSync(directory, join(directory, "deep", "loop.json"));

    const found = await ran(["ingest", directory, "--data", join(aDirectory(), "store"), "--json"]);

    expect(documentOf(found)).toMatchObject({ accepted: 2, leftOut: [expect.stringContaining("notes.txt")] });
  });

  it("says what it took before a file that breaks off, and ends with 2", async () => {
    const { exit, accepted, error, stderr } = await ingested({
      "a.ndjson": ndjson(anEvent(1)),
      "b.ndjson.gz": gzipSync(ndjson(anEvent(2))).subarray(0, 60),
    });

    expect([exit, accepted]).toEqual([2, 1]);
    expect(error.message).toMatch(/b\.ndjson\.gz cannot be read: /);
    expect(stderr).toContain(error.message);
  });

  it("takes nothing when a file is not there, or a directory has nothing for it", async () => {
    const directory = aDirectory({ "a.txt": "" });
    const store = join(aDirectory(), "store");

    const [absent, empty] = [
      await ran(["ingest", join(directory, "b.json"), "--data", store]),
      await ran(["ingest", directory, "--data", store]),
    ];

    expect([absent.exit, empty.exit]).toEqual([2, 2]);
    expect(absent.stderr).toMatch(/b\.json cannot be read: no such file or directory/);
    expect(empty.stderr).toMatch(/holds no file/);
  });

  it("refuses and keeps an event over 32 MiB, in a line as in an array, and takes what follows", async () => {
    const huge = JSON.stringify(
      anEvent(1, { producer: `https://example.org/${"x".repeat(33 * 1024 * 1024)}` }),
    );
    const files = aDirectory({
      "a.ndjson": `${huge}\n${ndjson(anEvent(2))}`,
      "b.json": `[${huge},\n${JSON.stringify(anEvent(3))}]`,
    });
    const store = join(aDirectory(), "store");

    const found = documentOf(await ran(["ingest", files, "--data", store, "--json"]));
    const kept = documentOf(await ran(["refusals", "--data", store, "--json"]));

    expect(found).toMatchObject({ accepted: 2, refused: 2 });
    expect(found.refusals.map(({ code, line }: { code: string; line: number }) => [code, line])).toEqual([
      ["body-too-large", 1],
      ["body-too-large", 1],
    ]);
    expect(kept.refusals).toHaveLength(2);
  });

  it("draws a bar on a terminal, over one line that fits, and takes it away", async () => {
    const files = aDirectory({ "a.ndjson": ndjson(...Array.from({ length: 300 }, (_, n) => anEvent(n))) });

    const { stdout, stderr } = await ran(["ingest", files, "--data", join(aDirectory(), "store")], {
      columns: 60,
    });

    expect(stdout).toBe("300 accepted, 0 duplicate, 0 with findings, 0 refused\n");
    const drawn = stderr.split("\r\u001b[2K").slice(1);
    expect(drawn.at(-1)).toBe("");
    expect(drawn.some((line) => /^[█░]{24} +\d+ %/.test(line))).toBe(true);
    expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(60);
    expect(stderr).not.toContain("\n");
  });
});
