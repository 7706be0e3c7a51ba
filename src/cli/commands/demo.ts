import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Muniment } from "../../muniment.ts";
import { packagePath } from "../../package-files.ts";
import type { Answer } from "../../questions/answer.ts";
import { answerJson } from "../../questions/answer-json.ts";
import { answerTable } from "../../questions/render.ts";
import { type Command, exitCode, textOf } from "../command.ts";
import type { Output } from "../output.ts";

const sender = { id: "demo" };

interface Asked {
  readonly heading: string;
  readonly id: string;
  readonly input: Readonly<Record<string, string>>;
  readonly mode?: "exact" | "possible";
}

export const demoCommand: Command = {
  name: "demo",
  summary: "Tell the story of a poisoned credit model, in a fresh directory",
  usage: `[--data DIR]

Takes in examples/credit-scoring and asks what a regulator would. Without --data, the directory is a temporary one and
is removed at the end.`,
  options: { data: { type: "string" } },
  async run({ values, output }) {
    const kept = textOf(values, "data");
    const directory = kept ?? mkdtempSync(join(tmpdir(), "muniment-demo-"));
    try {
      await tell(directory, output, kept !== undefined);
    } finally {
      if (kept === undefined) rmSync(directory, { recursive: true, force: true });
    }
    return exitCode.done;
  },
};

/** The compromise of the delivery channel, until it was found. */
const window = { from: "2026-10-20T00:00:00Z", to: "2026-11-03T06:00:00Z" };

const asked: readonly Asked[] = [
  { heading: "Who made models from personal data", id: "model-agents", input: {} },
  {
    heading: "What the poisoned source touched",
    id: "blast-radius",
    input: { source: "bureau/feed", ...window },
  },
  {
    heading: "The same, if everything counts that may have carried the data",
    id: "blast-radius",
    input: { source: "bureau/feed", ...window },
    mode: "possible",
  },
  {
    heading: "Which model one can fall back to",
    id: "good-versions",
    input: { dataset: "mlflow://models.lumen.example/credit-score", source: "bureau/feed", ...window },
  },
];

async function tell(directory: string, output: Output, isKept: boolean): Promise<void> {
  const muniment = await Muniment.open({ directory });
  try {
    const started = performance.now();
    const events = await ingestStory(muniment);
    await muniment.settled();
    const { records, quads } = muniment.stats();
    const tookMs = Math.round(performance.now() - started);
    const answers: { readonly heading: string; readonly answer: Answer; readonly tookMs: number }[] = [];
    for (const { heading, id, input, mode = "exact" } of asked) {
      const before = performance.now();
      const answer = await muniment.ask(id, input, { mode, at: "2026-11-06T12:00:00Z" });
      answers.push({ heading, answer, tookMs: performance.now() - before });
    }
    if (output.isJson) {
      output.printJson({
        events,
        records,
        quads,
        tookMs,
        answers: answers.map(({ heading, answer }) => ({ heading, ...answerJson(answer) })),
      });
      return;
    }
    output.print(`A poisoned source (the story: examples/credit-scoring/README.md)

${events} events and the governance facts: ${records} records in the journal, ${quads} statements, in ${tookMs} ms.
`);
    for (const { heading, answer, tookMs: took } of answers) {
      output.print(
        `── ${heading} ${"─".repeat(Math.max(0, Math.min(output.columns, 110) - heading.length - 4))}\n`,
      );
      output.print(answerTable(answer, { tookMs: took, width: output.columns }));
      output.print(summaryOf(answer));
    }
    output.print(nextSteps(isKept ? directory : "DIR"));
  } finally {
    await muniment.close();
  }
}

/** The one sentence to take away from a blast radius. */
function summaryOf({ question, rows, mode }: Answer): string {
  if (question.id !== "blast-radius") return "";
  const count = (how: string) =>
    new Set(
      rows.filter((row) => row.bindings["how"]?.value === how).map((row) => row.bindings["affected"]?.value),
    ).size;
  return `=> ${count("delivered")} poisoned deliveries, ${count("derived")} artefacts affected (mode ${mode})\n`;
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

function nextSteps(directory: string): string {
  return `What to try next:
  npx muniment demo --data ${directory}              keep the store
  npx muniment serve --data ${directory}             then open http://127.0.0.1:3030
  npx muniment questions                      what else can be asked
  npx muniment ask upstream of=mlflow://models.lumen.example/credit-score --data ${directory}
  npx muniment verify --data ${directory}            prove that nothing was changed
  npx muniment export --format trig --data ${directory}
`;
}
