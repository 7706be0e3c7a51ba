import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Ran } from "./command-line.ts";

/** Where the built program is. */
export const program = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

/** The real program, while it runs. */
export interface Started {
  readonly child: ChildProcess;
  /** Settles with what it wrote to standard output so far, once that holds the text. */
  said(text: string): Promise<string>;
  ended(): Promise<Ran>;
}

/** Starts the built program; it is killed at the end of the test, whatever becomes of it. */
export function started(words: readonly string[]): Started {
  return startedCommand(process.execPath, [program, ...words]);
}

/** Runs the built program to its end. */
export function ranProgram(...words: readonly string[]): Promise<Ran> {
  return started(words).ended();
}

/** Runs a line of bash in which `$M` is the program; its exit code is that of the first of a pipe that failed. */
export function ranShell(line: string): Promise<Ran> {
  return startedCommand("bash", ["-o", "pipefail", "-c", line], {
    M: `node ${program}`,
    FORCE_COLOR: "0",
  }).ended();
}

export function startedCommand(
  file: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Started {
  const child = spawn(file, [...words], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const closed = once(child, "close");
  return {
    child,
    async said(text) {
      while (!stdout.includes(text)) {
        const more = await Promise.race([once(child.stdout, "data"), closed.then(() => undefined)]);
        if (more === undefined && !stdout.includes(text))
          throw new Error(`It ended before it said ${text}: ${stdout}${stderr}`);
      }
      return stdout;
    },
    async ended() {
      const [exit] = await closed;
      return { exit: Number(exit ?? -1), stdout, stderr };
    },
  };
}
