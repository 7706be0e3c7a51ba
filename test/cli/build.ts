import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Makes `dist/`, unless it is newer than the sources, for the tests that start the real program or its threads: Vitest
 * translates for its own threads only.
 */
export function setup(): void {
  if (newestIn("src") < newestIn("dist")) return;
  try {
    execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  } catch (error) {
    // A wrong type does not keep the compiler from writing: to find it is what `npm run check` is for.
    if (!existsSync(join(root, "dist/cli/main.js"))) throw error;
    execFileSync("node", ["scripts/bundle-query-worker.mjs"], { cwd: root, stdio: "inherit" });
  }
}

function newestIn(directory: string): number {
  try {
    const files = readdirSync(join(root, directory), { recursive: true, encoding: "utf8" });
    return Math.max(0, ...files.map((file) => statSync(join(root, directory, file)).mtimeMs));
  } catch {
    return 0;
  }
}
