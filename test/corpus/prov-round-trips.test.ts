import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { ProvenanceError } from "../../src/errors.ts";
import {
  type ProvFormat,
  type ProvInput,
  provFormats,
  readProv,
  writeProv,
} from "../../src/interop/prov-formats.ts";
import { provFormatOfBytes, provFormatOfFile } from "../../src/interop/prov-sniffing.ts";
import { xmlLiteral } from "../../src/interop/prov-xml/parse-values.ts";
import type { Value } from "../../src/prov/document.ts";
import { contentOf } from "../interop/prov-documents.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

const folder = ["prov", "southampton-testcases"] as const;
const rdf: readonly ProvFormat[] = ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"];

type Read = { readonly format: ProvFormat } & ProvInput;

interface Difference {
  readonly cases: RegExp;
  /** The formats whose file says something else than those of the others. */
  readonly formats: readonly ProvFormat[];
}

/** Where files of one case do not say the same. `docs/prov-formats.md` has the reason of each. */
const differences: readonly Difference[] = [
  {
    cases: /^test-scruffy-(?:end[23]|generation2|invalidation2|start3|usage2)-/,
    formats: ["turtle", "trig"],
  },
  { cases: /^test-primer$/, formats: ["turtle", "trig"] },
  { cases: /^test-primer$/, formats: ["provjson"] },
  { cases: /^test-simple-bundle$/, formats: ["trig", "provxml"] },
  { cases: /^test-attr_dict_insert_one_key26$/, formats: ["turtle", "trig"] },
];

/** What a format refuses to write. */
const refusals: readonly {
  readonly cases: RegExp;
  readonly formats: readonly ProvFormat[];
  readonly reason: RegExp;
}[] = [
  { cases: /bundle/, formats: ["turtle", "ntriples", "rdfxml"], reason: /which statements are a bundle's/ },
  {
    cases: /scruffy/,
    formats: rdf,
    reason: /two statements of http:\/\/example\.org\/\w+ with different arguments/,
  },
  { cases: /dict|mention/, formats: ["provjsonld"], reason: /PROV-JSONLD cannot say/ },
  { cases: /^test-entity101$/, formats: ["provxml", "rdfxml"], reason: /ends in no name of XML/ },
];

describeCorpus("Southampton's PROV documents in up to five formats", () => {
  const files = corpusFiles(...folder).filter((file) => /\.(?:provn|json|provx|ttl|trig)$/.test(file));
  const cases = [...new Set(files.map(dirname))];

  it.each(cases)("reads %s as the same statements from each of its formats", async (name) => {
    const inputs = await inputsOf(name);
    const contents = inputs.map(({ format, document }) => ({ format, text: comparable(document, format) }));

    for (const [index, one] of contents.entries()) {
      for (const other of contents.slice(index + 1)) {
        const isKnown = differences.some(
          ({ cases: which, formats }) =>
            which.test(name) && formats.includes(one.format) !== formats.includes(other.format),
        );
        expect([one.format, other.format, one.text === other.text]).toEqual([
          one.format,
          other.format,
          !isKnown,
        ]);
      }
    }
  });

  it.each(cases)("writes %s in every format as it reads it, or refuses", async (name) => {
    for (const { format: from, ...input } of await inputsOf(name)) {
      for (const format of provFormats) {
        const reason = refusals.find(
          ({ cases: which, formats }) => which.test(name) && formats.includes(format),
        )?.reason;
        const written = await writtenOrReason(input, format);
        if (written instanceof ProvenanceError) {
          expect([from, format, written.message]).toEqual([
            from,
            format,
            expect.stringMatching(reason ?? /never/),
          ]);
          continue;
        }

        const { document } = await readProv(Buffer.from(written), format);

        expect([from, format, distinct(document)]).toEqual([from, format, distinct(input.document)]);
      }
    }
  });

  async function inputsOf(name: string): Promise<Read[]> {
    const found: Read[] = [];
    for (const file of files.filter((each) => dirname(each) === name)) {
      const bytes = readFileSync(corpusPath(...folder, file));
      const format = provFormatOfFile(file) ?? provFormatOfBytes(bytes) ?? "provn";
      if (name.includes("FAIL-DM") && !rdf.includes(format)) {
        await expect(readProv(bytes, format)).rejects.toMatchObject({ code: "malformed-prov" });
        continue;
      }
      const { document, unread } = await readProv(bytes, format);
      found.push({ format, document, unread });
    }
    expect(found.length).toBeGreaterThan(0);
    return found;
  }
});

async function writtenOrReason(input: ProvInput, format: ProvFormat): Promise<string | ProvenanceError> {
  try {
    let written = "";
    for await (const piece of writeProv(input, format)) written += piece;
    return written;
  } catch (error) {
    if (error instanceof ProvenanceError) return error;
    throw error;
  }
}

/** The content as text; of ProvToolbox's XML, without its escapes and the indentation of XML literals. */
function comparable(document: ProvInput["document"], format: ProvFormat): string {
  const json = JSON.stringify(document, (_, value: unknown) =>
    isXmlLiteral(value) ? withoutIndent(value) : value,
  );
  const unescaped =
    format === "provxml"
      ? json.replaceAll("__", "_").replace(/(http:\/\/example[0-9]?\.org\/)_(?=[0-9\p{Lo}])/gu, "$1")
      : json;
  return JSON.stringify(distinct(JSON.parse(unescaped) as ProvInput["document"]));
}

function isXmlLiteral(value: unknown): value is Value {
  return typeof value === "object" && value !== null && "datatype" in value && value.datatype === xmlLiteral;
}

function withoutIndent(value: Value): Value {
  return { ...value, text: value.text.trim().replace(/>\s+</g, "><") };
}

/** Content in which each attribute stands once, as in RDF. */
function distinct(document: ProvInput["document"]): unknown {
  return sorted(JSON.parse(JSON.stringify(contentOf(document))));
}

function sorted(value: unknown): unknown {
  if (typeof value === "string" && value.startsWith("[{")) {
    const [statement, attributes] = JSON.parse(value) as [unknown, string[]];
    return JSON.stringify([statement, [...new Set(attributes)].sort()]);
  }
  if (Array.isArray(value)) return value.map(sorted).sort(byText);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, sorted(each)]));
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
