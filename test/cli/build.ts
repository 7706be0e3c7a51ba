import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Makes `dist/`, once, for the tests that start the real program. */
export function setup(): void {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
}
