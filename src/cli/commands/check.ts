import { checkConstraints } from "../../constraints/check.ts";
import type { ConstraintReport } from "../../constraints/report.ts";
import { isExportFormat, type RdfFormat } from "../../interop/media-types.ts";
import { writeQuads } from "../../interop/write.ts";
import { checkPlausibility } from "../../plausibility/check.ts";
import { type PlausibilityReport, plausibilityNow } from "../../plausibility/report.ts";
import { constraintReportQuads, violationText } from "../../validation/constraint-results.ts";
import { type Command, type ExitCode, exitCode, isSet, textOf, UsageError, type Values } from "../command.ts";
import type { Output } from "../output.ts";
import { fromUsage, readProvFile } from "../prov-input.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";

/** The formats of SHACL results. */
const shaclFormats: readonly RdfFormat[] = ["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"];

export const checkCommand: Command = {
  name: "check",
  summary: "Say whether PROV is valid by W3C's PROV-CONSTRAINTS, and why not",
  usage: `(FILE|- [--from FORMAT] | --data DIR | --url URL) [--shacl FORMAT | --plausibility]

Checks a document, or the current default graph of a store as one document. Every violation has W3C's number and name of
the constraint, and the statements that cannot all be true. Exit code 1 when it is invalid, 2 when it is malformed.

${fromUsage}
  --shacl FORMAT     write the report as SHACL results: ${shaclFormats.join(", ")}
  --plausibility     also what clocks say and can hardly be, which is not W3C's: a start after an end, a use before the
                     generation, times to come, producers whose clocks differ. Exit code 1 then too
${targetUsage}`,
  takesOperands: true,
  options: {
    ...targetOptions,
    from: { type: "string" },
    shacl: { type: "string" },
    plausibility: { type: "boolean" },
  },
  async run({ values, operands, output, io }) {
    const format = shaclFormatOf(values, output);
    const checked = isOfStore(values)
      ? await checkedStore(values, operands, output)
      : await checkedFile(values, operands, io.stdin);
    return told(checked, format, output);
  },
};

/** A report, and what of. */
interface Checked {
  readonly name: string;
  readonly report: ConstraintReport;
  /** Where it was asked for. */
  readonly plausibility?: PlausibilityReport;
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
  const report = checkConstraints(document);
  if (!isSet(values, "plausibility")) return { name: file, report };
  return { name: file, report, plausibility: checkPlausibility(document, plausibilityNow()) };
}

async function checkedStore(values: Values, operands: readonly string[], output: Output): Promise<Checked> {
  if (operands.length > 0 || textOf(values, "from") !== undefined)
    throw new UsageError("Name one PROV document, or a store with --data or --url, but not both");
  const name = textOf(values, "data") ?? textOf(values, "url") ?? "";
  return withTarget({ values, output }, async (target): Promise<Checked> => {
    const report = await target.check();
    return isSet(values, "plausibility")
      ? { name, report, plausibility: await target.plausibility() }
      : { name, report };
  });
}

function shaclFormatOf(values: Values, output: Output): RdfFormat | undefined {
  const name = textOf(values, "shacl");
  if (name === undefined) return undefined;
  if (!isExportFormat(name) || !shaclFormats.includes(name))
    throw new UsageError(`--shacl must be one of ${shaclFormats.join(", ")}`);
  if (output.isJson && name !== "jsonld")
    throw new UsageError("--json writes one JSON document: of --shacl, jsonld");
  if (isSet(values, "plausibility"))
    throw new UsageError("--shacl has constraints alone: ask for --plausibility by itself");
  return name;
}

/** Writes a report in the way that is wanted. */
async function told(
  { report, plausibility, name }: Checked,
  format: RdfFormat | undefined,
  output: Output,
): Promise<ExitCode> {
  const { valid, violations } = report;
  if (format !== undefined) await output.stream(writeQuads(constraintReportQuads(report), format));
  else if (output.isJson) output.printJson({ ...report, ...plausibility });
  else {
    for (const violation of violations)
      output.print([violationText(violation), ...violation.statements.map((text) => `  ${text}`)].join("\n"));
    output.print(valid ? `${name}: valid` : `${name}: invalid, ${counted(violations.length, "violation")}`);
    if (plausibility !== undefined) tellPlausibility(plausibility, name, output);
  }
  return valid && plausibility?.plausible !== false ? exitCode.done : exitCode.no;
}

function tellPlausibility({ plausible, implausibilities }: PlausibilityReport, name: string, output: Output) {
  for (const { name: kind, bundle, message, statements } of implausibilities) {
    const where = bundle === undefined ? "" : ` in bundle ${bundle}`;
    output.print(
      [`Implausible (${kind})${where}: ${message}`, ...statements.map((text) => `  ${text}`)].join("\n"),
    );
  }
  output.print(
    `${name}: ${plausible ? "plausible" : `implausible, ${counted(implausibilities.length, "finding")}`}`,
  );
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
