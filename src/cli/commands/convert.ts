import { provFormats, writeProv } from "../../interop/prov-formats.ts";
import { nquadOf } from "../../quads/nquads.ts";
import { type Command, exitCode, isSet, textOf, UsageError } from "../command.ts";
import { fromUsage, inversesUsage, namedFormat, readProvInput } from "../prov-input.ts";

export const convertCommand: Command = {
  name: "convert",
  summary: "Write a PROV document in another of its formats",
  usage: `FILE|- --to FORMAT [--from FORMAT] [--inverses]

What a format cannot say is refused, and what of RDF is not PROV is told on standard error; nothing is merged or left
out without a word. RDF is written as other RDF with all that it says.

  --to FORMAT        ${provFormats.join(", ")}
${inversesUsage}
${fromUsage}`,
  takesOperands: true,
  options: { from: { type: "string" }, to: { type: "string" }, inverses: { type: "boolean" } },
  async run({ values, operands, output, io }) {
    const [file, ...more] = operands;
    if (file === undefined || more.length > 0)
      throw new UsageError("Name one PROV document; - is standard input");
    const name = textOf(values, "to");
    if (name === undefined)
      throw new UsageError(`Say with --to which format to write: ${provFormats.join(", ")}`);
    const format = namedFormat(name, "--to");
    if (output.isJson && !format.includes("json"))
      throw new UsageError("--json writes one JSON document: its format is provjson, provjsonld or jsonld");

    const inverses = isSet(values, "inverses");
    const input = await readProvInput(file, textOf(values, "from"), io.stdin, { inverses });
    const isRdf = input.quads !== undefined && !format.startsWith("prov");
    await output.stream(writeProv(input, format));
    const [first] = input.unread;
    if (!isRdf && first !== undefined)
      output.note(`Left out, as it is not PROV: ${input.unread.length} triples, such as ${nquadOf(first)}`);
    return exitCode.done;
  },
};
