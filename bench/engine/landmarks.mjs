import { Muniment } from "../../dist/index.js";
import { pipelinesFor } from "../generate.mjs";
import { datasetOf } from "../generator/estate.mjs";
import { datasetIri } from "../generator/governance.mjs";
import { landmarkQueries } from "./queries.mjs";
import { openedStore, ownEngine } from "./sides/muniment.mjs";

/** What the queries are about: data sets by name, and versions, runs and bundles, whose names are known to the store alone. */
export async function landmarksOf({ store: directory, runs }) {
  // Where its index is of an earlier release, it is made anew once, and not by each who reads it.
  await (await Muniment.open({ directory })).close();
  const { store, close } = await openedStore(directory);
  const engine = ownEngine();
  const last = pipelinesFor(runs) - 1;
  const found = {
    model: datasetIri(datasetOf(last, "model")),
    mart: datasetIri(datasetOf(0, "mart")),
    source: datasetIri(datasetOf(0, "crm")),
  };
  const view = store.view({ mode: "exact" });
  for (const [name, text] of Object.entries(landmarkQueries({ ...found, half: Math.floor(runs / 2) }))) {
    const { rows } = await engine.query(text, view);
    for await (const row of rows) found[name] = row.get("it").value;
    if (found[name] === undefined) throw new Error(`The data has no ${name}`);
  }
  await close();
  return found;
}
