import type { Name, Names } from "./rest/names.ts";

/** The names under which what is no fact of a subject is read; that of a subject's facts is its own. */
export function configurationCell(names: Names): Name {
  return names.word("configuration");
}
export function eventsCell(names: Names, run: Name): Name {
  return names.pair(names.word("events"), run);
}
/** Also where the history of that facet stands, and the unit that says which is the current one. */
export function facetCell(names: Names, thing: Name, facetName: Name): Name {
  return names.pair(facetKind(names, facetName), thing);
}
export function facetKind(names: Names, facetName: Name): Name {
  return names.pair(names.word("facet"), facetName);
}
export function thingOfFacetCell(names: Names, cell: Name): Name {
  return names.second(cell);
}
export function facetNameOfCell(names: Names, cell: Name): Name {
  return names.second(names.first(cell));
}
