import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The text of a file that the package ships, by its path below the package's root: `packageFile("shapes/structural.ttl")`.
 * Both `src/` and `dist/` lie directly below that root, so the same path holds in the work tree and once installed.
 */
export function packageFile(path: string): string {
  return readFileSync(packagePath(path), "utf8");
}

/** Where that file lies on disk. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
