import type { Iris } from "../mapping/iris.ts";
import type { Names } from "./rest/names.ts";
import type { ThingsByName } from "./things-by-name.ts";

/** How things are named, and what their names say. */
export interface Naming {
  readonly iris: Iris;
  readonly names: Names;
  readonly things: ThingsByName;
}
