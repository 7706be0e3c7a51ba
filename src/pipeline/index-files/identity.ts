import { createHash } from "node:crypto";
import { hex } from "../../journal/hashing.ts";
import type { Journal } from "../../journal/journal.ts";
import { frontierAt, rootOfFrontier } from "../../journal/merkle.ts";
import { storeKeyCheck } from "../../journal/store-key.ts";
import { rules } from "../../linking/rules.ts";
import { mapperVersion } from "../../mapping/mapper-version.ts";
import { packageFile } from "../../package-files.ts";
import { packageVersion } from "../../package-version.ts";

/** Which journal an index is of, and which code made it, by name. An index is used where all of it is the same. */
export type IndexIdentity = Readonly<Record<string, string>>;

/** What the index of a journal must say of itself to be used by this release. None of it tells anything of what is in it. */
export function indexIdentity({ publicKey, baseIri, storeKey }: Journal): IndexIdentity {
  return {
    journal: sha256Of([publicKey, baseIri]),
    storeKey: hex(storeKeyCheck(storeKey)),
    columns: columnsVersion,
    release: packageVersion(),
    mapper: mapperVersion,
    rules: sha256Of([
      ...rules.map(({ name, version }) => `${name} ${version}`),
      packageFile("shapes/provenance.ttl"),
    ]),
  };
}

/** The root of the journal's tree when it had so many records, in hex. */
export function rootAt(journal: Journal, position: number): string {
  return hex(rootOfFrontier(frontierAt(position, journal.readNode)));
}

function sha256Of(texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}

/** Changes with what the columns of store, linker and citations mean. */
const columnsVersion = "7";
