import { describe, expect, it } from "vitest";
import { ProvenanceError } from "../../src/errors.ts";
import { provFormats, readProv } from "../../src/interop/prov-formats.ts";
import { type BadDocument, deepDocuments, hugeDocuments, malformedDocuments } from "./bad-documents.ts";

/** The error of a document, after checks that each must pass. */
async function faultOf({ format, text }: BadDocument): Promise<ProvenanceError & Record<string, unknown>> {
  const error: unknown = await readProv(Buffer.from(text), format).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ProvenanceError);
  const fault = error as ProvenanceError & Record<string, unknown>;
  expect(fault.message.length).toBeLessThan(5_000);
  return fault;
}

/** What every refusal says: the sentence, the code, and of a text of lines the line. */
function expectSaid(fault: Awaited<ReturnType<typeof faultOf>>, bad: BadDocument): void {
  expect(fault.message).toContain(bad.says);
  expect(fault.code).toBe(bad.code ?? (bad.format.startsWith("prov") ? "malformed-prov" : "malformed-rdf"));
  if (typeof bad.at === "number") expect(fault.line).toBe(bad.at);
}

const titled = (documents: readonly BadDocument[]) =>
  documents.map((each) => [each.format, each.kind, each] as const);

describe("readProv", () => {
  it.each(titled([...malformedDocuments, ...hugeDocuments]))(
    "refuses %s with %s, and says where",
    async (_format, _kind, bad) => {
      const fault = await faultOf(bad);

      expectSaid(fault, bad);
      if (typeof bad.at === "string") expect(fault.pointer).toBe(bad.at);
    },
  );

  it.each(titled(deepDocuments))(
    "refuses %s with 100,000 levels of %s, and says where",
    async (_format, _kind, bad) => {
      const fault = await faultOf(bad);

      expectSaid(fault, bad);
      if (typeof bad.at !== "number") expect(fault.pointer).toMatch(/^\//);
    },
  );

  it("knows more than 17 kinds of fault, and some of every format", () => {
    expect(new Set(malformedDocuments.map(({ kind }) => kind)).size).toBeGreaterThan(40);
    expect(new Set(malformedDocuments.map(({ format }) => format))).toEqual(new Set(provFormats));
  });

  it.each([
    ["collections", `<e:a> <e:b> ${"(".repeat(100_000)}${")".repeat(100_000)} .`, 199_999],
    ["property lists", `<e:a> <e:b> ${"[ <e:b> ".repeat(100_000)}1${"]".repeat(100_000)} .`, 100_001],
  ])("reads Turtle with 100,000 levels of %s", async (_kind, text, count) => {
    const { quads } = await readProv(Buffer.from(text), "turtle");

    expect(quads).toHaveLength(count);
  });

  it("reads strings of ten million characters and escapes", async () => {
    const text = `${'\\"'.repeat(2_500_000)}${"a".repeat(5_000_000)}`;
    const one = `document default <e:> entity(e, [a="${text}", b="""${'\\n"'.repeat(2_500_000)}a"""]) endDocument`;

    const { document } = await readProv(Buffer.from(one), "provn");

    expect(document.statements[0]?.attributes.map(({ value }) => value.text.length)).toEqual([
      7_500_000, 5_000_001,
    ]);
  });
});

describe("bundles that speak of each other", () => {
  const cyclic = {
    provn: `document default <e:>
      bundle b1 entity(b2, [prov:type='prov:Bundle']) mentionOf(e1, e2, b2) wasDerivedFrom(b1, b2) endBundle
      bundle b2 entity(b1, [prov:type='prov:Bundle']) mentionOf(e2, e1, b1) wasDerivedFrom(b2, b1) endBundle
      endDocument`,
    trig: `PREFIX prov: <http://www.w3.org/ns/prov#>
      <e:b1> { <e:b1> a prov:Bundle ; prov:wasDerivedFrom <e:b2> . <e:e1> prov:mentionOf <e:e2> ; prov:asInBundle <e:b2> }
      <e:b2> { <e:b2> a prov:Bundle ; prov:wasDerivedFrom <e:b1> . <e:e2> prov:mentionOf <e:e1> ; prov:asInBundle <e:b1> }`,
  } as const;

  it.each(["provn", "trig"] as const)("are read from %s, each by itself", async (format) => {
    const { document } = await readProv(Buffer.from(cyclic[format]), format);

    expect(document.bundles.map(({ id, statements }) => [id, statements.length])).toEqual([
      ["e:b1", 3],
      ["e:b2", 3],
    ]);
  });
});
