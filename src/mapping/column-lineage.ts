import type { Dataset, JsonObject } from "../events/event.ts";
import { oncePer } from "../once-per.ts";
import type { Edge, Transformation } from "./derivations.ts";
import { memberObjectsAt, objectsAt, textAt } from "./json.ts";
import { thingIn } from "./run-references.ts";
import { maxValueBytes } from "./substitution.ts";

/**
 * The edges of a `columnLineage` facet (1-2-0): each column from the input fields that it names, and the whole output
 * from the fields in `dataset`, which filter, join or sort it. The transformation that older producers give for all
 * input fields of a column is read as one of each.
 */
export function columnLineageEdges({ facets }: Dataset): readonly Edge[] {
  const facet = facets.columnLineage;
  return facet === undefined || facet._deleted === true ? [] : edgesOf(facet);
}

const edgesOf = oncePer((facet: JsonObject): readonly Edge[] => {
  const byColumn = memberObjectsAt(facet, "fields").flatMap(([targetField, field]) =>
    objectsAt(field, "inputFields").flatMap(([, input]) =>
      edgeFrom(input, deprecatedTransformation(field)).map((edge): Edge => ({ ...edge, targetField })),
    ),
  );
  return [...byColumn, ...objectsAt(facet, "dataset").flatMap(([, input]) => edgeFrom(input))];
});

/** Transformations in the form that `columnLineage` and `lineage` share. */
export function transformationsIn(input: JsonObject): readonly Transformation[] {
  return objectsAt(input, "transformations").map(([, transformation]) => ({
    type: textAt(transformation, "type"),
    subtype: textAt(transformation, "subtype"),
    description: shortTextAt(transformation, "description"),
    isMasking: transformation.masking === true,
  }));
}

function edgeFrom(input: JsonObject, deprecated: readonly Transformation[] = []): readonly Edge[] {
  const source = thingIn(input);
  const sourceField = textAt(input, "field");
  if (source === undefined) return [];
  const transformations = [...transformationsIn(input), ...deprecated];
  return [{ source, transformations, ...(sourceField === undefined ? {} : { sourceField }) }];
}

/** `IDENTITY` is the plainest direct transformation; `MASKED` masks. */
function deprecatedTransformation(field: JsonObject): readonly Transformation[] {
  const type = textAt(field, "transformationType");
  const description = shortTextAt(field, "transformationDescription");
  if (type === undefined && description === undefined) return [];
  const isIdentity = type?.toUpperCase() === "IDENTITY";
  return [{ type: isIdentity ? undefined : type, description, isMasking: type?.toUpperCase() === "MASKED" }];
}

/** A text that is no blob: the snapshot says how long a longer one is. */
function shortTextAt(object: JsonObject, key: string): string | undefined {
  const value = textAt(object, key);
  return value !== undefined && Buffer.byteLength(value) > maxValueBytes ? undefined : value;
}
