import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ProvenanceError } from "../../src/errors.ts";
import { readProv, writeProv } from "../../src/interop/prov-formats.ts";
import { formOf } from "../../src/interop/prov-n/forms.ts";
import { argumentsOf, type ProvDocument, type Statement } from "../../src/prov/document.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { aDirectory, ran, removeDirectories } from "../cli/command-line.ts";
import { corpusFiles, corpusPath, hasCorpus } from "../corpus/corpus.ts";
import { cache, reasonAgainst, tool } from "./tool.ts";

removeDirectories();

const environment = join(cache, "lxml-6.1.3");
const python = join(environment, "bin", "python");
const reason = hasCorpus
  ? await reasonAgainst([
      ...(existsSync(python) ? [] : [["python3", "-m", "venv", environment] as const]),
      [python, "-m", "pip", "install", "--quiet", "lxml==6.1.3"],
    ])
  : "there is no corpus, which has the schemas";
if (reason !== undefined) console.log(`skipped: PROV-XML cannot be held to its schemas (${reason})`);

const suite = join("prov", "southampton-testcases");

interface Fault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

describe.skipIf(reason !== undefined)("PROV-XML by its schemas", () => {
  it("is an export of the demo, but for names that end in no name of XML and values of RDF's datatypes", async () => {
    const data = join(aDirectory(), "store");
    const file = join(aDirectory(), "demo.provx");
    await ran(["demo", "--data", data]);
    const { stdout } = await ran(["export", "--format", "provxml", "--data", data]);
    writeFileSync(file, stdout);

    const faults = await faultsOf([file]);

    expect(stdout.length).toBeGreaterThan(500_000);
    expect(faults.filter((fault) => !isOfName(fault) && !isOfDatatype(fault))).toEqual([]);
  });

  it("is what is written of Southampton's cases, but of those that lack what the schemas require", async () => {
    const folder = join(aDirectory(), "written");
    mkdirSync(folder);
    const expected: string[] = [];
    const files: string[] = [];
    for (const source of corpusFiles(suite).filter((path) => extname(path) === ".provn")) {
      const converted = await convertedOf(corpusPath(suite, source));
      if (converted === undefined) continue;
      const file = join(folder, `${basename(source, ".provn")}.provx`);
      files.push(file);
      writeFileSync(file, converted.text);
      if (!hasAllOfSchema(converted.document)) expected.push(file);
    }

    const faults = await faultsOf(files);

    expect(files.length).toBeGreaterThan(200);
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(expected));
  });
});

async function faultsOf(files: readonly string[]): Promise<readonly Fault[]> {
  const script = fileURLToPath(new URL("validate.py", import.meta.url));
  const schema = corpusPath("prov", "schemas", "prov.xsd");
  const { isDone, output } = await tool(python, [script, schema, ...files]);
  if (!isDone) throw new Error(output);
  return JSON.parse(output);
}

/** No end of such an IRI is a name of XML, unless it begins within a percent-encoded octet. */
function isOfName({ message }: Fault): boolean {
  const [, local] =
    /'[^':]*:([^']*)' is not a valid value of the atomic type 'xs:QName'\.$/.exec(message) ?? [];
  return local !== undefined && /(?:^|%[0-9A-F]{2}|[^-.\w%])[-.0-9]*$/.test(local);
}

/** The schemas have no type of that name, and nothing that they know is the same. */
function isOfDatatype({ message }: Fault): boolean {
  const unknown = `The QName value '{${namespaceOf.rdf}}JSON' of the xsi:type attribute does not resolve`;
  return message.includes(unknown) || message.endsWith(": The type definition is absent.");
}

/** A file of PROV-N as PROV-XML; undefined when the one cannot be read or the other cannot say it. */
async function convertedOf(
  file: string,
): Promise<{ readonly document: ProvDocument; readonly text: string } | undefined> {
  try {
    const { document } = await readProv(readFileSync(file), "provn");
    const pieces: string[] = [];
    for await (const piece of writeProv({ document }, "provxml")) pieces.push(piece);
    return { document, text: pieces.join("") };
  } catch (error) {
    if (error instanceof ProvenanceError) return undefined;
    throw error;
  }
}

/** Whether no statement lacks an argument that PROV-DM requires, and no value is of a datatype of RDF's. */
function hasAllOfSchema({ statements, bundles }: ProvDocument): boolean {
  return [...statements, ...bundles.flatMap((bundle) => bundle.statements)].every(
    (statement) =>
      isComplete(statement) &&
      statement.attributes.every(({ value }) => !value.datatype.startsWith(namespaceOf.rdf)),
  );
}

function isComplete({ type, args }: Statement): boolean {
  return argumentsOf[type]
    .slice(0, formOf[type].required)
    .map((name) => args[name])
    .every((argument) => argument !== undefined && !(Array.isArray(argument) && argument.length === 0));
}
