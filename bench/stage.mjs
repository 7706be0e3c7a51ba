/** Runs one stage in this process and prints its result: `node bench/stage.mjs NAME '{"runs":100}'`. */
import { cli } from "./stages/cli.mjs";
import { http } from "./stages/http.mjs";
import { open } from "./stages/open.mjs";
import { pipeline } from "./stages/pipeline.mjs";
import { queryable } from "./stages/queryable.mjs";
import { questions } from "./stages/questions.mjs";
import { relink } from "./stages/relink.mjs";

const stages = { cli, http, open, pipeline, queryable, questions, relink };
const [name, parameters = "{}"] = process.argv.slice(2);
const stage = Object.hasOwn(stages, name ?? "") ? stages[name] : undefined;
if (stage === undefined) {
  process.stderr.write(`Name one of ${Object.keys(stages).join(", ")}\n`);
  process.exitCode = 2;
} else {
  process.stdout.write(`${JSON.stringify(await stage(JSON.parse(parameters)))}\n`);
}
