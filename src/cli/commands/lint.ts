import { writeFileSync } from "node:fs";
import type { Quad } from "@rdfjs/types";
import { mediaTypeOfFormat } from "../../interop/media-types.ts";
import { type ProvFormat, provFormats, writeProv } from "../../interop/prov-formats.ts";
import { readRdf } from "../../interop/read-rdf.ts";
import { fixed, fixedPrefixes, lint } from "../../lint/lint.ts";
import type { LintFinding } from "../../lint/report.ts";
import { type Command, exitCode, isSet, textOf, UsageError } from "../command.ts";
import { reasonOf } from "../files.ts";
import type { Output } from "../output.ts";
import { namedFormat, provInputOf } from "../prov-input.ts";

const rdfFormats = provFormats.filter(isRdf);

export const lintCommand: Command = {
  name: "lint",
  summary:
    "Find what in RDF was meant as PROV and is not: namespaces, misspelt terms, empty nodes, wrong classes",
  usage: `FILE|- [--from FORMAT] [--fix [--to FORMAT] [--output FILE]]

Every finding has a rule, the line where the format has lines, and what was probably meant. Exit code 1 when there is any.
With --fix, what is certain is put right (namespaces, capitals, names of inverse properties), and the document is written to
standard output; then only what is left is told, on standard error.

  --fix              write the document with what is certain put right
  --to FORMAT        in which format: ${rdfFormats.join(", ")} (default: that of the document)
  --output FILE      to a file, which may be the document itself, in place of standard output
  --from FORMAT      of these, the one that is read (default: by the file's ending, .ttl, .trig, .nt, .nq, .jsonld or
                     .rdf, and .gz after it, and else by how the document begins)`,
  takesOperands: true,
  options: {
    from: { type: "string" },
    fix: { type: "boolean" },
    to: { type: "string" },
    output: { type: "string" },
  },
  async run({ values, operands, output, io }) {
    const [file, ...more] = operands;
    if (file === undefined || more.length > 0)
      throw new UsageError("Name one document of RDF; - is standard input");
    const [to, target] = [textOf(values, "to"), textOf(values, "output")];
    if (!isSet(values, "fix") && (to ?? target) !== undefined)
      throw new UsageError("--to and --output say how and where --fix writes");
    const written = to === undefined ? undefined : rdfFormat(namedFormat(to, "--to"), "--to");
    const { quads, prefixes, format, lineOf } = await readQuads(file, textOf(values, "from"), io.stdin);
    if (!isSet(values, "fix")) {
      const report = lint(quads, lineOf);
      if (output.isJson) output.printJson(report);
      else tell(file, report.findings, (text) => output.print(text));
      return report.clean ? exitCode.done : exitCode.no;
    }

    if (output.isJson && target === undefined)
      throw new UsageError(
        "--json writes one JSON document, the report: name a file for the other with --output",
      );
    const mended = fixed(quads);
    const document = { prefixes: fixedPrefixes(prefixes), statements: [], bundles: [] };
    const pieces = writeProv({ document, quads: mended }, written ?? format);
    await writeTo(target, pieces, output);
    const { clean, findings } = lint(mended);
    const repaired = lint(quads, lineOf).findings.filter(({ certain }) => certain);
    if (output.isJson) output.printJson({ clean, repaired, findings });
    else {
      output.note(`${file}: ${counted(repaired.length, "finding")} put right`);
      tell(file, findings, (text) => output.note(text));
    }
    return clean ? exitCode.done : exitCode.no;
  },
};

async function readQuads(file: string, from: string | undefined, stdin: AsyncIterable<Uint8Array>) {
  const input = await provInputOf(file, from, stdin);
  const format = rdfFormat(input.format, "The format");
  const prefixes: Record<string, string> = {};
  const lines = new Map<Quad, number>();
  const quads = await readRdf(input.bytes, mediaTypeOfFormat[format], {
    ...input.base,
    onPrefix: (prefix, namespace) => {
      prefixes[prefix] = namespace;
    },
    onQuad: (quad, line) => lines.set(quad, line),
  });
  return { quads, prefixes, format, lineOf: (quad: Quad) => lines.get(quad) };
}

function isRdf(format: ProvFormat): format is keyof typeof mediaTypeOfFormat & ProvFormat {
  return Object.hasOwn(mediaTypeOfFormat, format);
}

function rdfFormat(format: ProvFormat, what: string) {
  if (isRdf(format)) return format;
  throw new UsageError(`${what} is ${format}; a lint reads and writes RDF: ${rdfFormats.join(", ")}`);
}

/** All of it is made before a file is opened, which may be the one that was read. */
async function writeTo(
  target: string | undefined,
  pieces: AsyncIterable<string> | readonly string[],
  output: Output,
): Promise<void> {
  if (target === undefined) {
    await output.stream(pieces);
    return;
  }
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(piece);
  try {
    writeFileSync(target, texts.join(""));
  } catch (error) {
    throw new UsageError(`${target} cannot be written: ${reasonOf(error)}`);
  }
}

function tell(file: string, findings: readonly LintFinding[], print: (text: string) => void): void {
  for (const { rule, line, message, count } of findings) {
    const place = line === undefined ? file : `${file}:${line}`;
    print(`${place}: ${rule}: ${message}${count === 1 ? "" : ` (${count} statements)`}`);
  }
  const certain = findings.filter((finding) => finding.certain).length;
  const hint = certain === 0 ? "" : `, ${certain} of which --fix puts right`;
  print(`${file}: ${findings.length === 0 ? "clean" : counted(findings.length, "finding") + hint}`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
