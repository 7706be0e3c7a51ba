import { defaultLimits } from "../../config.ts";
import { type Command, exitCode, isSet, textOf, UsageError } from "../command.ts";
import { filesOf } from "../files.ts";
import { inputsOf, openInput } from "../inputs.ts";
import { documentFormat, documentUsage } from "../prov-input.ts";
import type { Place, Target, ValidatedInput } from "../target.ts";
import { targetOptions, targetUsage, withTarget, withTemporaryTarget } from "../target-options.ts";

type Found = ValidatedInput & Place;

export const validateCommand: Command = {
  name: "validate",
  summary: "Say what would be said of events, RDF or PROV if they were sent; writes nothing",
  usage: `FILE|DIR|-… [--data DIR | --url URL] [--merged] [--from FORMAT]

Without a store, by the rules of this release and --config. Exit code 1 when anything would be refused, or breaks a shape.

  --merged           together with what the store knows of the same things
${documentUsage}
${targetUsage}`,
  takesOperands: true,
  options: { ...targetOptions, merged: { type: "boolean" }, from: { type: "string" } },
  async run({ values, operands, output, io }) {
    if (operands.length === 0) throw new UsageError("Name the files to validate; - is standard input");
    const { files } = filesOf(operands);
    const format = documentFormat(values);
    const isStoreless = textOf(values, "data") === undefined && textOf(values, "url") === undefined;
    const withStore = isStoreless ? withTemporaryTarget : withTarget;
    const found: Found[] = [];
    await withStore({ values, output }, async (target) => {
      for (const file of files) {
        const { chunks } = openInput(file, io.stdin);
        for await (const input of inputsOf(file, chunks, defaultLimits, format))
          found.push(...(await validated(input, target, isSet(values, "merged"))));
      }
    });
    const broken = found.filter((report) => !report.conforms).length;
    if (output.isJson) {
      const reports = found.map(({ file, line, json }) => ({ file, line, ...json }));
      output.printJson({ conforms: broken === 0, reports });
    } else {
      for (const { file, line, lines } of found)
        for (const text of lines) output.print(`${file}:${line}: ${text}`);
      output.print(`${found.length - broken} conform, ${broken} do not`);
    }
    return broken === 0 ? exitCode.done : exitCode.no;
  },
};

async function validated(
  {
    kind,
    bytes,
    mediaType,
    file,
    line,
  }: Parameters<Target["validate"]>[0] & Place & { readonly kind: "events" | "document" },
  target: Target,
  isMerged: boolean,
): Promise<Found[]> {
  const reports = await target.validate({ bytes, mediaType }, kind, isMerged);
  // Of an event it is known where it begins; of a document, which is a whole file, where it is at fault.
  const lineOf = (report: ValidatedInput) => (kind === "document" ? (report.line ?? line) : line);
  return reports.map((report) => ({ ...report, file, line: lineOf(report) }));
}
