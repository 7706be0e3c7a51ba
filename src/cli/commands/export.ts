import { exportFormats, isExportFormat } from "../../interop/media-types.ts";
import { type Command, exitCode, textOf, textsOf, UsageError } from "../command.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";
import { viewOf, viewOptions, viewUsage } from "../view-options.ts";

export const exportCommand: Command = {
  name: "export",
  summary: "Write the store as RDF",
  usage: `(--data DIR | --url URL) [--format FORMAT] [--graph IRI…]

  --format FORMAT    ${exportFormats.join(", ")} (default trig)
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
    const graphs = textsOf(values, "graph");
    const asked = viewOf(values);
    await withTarget({ values, output }, (target) => output.stream(target.export(format, graphs, asked)));
    return exitCode.done;
  },
};
