import { exportFormats, isExportFormat } from "../../interop/media-types.ts";
import { type Command, exitCode, textOf, textsOf, UsageError } from "../command.ts";
import { targetOptions, targetUsage, withTarget } from "../target.ts";
import { viewOf, viewOptions, viewUsage } from "../view-options.ts";

export const exportCommand: Command = {
  name: "export",
  summary: "Write the store as RDF",
  usage: `--format FORMAT (--data DIR | --url URL) [--graph IRI…]

  --format FORMAT    ${exportFormats.join(", ")}
                     (canonical: RDFC-1.0 N-Quads of everything but graph/log and graph/identity)
  --graph IRI        only this graph; may be repeated. graph/identity is written only when named here
${viewUsage}
${targetUsage}`,
  options: {
    ...targetOptions,
    ...viewOptions,
    format: { type: "string" },
    graph: { type: "string", multiple: true },
  },
  async run({ values, output }) {
    const format = textOf(values, "format") ?? (output.isJson ? "jsonld" : "trig");
    if (!isExportFormat(format)) throw new UsageError(`--format must be one of ${exportFormats.join(", ")}`);
    if (output.isJson && format !== "jsonld")
      throw new UsageError("--json writes one JSON document: its format is jsonld");
    await withTarget(values, (target) =>
      output.stream(target.export(format, textsOf(values, "graph"), viewOf(values))),
    );
    return exitCode.done;
  },
};
