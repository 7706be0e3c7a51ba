import { type Command, exitCode, UsageError } from "../command.ts";
import { filesOf, type Input, inputsOf } from "../inputs.ts";
import type { Output } from "../output.ts";
import { type IngestOutcome, type Target, targetOptions, targetUsage, withTarget } from "../target.ts";

const mostAtOnce = 256;
const mostBytesAtOnce = 16 * 1024 * 1024;

interface Refused {
  readonly file: string;
  readonly line: number;
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
}

interface Tally {
  accepted: number;
  duplicate: number;
  withFindings: number;
  refused: number;
  readonly refusals: Refused[];
}

export const ingestCommand: Command = {
  name: "ingest",
  summary: "Take in events (JSON, NDJSON, arrays) and RDF, from files, directories and standard input",
  usage: `FILE|DIR|-… (--data DIR | --url URL)

Files may be gzipped (.gz). .ttl, .trig, .nt, .nq and .jsonld are RDF documents; .json, .ndjson and .jsonl are events.
What is refused is listed with file and line, and kept (muniment refusals). Exit code 1 when anything was refused.

${targetUsage}`,
  options: targetOptions,
  async run({ values, operands, output }) {
    if (operands.length === 0) throw new UsageError("Name the files to take in; - is standard input");
    const files = filesOf(operands);
    const tally: Tally = { accepted: 0, duplicate: 0, withFindings: 0, refused: 0, refusals: [] };
    const ingest = async (target: Target) => {
      for (const [i, file] of files.entries()) {
        await ingestFile(file, target, tally, () => progress(output, tally, i, files.length));
      }
    };
    await withTarget(values, ingest, { create: true });
    if (output.isWatched) output.status("");
    report(output, tally);
    return tally.refused === 0 ? exitCode.done : exitCode.no;
  },
};

async function ingestFile(file: string, target: Target, tally: Tally, onProgress: () => void): Promise<void> {
  let batch: Input[] = [];
  let sizeBytes = 0;
  const flush = async () => {
    const events = batch;
    batch = [];
    sizeBytes = 0;
    if (events.length === 0) return;
    const inputs = events.map(({ bytes, file, line }) => ({ bytes, origin: { file, line } }));
    for (const { outcomes, file, line } of await target.ingestEvents(inputs)) {
      for (const outcome of outcomes) count(tally, outcome, { file, line });
    }
    onProgress();
  };
  for await (const input of inputsOf(file)) {
    if (input.kind === "document") {
      const { bytes, mediaType, line } = input;
      count(tally, await target.ingestDocument({ bytes, mediaType }, { file, line }), { file, line });
      onProgress();
      continue;
    }
    batch.push(input);
    sizeBytes += input.bytes.length;
    if (batch.length >= mostAtOnce || sizeBytes >= mostBytesAtOnce) await flush();
  }
  await flush();
}

function count(
  tally: Tally,
  outcome: IngestOutcome,
  place: { readonly file: string; readonly line: number },
): void {
  if (outcome.outcome === "refused") {
    tally.refused += 1;
    const { code, detail, pointer } = outcome;
    tally.refusals.push({ ...place, code, detail, ...(pointer === undefined ? {} : { pointer }) });
    return;
  }
  tally[outcome.outcome] += 1;
  if (outcome.outcome === "accepted" && outcome.noteCount > 0) tally.withFindings += 1;
}

function progress(
  output: Output,
  { accepted, duplicate, refused }: Tally,
  file: number,
  files: number,
): void {
  if (!output.isWatched) return;
  const width = 24;
  const filled = Math.round((width * (file + 1)) / files);
  const bar = `${"█".repeat(filled)}${"░".repeat(width - filled)}`;
  output.status(
    `${bar} file ${file + 1} of ${files} · ${accepted} accepted, ${duplicate} duplicate, ${refused} refused`,
  );
}

function report(output: Output, tally: Tally): void {
  const { accepted, duplicate, withFindings, refused, refusals } = tally;
  if (output.isJson) {
    output.printJson({ accepted, duplicate, withFindings, refused, refusals });
    return;
  }
  for (const { file, line, code, detail } of refusals) output.note(`${file}:${line}: ${code}: ${detail}`);
  output.print(
    `${accepted} accepted, ${duplicate} duplicate, ${withFindings} with findings, ${refused} refused`,
  );
}
