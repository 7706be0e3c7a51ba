#!/usr/bin/env node
import { relative } from "node:path";
import { run } from "./run.ts";

const { stdin, stdout, stderr } = process;

process.exitCode = await run(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  program: programOf(process.argv[1] ?? ""),
  stopped: () =>
    new Promise((resolve) => {
      process.once("SIGINT", () => resolve());
      process.once("SIGTERM", () => resolve());
    }),
});

/** A clone has no `muniment` to call by its name: there, the file itself is the program. */
function programOf(script: string): string {
  return script.endsWith("main.js") ? `node ${relative("", script)}` : "npx muniment";
}
