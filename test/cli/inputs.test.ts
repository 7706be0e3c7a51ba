import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputsOf } from "../../src/cli/inputs.ts";
import { anEvent } from "./command-line.ts";

const [a, b, c] = [1, 2, 3].map((n) => JSON.stringify(anEvent(n))) as [string, string, string];
const pretty = (...numbers: readonly number[]) =>
  JSON.stringify(
    numbers.map((n) => anEvent(n)),
    null,
    2,
  );
const limits = { bodyBytes: 2000, jsonDepth: 512 };

async function read(
  file: string,
  content: string | Uint8Array,
  chunkBytes = 7,
  bodyBytes = limits.bodyBytes,
) {
  const bytes = Buffer.from(content);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) =>
    bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes),
  );
  const inputs: { line: number; text: string; kind: string }[] = [];
  for await (const { line, bytes: own, kind } of inputsOf(file, Readable.from(chunks), {
    ...limits,
    bodyBytes,
  }))
    inputs.push({ line, text: Buffer.from(own).toString("utf8"), kind });
  return inputs;
}

describe("the inputs of a file", () => {
  it.each<[string, string, string | Uint8Array, readonly [line: number, text: string][]]>([
    ["an object on a line", "a.json", a, [[1, a]]],
    [
      "an object over many lines",
      "a.json",
      `\n${JSON.stringify({ x: 1 }, null, 2)}`,
      [[2, '{\n  "x": 1\n}']],
    ],
    [
      "an array on a line",
      "a.json",
      `[${a},${b}]`,
      [
        [1, a],
        [1, b],
      ],
    ],
    [
      "an array, an element a line",
      "a.json",
      `[\n${a},\n\n${b}\n]\n`,
      [
        [2, a],
        [4, b],
      ],
    ],
    ["an empty array", "a.json", " [ ]\n", []],
    [
      "lines by the name of the file",
      "a.ndjson",
      `x\n${a}\n`,
      [
        [1, "x"],
        [2, a],
      ],
    ],
    [
      "lines by their look",
      "a.json",
      `${a}\n${b}\n`,
      [
        [1, a],
        [2, b],
      ],
    ],
    [
      "lines of which the first is broken",
      "-",
      `{"x":\n${a}\n${b}`,
      [
        [1, '{"x":'],
        [2, a],
        [3, b],
      ],
    ],
    [
      "lines with blanks and CRLF",
      "a.jsonl",
      `\r\n${a}\r\n \r\n${b}`,
      [
        [2, a],
        [4, b],
      ],
    ],
    [
      "lines after a byte order mark",
      "-",
      `\ufeff${a}\n${b}\n`,
      [
        [1, `\ufeff${a}`],
        [2, b],
      ],
    ],
    [
      "arrays on lines",
      "a.ndjson",
      `[${a},${b}]\n[${c}]\n`,
      [
        [1, `[${a},${b}]`],
        [2, `[${c}]`],
      ],
    ],
    [
      "gzip",
      "a.ndjson.gz",
      gzipSync(`${a}\n${b}\n`),
      [
        [1, a],
        [2, b],
      ],
    ],
    [
      "gzip of several members",
      "a.json.gz",
      Buffer.concat([gzipSync(`[${a},\n`), gzipSync(`${b}]`)]),
      [
        [1, a],
        [2, b],
      ],
    ],
    ["gzip that is not called so", "-", gzipSync(`[${a}]`), [[1, a]]],
    ["what is called gzip and is none", "a.json.gz", `[${a}]`, [[1, a]]],
    ["no lines", "a.ndjson", "", []],
    ["no standard input", "-", "\n\n", []],
    ["no JSON in a file of JSON", "a.json", "", [[1, ""]]],
    ["JSON that breaks", "a.json", `[\n${a},\n{"x":}\n]`, [[3, `[\n${a},\n{"x":}\n]`]]],
    ["Turtle", "a.ttl", "<x:a> <x:b> <x:c> .", [[1, "<x:a> <x:b> <x:c> ."]]],
    ["PROV-N by its name", "a.provn", "document endDocument", [[1, "document endDocument"]]],
    ["PROV-N by its look", "-", "// a\ndocument endDocument", [[1, "// a\ndocument endDocument"]]],
    ["PROV-JSON among JSON", "a.json", '{"prefix":{},\n"entity":{}}', [[1, '{"prefix":{},\n"entity":{}}']]],
    ["gzipped N-Quads", "a.nq.gz", gzipSync("<x:a> <x:b> <x:c> .\n"), [[1, "<x:a> <x:b> <x:c> .\n"]]],
  ])("are of %s", async (title, file, content, expected) => {
    const inputs = await read(file, content);

    expect(inputs.map(({ line, text }) => [line, text])).toEqual(expected);
    expect(new Set(inputs.map(({ kind }) => kind)).has("document")).toBe(/ttl|nq|PROV/.test(file + title));
  });

  it("are a document of the format that is named", async () => {
    const found: string[] = [];
    for await (const { kind, mediaType } of inputsOf(
      "a.json",
      Readable.from([Buffer.from("{}")]),
      limits,
      "provjson",
    ))
      found.push(kind, mediaType);

    expect(found).toEqual(["document", "application/provenance+json"]);
  });

  it("are the elements of an array with the lines at which they begin", async () => {
    const text = pretty(1, 2, 3);

    const inputs = await read("a.json", text);

    const lines = text.split("\n");
    expect(inputs.map(({ line }) => lines[line - 1])).toEqual(["  {", "  {", "  {"]);
    expect(inputs.map(({ text: own }) => JSON.parse(own))).toEqual([1, 2, 3].map((n) => anEvent(n)));
  });

  it("are cut one byte beyond the limit, so that whoever gets them refuses them", async () => {
    const huge = JSON.stringify({ x: "y".repeat(5000) });

    for (const [file, text] of [
      ["a.ndjson", `${huge}\n${a}\n`],
      ["a.json", `[${huge},\n${a}]`],
    ] as const)
      expect((await read(file, text)).map(({ line, text: own }) => [line, own.length])).toEqual([
        [1, limits.bodyBytes + 1],
        [2, a.length],
      ]);
    expect((await read("a.ttl", `# ${"x".repeat(5000)}`))[0]?.text).toHaveLength(limits.bodyBytes + 1);
  });

  it("are none of a gzip that breaks off, after those before the break", async () => {
    const bytes = gzipSync(Buffer.concat([Buffer.from(`${a}\n`), Buffer.from(`${b}\n`)])).subarray(0, -9);

    await expect(read("a.ndjson.gz", bytes)).rejects.toMatchObject({
      code: "bad-use",
      message: expect.stringMatching(/^a\.ndjson\.gz cannot be read: /),
    });
  });

  it("are the same however the bytes arrive, as lines and as an array", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (values, chunkBytes) => {
          const texts = values.map((value) => JSON.stringify(value));

          const lines = await read("a.json", texts.join("\n"), chunkBytes, 1e6);
          const elements = await read("a.json", `[${texts.join(",\n")}]`, chunkBytes, 1e6);

          const expected = texts.map((text, i) => ({ kind: "events", line: i + 1, text }));
          expect(lines).toEqual(expected);
          expect(elements).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });
});
