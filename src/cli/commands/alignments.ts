import type { Contradiction } from "../../alignments/contradiction.ts";
import { named } from "../../alignments/named.ts";
import { alignmentNames } from "../../alignments/names.ts";
import { isExportFormat, mediaTypeOfFormat } from "../../interop/media-types.ts";
import { provFormatOfFile } from "../../interop/prov-sniffing.ts";
import { type AlignmentTarget, packagedTarget } from "../alignment-target.ts";
import { type Command, type ExitCode, exitCode, textOf, UsageError, type Values } from "../command.ts";
import { readInput } from "../files.ts";
import type { Output } from "../output.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";

export const alignmentsCommand: Command = {
  name: "alignments",
  summary: "List the alignments of PROV-O with other vocabularies, check them together, and add your own",
  usage: `[list] [--data DIR | --url URL]
muniment alignments check [NAME,NAME…] [--data DIR | --url URL]
muniment alignments add NAME FILE (--data DIR | --url URL)
muniment alignments remove NAME (--data DIR | --url URL)

An alignment says how terms of another vocabulary stand to those of PROV-O, and is switched on by its name, for a query or
by the configuration. Without a store, those of the package are listed and checked.

check tells what the named ones contradict when they are switched on together (without names: those that the store
switches on by default; without a store, all), each with the chain of mappings that leads there: exit code 1 when
anything, 2 when a name is of none. add takes a document in RDF, whose ending says its syntax.

${targetUsage}`,
  takesOperands: true,
  options: targetOptions,
  run({ values, operands, output }) {
    const [verb = "list", ...words] = operands;
    switch (verb) {
      case "list":
        return listed(words, values, output);
      case "check":
        return checked(words, values, output);
      case "add":
        return added(words, values, output);
      case "remove":
        return removed(words, values, output);
      default:
        throw new UsageError(`alignments takes list, check, add or remove, not "${verb}"`);
    }
  },
};

async function listed(words: readonly string[], values: Values, output: Output): Promise<ExitCode> {
  if (words.length > 0) throw new UsageError("list takes no names");
  const alignments = await withAlignments(values, output, (target) => target.alignments());
  if (output.isJson) {
    output.printJson({ alignments });
    return exitCode.done;
  }
  const width = Math.max(0, ...alignments.map(({ name }) => name.length));
  for (const { name, version, mappings, origin, isDefault, title } of alignments) {
    const marks = [
      ...(version === undefined ? [] : [version]),
      `${mappings} mapping${mappings === 1 ? "" : "s"}`,
      ...(origin === "store" ? ["the store's own"] : []),
      ...(isDefault ? ["on by default"] : []),
    ].join(", ");
    output.print(`${name.padEnd(width)}  ${title === undefined ? "" : `${title} `}(${marks})`);
  }
  return exitCode.done;
}

async function checked(words: readonly string[], values: Values, output: Output): Promise<ExitCode> {
  const names = words.length === 0 ? undefined : words.flatMap(alignmentNames);
  const report = await withAlignments(values, output, (target) => target.contradictions(names));
  const { consistent, alignments, contradictions } = report;
  if (output.isJson) {
    output.printJson(report);
  } else {
    for (const contradiction of contradictions) output.print(contradictionText(contradiction));
    const of = alignments.length === 0 ? "no alignment is switched on" : alignments.join(", ");
    output.print(consistent ? `consistent: ${of}` : `${counted(contradictions)} between PROV-O and ${of}`);
  }
  return consistent ? exitCode.done : exitCode.no;
}

async function added(words: readonly string[], values: Values, output: Output): Promise<ExitCode> {
  const [name, file, ...more] = words;
  if (name === undefined || file === undefined || more.length > 0)
    throw new UsageError("Say which name the alignment is to have, and which file it is in: add NAME FILE");
  const format = file.endsWith(".gz") ? "" : (provFormatOfFile(file) ?? "");
  if (!isExportFormat(format))
    throw new UsageError(`${file} must end in .ttl, .trig, .nt, .nq, .jsonld or .rdf, which says its syntax`);
  const received = { bytes: readInput(file), mediaType: mediaTypeOfFormat[format] };
  const report = await withTarget({ values, output }, (target) => target.putAlignment(name, received));
  if (output.isJson) {
    output.printJson(report);
    return exitCode.done;
  }
  const { outcome, mappings, unread, contradictions } = report;
  output.print(`${name}: ${outcome}, ${mappings} mapping${mappings === 1 ? "" : "s"}`);
  if (unread > 0) output.note(`Not read, since they have class expressions: ${unread} statements`);
  for (const contradiction of contradictions) output.note(contradictionText(contradiction));
  return exitCode.done;
}

async function removed(words: readonly string[], values: Values, output: Output): Promise<ExitCode> {
  const [name, ...more] = words;
  if (name === undefined || more.length > 0)
    throw new UsageError("Say which alignment to remove: remove NAME");
  await withTarget({ values, output }, (target) => target.removeAlignment(name));
  if (output.isJson) output.printJson({ removed: name });
  else output.print(`${name}: removed`);
  return exitCode.done;
}

function withAlignments<T>(
  values: Values,
  output: Output,
  work: (target: Pick<AlignmentTarget, "alignments" | "contradictions">) => Promise<T>,
): Promise<T> {
  const isOfStore = textOf(values, "data") !== undefined || textOf(values, "url") !== undefined;
  return isOfStore ? withTarget({ values, output }, work) : work(packagedTarget());
}

function contradictionText({ message, witness }: Contradiction): string {
  const steps = witness.map(({ alignment, subject, predicate, object }) => {
    const target = typeof object === "string" ? named(object) : `( ${object.map(named).join(" ")} )`;
    return `  ${alignment}: ${named(subject)} ${named(predicate)} ${target}`;
  });
  return [`${message}.`, ...steps].join("\n");
}

function counted({ length }: readonly Contradiction[]): string {
  return `${length} contradiction${length === 1 ? "" : "s"}`;
}
