import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the tests keep what they fetch, so that the next run finds it: outside the project. */
export const cache = join(tmpdir(), "muniment-clients");

/** How a program of another language ended. */
export interface ToolRun {
  readonly isDone: boolean;
  readonly output: string;
}

/** Runs a program to its end, whether there is such a program or not. */
export function tool(file: string, words: readonly string[], cwd?: string): Promise<ToolRun> {
  return new Promise((resolve) => {
    const options = { timeout: 150_000, maxBuffer: 16 * 1024 * 1024, ...(cwd === undefined ? {} : { cwd }) };
    execFile(file, [...words], options, (error, stdout, stderr) => {
      resolve({ isDone: error === null, output: `${stdout}${stderr}${error === null ? "" : error.message}` });
    });
  });
}

/** Runs one program after the other; the reason why one of them failed, else nothing. */
export async function reasonAgainst(
  steps: readonly (readonly [file: string, ...words: string[]])[],
  cwd?: string,
): Promise<string | undefined> {
  for (const [file, ...words] of steps) {
    const { isDone, output } = await tool(file, words, cwd);
    if (!isDone) return `${file} ${words.slice(0, 3).join(" ")}: ${lastLines(output)}`;
  }
  return undefined;
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" / ").slice(-500);
}
