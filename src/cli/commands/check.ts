import { checkConstraints } from "../../constraints/check.ts";
import type { ConstraintReport } from "../../constraints/report.ts";
import { isExportFormat, type RdfFormat } from "../../interop/media-types.ts";
import { writeQuads } from "../../interop/write.ts";
import { constraintReportQuads, violationText } from "../../validation/constraint-results.ts";
import { type Command, type ExitCode, exitCode, textOf, UsageError, type Values } from "../command.ts";
import type { Output } from "../output.ts";
import { fromUsage, readProvFile } from "../prov-input.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";

/** The formats of SHACL results. */
const shaclFormats: readonly RdfFormat[] = ["turtle", "trig", "ntriples", "nquads", "jsonld"];

export const checkCommand: Command = {
  name: "check",
  summary: "Say whether PROV is valid by W3C's PROV-CONSTRAINTS, and why not",
  usage: `(FILE|- [--from FORMAT] | --data DIR | --url URL) [--shacl FORMAT]

Checks a document, or the current default graph of a store as one document. Every violation has W3C's number and name of
the constraint, and the statements that cannot all be true. Exit code 1 when it is invalid, 2 when it is malformed.

${fromUsage}
  --shacl FORMAT     write the report as SHACL results: ${shaclFormats.join(", ")}
${targetUsage}`,
  takesOperands: true,
  options: { ...targetOptions, from: { type: "string" }, shacl: { type: "string" } },
  async run({ values, operands, output, io }) {
    const format = shaclFormatOf(values, output);
    const { name, report } = isOfStore(values)
      ? await checkedStore(values, operands, output)
      : await checkedFile(values, operands, io.stdin);
    return told(report, name, format, output);
  },
};

/** A report, and what of. */
interface Checked {
  readonly name: string;
  readonly report: ConstraintReport;
}

function isOfStore(values: Values): boolean {
  return textOf(values, "data") !== undefined || textOf(values, "url") !== undefined;
}

async function checkedFile(
  values: Values,
  operands: readonly string[],
  stdin: AsyncIterable<Uint8Array>,
): Promise<Checked> {
  const [file, ...more] = operands;
  if (file === undefined || more.length > 0)
    throw new UsageError("Name one PROV document; - is standard input; or a store with --data or --url");
  const document = await readProvFile(file, textOf(values, "from"), stdin);
  return { name: file, report: checkConstraints(document) };
}

async function checkedStore(values: Values, operands: readonly string[], output: Output): Promise<Checked> {
  if (operands.length > 0 || textOf(values, "from") !== undefined)
    throw new UsageError("Name one PROV document, or a store with --data or --url, but not both");
  const report = await withTarget({ values, output }, (target) => target.check());
  return { name: textOf(values, "data") ?? textOf(values, "url") ?? "", report };
}

function shaclFormatOf(values: Values, output: Output): RdfFormat | undefined {
  const name = textOf(values, "shacl");
  if (name === undefined) return undefined;
  if (!isExportFormat(name) || !shaclFormats.includes(name))
    throw new UsageError(`--shacl must be one of ${shaclFormats.join(", ")}`);
  if (output.isJson && name !== "jsonld")
    throw new UsageError("--json writes one JSON document: of --shacl, jsonld");
  return name;
}

/** Writes a report in the way that is wanted. */
async function told(
  report: ConstraintReport,
  name: string,
  format: RdfFormat | undefined,
  output: Output,
): Promise<ExitCode> {
  const { valid, violations } = report;
  if (format !== undefined) await output.stream(writeQuads(constraintReportQuads(report), format));
  else if (output.isJson) output.printJson(report);
  else {
    for (const violation of violations)
      output.print([violationText(violation), ...violation.statements.map((text) => `  ${text}`)].join("\n"));
    const { length } = violations;
    output.print(
      valid ? `${name}: valid` : `${name}: invalid, ${length} violation${length === 1 ? "" : "s"}`,
    );
  }
  return valid ? exitCode.done : exitCode.no;
}
