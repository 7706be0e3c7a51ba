import { isStoreFormat, storeFormats } from "../../interop/write-export.ts";
import { type Command, exitCode, textOf, textsOf, UsageError } from "../command.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";
import { viewOf, viewOptions, viewUsage } from "../view-options.ts";

export const exportCommand: Command = {
  name: "export",
  summary: "Write the store as RDF, or as a PROV document",
  usage: `(--data DIR | --url URL) [--format FORMAT] [--graph IRI…]

  --format FORMAT    ${storeFormats.slice(0, 7).join(", ")},
                     ${storeFormats.slice(7).join(", ")} (default trig)
                     (canonical: RDFC-1.0 N-Quads of everything but graph/log and graph/identity; provn and its
                     like: what is not PROV is left out, and told on standard error)
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
    if (!isStoreFormat(format)) throw new UsageError(`--format must be one of ${storeFormats.join(", ")}`);
    if (output.isJson && !format.includes("json"))
      throw new UsageError("--json writes one JSON document: its format is jsonld, provjson or provjsonld");
    const graphs = textsOf(values, "graph");
    const asked = viewOf(values);
    await withTarget({ values, output }, async (target) => {
      const { chunks, leftOut } = await target.export(format, graphs, asked);
      await output.stream(chunks);
      if (leftOut > 0) output.note(`Left out, as it is not PROV: ${leftOut} statements; RDF has them`);
    });
    return exitCode.done;
  },
};
