import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Muniment } from "../../muniment.ts";
import { packagePath } from "../../package-files.ts";
import { answerJson } from "../../questions/answer-json.ts";
import { type Command, exitCode, textOf, UsageError } from "../command.ts";
import { askStory, type Told } from "../demo/story.ts";
import { inShort, told } from "../demo/telling.ts";
import type { Output } from "../output.ts";

const sender = { id: "demo" };

export const demoCommand: Command = {
  name: "demo",
  summary: "Tell the story of a poisoned credit model, in a fresh directory",
  usage: `[--data DIR]

Takes in examples/credit-scoring and asks what a regulator would. Without --data, the directory is a temporary one and
is removed at the end; a directory that holds anything already is left alone.

  --data DIR         keep the store here`,
  options: { data: { type: "string" } },
  async run({ values, output, io }) {
    const kept = textOf(values, "data");
    if (kept !== undefined && existsSync(kept) && readdirSync(kept).length > 0)
      throw new UsageError(`${kept} is not empty, and the demo wants a directory of its own`);
    const directory = kept ?? mkdtempSync(join(tmpdir(), "muniment-demo-"));
    try {
      await tell(directory, output);
    } finally {
      if (kept === undefined) rmSync(directory, { recursive: true, force: true });
    }
    if (!output.isJson) output.print(nextSteps(io.program, kept));
    return exitCode.done;
  },
};

async function tell(directory: string, output: Output): Promise<void> {
  const started = performance.now();
  const muniment = await Muniment.open({ directory });
  try {
    const events = await ingestStory(muniment);
    await muniment.settled();
    const { records, quads } = muniment.stats();
    const tookMs = Math.round(performance.now() - started);
    if (!output.isJson)
      output.print(`A poisoned source (the story: examples/credit-scoring/README.md)

${events} events and the governance facts: ${records} records in the journal, ${quads} statements, in ${tookMs} ms.
`);
    const story: Told[] = [];
    for await (const part of askStory(muniment)) {
      story.push(part);
      if (!output.isJson) output.print(told(part, output.columns));
    }
    if (!output.isJson) return output.print(inShort(story));
    const answers = story.map(({ heading, answer }) => ({ heading, ...answerJson(answer) }));
    output.printJson({ events, records, quads, tookMs, answers });
  } finally {
    await muniment.close();
  }
}

async function ingestStory(muniment: Muniment): Promise<number> {
  const file = (name: string) => readFileSync(packagePath(`examples/credit-scoring/${name}`));
  const lines = file("events.ndjson").toString("utf8").trimEnd().split("\n");
  const ingest = (line: string) =>
    muniment.ingest({ bytes: Buffer.from(line), mediaType: "application/json" }, sender);
  await Promise.all(lines.map(ingest));
  await muniment.ingestDocument({ bytes: file("governance.ttl"), mediaType: "text/turtle" }, sender);
  return lines.length;
}

function nextSteps(program: string, kept: string | undefined): string {
  const directory = kept === undefined ? "./demo-data" : /^[\w./-]+$/.test(kept) ? kept : `'${kept}'`;
  const steps = [
    ...(kept === undefined ? [[`demo --data ${directory}`, "the same, and keep the store"]] : []),
    [`serve --data ${directory}`, "serve it, then open http://127.0.0.1:3030 in a browser"],
    ["questions", "what else can be asked"],
    [
      `ask upstream of=mlflow://models.lumen.example/credit-score --data ${directory}`,
      "what the models came from",
    ],
    [`verify --data ${directory}`, "prove that nothing was changed"],
    [`export --format trig --data ${directory}`, "take everything with you"],
  ];
  const lines = steps.map(([words, why]) => `  # ${why}\n  ${program} ${words}`);
  return `What to try next:\n\n${lines.join("\n")}`;
}
