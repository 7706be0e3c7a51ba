import type { Muniment } from "../../muniment.ts";
import type { Answer } from "../../questions/answer.ts";

/** One question of the story, answered. */
export interface Told {
  readonly heading: string;
  readonly answer: Answer;
  readonly tookMs: number;
  /** The answer to the same in exact mode, when this one is in another. */
  readonly exact?: Answer;
}

interface Asked {
  readonly heading: string;
  readonly id: string;
  readonly input: Readonly<Record<string, string>>;
  readonly mode?: "possible";
}

/** From the compromise of the delivery channel until it was found. */
const poisoned = { source: "bureau/feed", from: "2026-10-20T00:00:00Z", to: "2026-11-03T06:00:00Z" };

const asked: readonly Asked[] = [
  { heading: "Who made models from personal data", id: "model-agents", input: {} },
  { heading: "What the poisoned source touched", id: "blast-radius", input: poisoned },
  {
    heading: "What it may have touched besides",
    id: "blast-radius",
    input: poisoned,
    mode: "possible",
  },
  {
    heading: "Which model one can fall back to",
    id: "good-versions",
    input: { dataset: "mlflow://models.lumen.example/credit-score", ...poisoned },
  },
];

/** Asks what a regulator would, three days after the poisoning was found. */
export async function* askStory(muniment: Muniment): AsyncIterable<Told> {
  let former: Answer | undefined;
  for (const { heading, id, input, mode = "exact" } of asked) {
    const started = performance.now();
    const answer = await muniment.ask(id, input, { mode, at: "2026-11-06T12:00:00Z" });
    const tookMs = performance.now() - started;
    yield { heading, answer, tookMs, ...(mode === "exact" || former === undefined ? {} : { exact: former }) };
    former = answer;
  }
}
