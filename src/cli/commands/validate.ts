import { type Command, exitCode, isSet, UsageError } from "../command.ts";
import { filesOf, inputsOf } from "../inputs.ts";
import { type Target, targetOptions, targetUsage, type ValidatedInput, withTarget } from "../target.ts";

export const validateCommand: Command = {
  name: "validate",
  summary: "Say what would be said of events or RDF if they were sent; writes nothing",
  usage: `FILE|DIR|-… (--data DIR | --url URL) [--merged]

Exit code 1 when anything would be refused, or breaks a shape.

  --merged           together with what the store knows of the same things
${targetUsage}`,
  options: { ...targetOptions, merged: { type: "boolean" } },
  async run({ values, operands, output }) {
    if (operands.length === 0) throw new UsageError("Name the files to validate; - is standard input");
    const files = filesOf(operands);
    const found: (ValidatedInput & { readonly file: string; readonly line: number })[] = [];
    const validate = async (target: Target) => {
      for (const file of files) {
        for await (const { kind, bytes, mediaType, line } of inputsOf(file)) {
          const reports = await target.validate({ bytes, mediaType }, kind, isSet(values, "merged"));
          found.push(...reports.map((report) => ({ ...report, file, line })));
        }
      }
    };
    await withTarget(values, validate, { create: true });
    const conforms = found.every((report) => report.conforms);
    if (output.isJson) {
      output.printJson({
        conforms,
        reports: found.map(({ file, line, json }) => ({ file, line, ...(json as object) })),
      });
    } else {
      for (const { file, line, lines } of found)
        for (const text of lines) output.print(`${file}:${line}: ${text}`);
      output.print(
        `${found.filter((report) => report.conforms).length} conform, ${found.filter((report) => !report.conforms).length} do not`,
      );
    }
    return conforms ? exitCode.done : exitCode.no;
  },
};
