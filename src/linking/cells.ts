import type { Name, Names } from "./rest/names.ts";

/** The names under which what is no fact of a subject is read; that of a subject's facts is its own. */
export function configurationCell(names: Names): Name {
  return names.of("configuration");
}
export function eventsCell(names: Names, run: Name): Name {
  return names.ofPair("events", run);
}
/** Also where the history of that facet stands. */
export function facetCell(names: Names, thing: string, facetName: string): Name {
  return names.ofPair("facet", names.ofPair(facetName, names.of(thing)));
}
