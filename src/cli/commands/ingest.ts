import { defaultLimits } from "../../config.ts";
import { inversesTurned } from "../../interop/inverses-turned.ts";
import type { ProvFormat } from "../../interop/prov-formats.ts";
import { type Command, exitCode, isSet, UsageError } from "../command.ts";
import { faultOf } from "../faults.ts";
import { filesOf, type NamedFiles } from "../files.ts";
import { type Input, inputsOf, openInput } from "../inputs.ts";
import type { Output } from "../output.ts";
import { progressOn } from "../progress.ts";
import { documentFormat, documentUsage, inversesUsage } from "../prov-input.ts";
import type { EventsOutcome, IngestOutcome, Place, Target } from "../target.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";

/** Two batches of the committer. */
const mostAtOnce = 1024;
const mostBytesAtOnce = 16 * 1024 * 1024;

interface Tally {
  accepted: number;
  duplicate: number;
  withFindings: number;
  refused: number;
  readonly refusals: (Place & {
    readonly code: string;
    readonly detail: string;
    readonly pointer?: string;
  })[];
}

export const ingestCommand: Command = {
  name: "ingest",
  summary: "Take in events (JSON, NDJSON, arrays), RDF and PROV, from files, directories and standard input",
  usage: `FILE|DIR|-… (--data DIR | --url URL) [--from FORMAT] [--inverses]

Files may be gzipped. A document of RDF or PROV is told by its ending or else by how it begins, anything else is events. Of
a directory, the files with a known ending are read. What is refused is listed with file and line, and kept
(muniment refusals). A directory that is no store becomes one. Exit code 1 when anything was refused.

${inversesUsage}
${documentUsage}
${targetUsage}`,
  takesOperands: true,
  options: { ...targetOptions, from: { type: "string" }, inverses: { type: "boolean" } },
  async run({ values, operands, output, io }) {
    if (operands.length === 0) throw new UsageError("Name the files to take in; - is standard input");
    const named = filesOf(operands);
    const format = documentFormat(values);
    const tally: Tally = { accepted: 0, duplicate: 0, withFindings: 0, refused: 0, refusals: [] };
    try {
      await withTarget(
        { values, output },
        (target) => {
          const taking = isSet(values, "inverses") ? turningInverses(target) : target;
          return ingestFiles(named, taking, tally, { output, stdin: io.stdin, format });
        },
        {
          create: true,
        },
      );
    } catch (error) {
      if (tally.accepted + tally.duplicate + tally.refused === 0) throw error;
      return endedEarly(error, tally, output);
    }
    if (named.leftOut.length > 0)
      output.note(`${named.leftOut.length} files left out for their endings, such as ${named.leftOut[0]}`);
    if (output.isJson) output.printJson({ ...tally, leftOut: named.leftOut });
    else report(tally, output);
    return tally.refused === 0 ? exitCode.done : exitCode.no;
  },
};

/** The target that is handed documents with what they state by names of inverse properties turned round. */
function turningInverses(target: Target): Target {
  return {
    ...target,
    ingestDocument: async (received, origin) =>
      target.ingestDocument(await inversesTurned(received, { quads: defaultLimits.documentQuads }), origin),
  };
}

/** What was taken in before something failed is in the store, and is said. */
function endedEarly(error: unknown, tally: Tally, output: Output) {
  const { code, message, exit } = faultOf(error);
  if (output.isJson) output.printJson({ ...tally, error: { code, message } });
  else report(tally, output);
  output.note(`muniment: ${message}`);
  return exit;
}

interface Surroundings {
  readonly output: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly format: ProvFormat | undefined;
}

async function ingestFiles(
  { files, sizeBytes }: NamedFiles,
  target: Target,
  tally: Tally,
  { output, stdin, format }: Surroundings,
): Promise<void> {
  const progress = progressOn(output);
  let doneBytes = 0;
  try {
    for (const [i, file] of files.entries()) {
      const { chunks, bytesRead } = openInput(file, stdin);
      await ingestFile(inputsOf(file, chunks, defaultLimits, format), target, tally, () => {
        const share = sizeBytes ? Math.min(1, (doneBytes + bytesRead()) / sizeBytes) : undefined;
        const taken = tally.accepted + tally.duplicate;
        progress.show(`${taken} taken, ${tally.refused} refused · file ${i + 1} of ${files.length}`, share);
      });
      doneBytes += bytesRead();
    }
  } finally {
    progress.done();
  }
}

async function ingestFile(
  inputs: AsyncIterable<Input>,
  target: Target,
  tally: Tally,
  onProgress: () => void,
): Promise<void> {
  let lot: Input[] = [];
  let lotBytes = 0;
  /** What was handed over and not counted yet, oldest first. */
  const underWay: Promise<readonly EventsOutcome[]>[] = [];
  const countOldest = async () => {
    for (const { outcomes, file, line } of (await underWay.shift()) ?? [])
      for (const outcome of outcomes) count(tally, outcome, { file, line });
    onProgress();
  };
  const handOver = async () => {
    const taken = target.ingestEvents(
      lot.map(({ bytes, file, line }) => ({ bytes, origin: { file, line } })),
    );
    // It is awaited later, and its failure is told then.
    taken.catch(() => undefined);
    underWay.push(taken);
    lot = [];
    lotBytes = 0;
    if (underWay.length >= target.lotsAtOnce) await countOldest();
  };
  try {
    for await (const input of inputs) {
      const { kind, bytes, mediaType, file, line } = input;
      if (kind === "document") {
        const outcome = await target.ingestDocument({ bytes, mediaType }, { file, line });
        const fault = outcome.outcome === "refused" ? outcome.line : undefined;
        count(tally, outcome, { file, line: fault ?? line });
        continue;
      }
      lot.push(input);
      lotBytes += bytes.length;
      if (lot.length >= mostAtOnce || lotBytes >= mostBytesAtOnce) await handOver();
    }
    await handOver();
    while (underWay.length > 0) await countOldest();
  } finally {
    // After a failure: what was taken in all the same is said.
    while (underWay.length > 0) await countOldest().catch(() => undefined);
  }
}

function count(tally: Tally, outcome: IngestOutcome, place: Place): void {
  if (outcome.outcome === "refused") {
    const { code, detail, pointer } = outcome;
    tally.refused += 1;
    tally.refusals.push({ ...place, code, detail, ...(pointer === undefined ? {} : { pointer }) });
    return;
  }
  tally[outcome.outcome] += 1;
  if (outcome.outcome === "accepted" && outcome.noteCount > 0) tally.withFindings += 1;
}

function report(tally: Tally, output: Output): void {
  for (const { file, line, code, detail } of tally.refusals)
    output.note(`${file}:${line}: ${code}: ${detail}`);
  output.print(inWords(tally));
}

function inWords({ accepted, duplicate, withFindings, refused }: Tally): string {
  return `${accepted} accepted, ${duplicate} duplicate, ${withFindings} with findings, ${refused} refused`;
}
