/** The packaged questions on a store of generated runs: the first time each is asked, and again. */
import { pipelinesFor } from "../generate.mjs";
import { datasetOf } from "../generator/estate.mjs";
import { datasetIri } from "../generator/governance.mjs";
import { repeated, rounded, summary, timed } from "../measure.mjs";
import { filledStore, withDirectory } from "./store.mjs";

export function questions({ runs, repeats }) {
  return withDirectory(async (directory) => {
    const muniment = await filledStore(directory, runs);
    try {
      const rows = [];
      for (const question of muniment.questions) rows.push(await asked(muniment, question, runs, repeats));
      const { quads, records } = muniment.stats();
      return { runs, records, quads, questions: rows };
    } finally {
      await muniment.close();
    }
  });
}

/** About the last pipeline, whose model rests on the marts of all before it, in the middle of the recorded time. */
function parametersOf({ parameters }, runs, base) {
  const last = pipelinesFor(runs) - 1;
  const values = {
    dataset: datasetIri(datasetOf(last, "model"), base),
    of: datasetIri(datasetOf(last, "model"), base),
    source: datasetIri(datasetOf(0, "crm"), base),
  };
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => parameters.some((parameter) => parameter.name === name)),
  );
}

async function asked(muniment, question, runs, repeats) {
  const { base } = muniment.iris;
  const input = { ...parametersOf(question, runs, base), ...inputOf(question.id, base) };
  const ask = () => muniment.ask(question.id, input, { mode: "exact" });
  try {
    const first = await timed(ask);
    const again = await repeated(repeats, () => timed(ask));
    return {
      id: question.id,
      rows: first.value.rows.length,
      firstMs: rounded(first.ms),
      againMs: summary(again.map(({ ms }) => ms)),
      limits: first.value.limits.map(({ name }) => name),
    };
  } catch (error) {
    return { id: question.id, failed: error instanceof Error ? error.message : String(error) };
  }
}

/** Where the model is not what one would ask about. */
function inputOf(id, base) {
  const source = datasetIri(datasetOf(0, "crm"), base);
  if (id === "downstream") return { of: source };
  if (id === "who-accessed" || id === "legal-basis") return { dataset: source };
  return {};
}
