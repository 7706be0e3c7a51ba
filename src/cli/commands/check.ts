import { checkConstraints } from "../../constraints/check.ts";
import type { Violation } from "../../constraints/report.ts";
import { type Command, exitCode, textOf, UsageError } from "../command.ts";
import { fromUsage, readProvFile } from "../prov-input.ts";

export const checkCommand: Command = {
  name: "check",
  summary: "Say whether a PROV document is valid by W3C's PROV-CONSTRAINTS, and why not",
  usage: `FILE|- [--from FORMAT]

Every violation has W3C's number and name of the constraint, and the statements that cannot all be true. Exit code 1 when
the document is invalid, 2 when it is malformed.

${fromUsage}`,
  takesOperands: true,
  options: { from: { type: "string" } },
  async run({ values, operands, output, io }) {
    const [file, ...more] = operands;
    if (file === undefined || more.length > 0)
      throw new UsageError("Name one PROV document; - is standard input");
    const document = await readProvFile(file, textOf(values, "from"), io.stdin);
    const report = checkConstraints(document);
    if (output.isJson) {
      output.printJson(report);
    } else {
      for (const violation of report.violations) output.print(violationText(violation));
      const { length } = report.violations;
      output.print(
        report.valid ? `${file}: valid` : `${file}: invalid, ${length} violation${length === 1 ? "" : "s"}`,
      );
    }
    return report.valid ? exitCode.done : exitCode.no;
  },
};

function violationText({ constraint, name, bundle, statements, message }: Violation): string {
  const isOfDocument = constraint === 6.2;
  const where = bundle === undefined || isOfDocument ? "" : ` in bundle ${bundle}`;
  return [
    `${isOfDocument ? "Section" : "Constraint"} ${constraint} (${name})${where}: ${message}`,
    ...statements.map((text) => `  ${text}`),
  ].join("\n");
}
