import { packageFile } from "./package-files.ts";

/** The version of the package, as its manifest has it. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(packageFile("package.json"));
  const hasVersion = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return hasVersion && typeof manifest.version === "string" ? manifest.version : "unknown";
}
