import type { Alignment, Mapping } from "./alignment.ts";

/**
 * A mapping as SSSOM names its slots. A property chain, which SSSOM has not, stands as the list of its two properties.
 * `record_id`, `mapping_justification` and `comment` are absent where the alignment states a bare axiom.
 */
export interface MappingRecord {
  readonly record_id?: string;
  readonly subject_id: string;
  readonly predicate_id: string;
  readonly object_id: string | readonly string[];
  readonly mapping_justification?: string;
  readonly comment?: string;
  readonly mapping_source?: string;
  readonly license?: string;
  readonly mapping_set_version?: string;
}

/** An alignment as a mapping set of SSSOM in JSON. */
export interface MappingSetRecord {
  readonly name: string;
  readonly mapping_set_id: string;
  readonly mapping_set_title?: string;
  readonly mapping_set_version?: string;
  readonly license?: string;
  readonly mapping_set_source?: string;
  readonly mappings: readonly MappingRecord[];
}

/** The records of an alignment; what a mapping leaves out it has from its alignment. */
export function mappingSetRecord(alignment: Alignment): MappingSetRecord {
  const { name, iri, title, version, license, source, mappings } = alignment;
  return {
    name,
    mapping_set_id: iri,
    ...(title === undefined ? {} : { mapping_set_title: title }),
    ...(version === undefined ? {} : { mapping_set_version: version }),
    ...(license === undefined ? {} : { license }),
    ...(source === undefined ? {} : { mapping_set_source: source }),
    mappings: mappings.map((mapping) => mappingRecord(mapping, alignment)),
  };
}

function mappingRecord(mapping: Mapping, alignment: Alignment): MappingRecord {
  const { id, subject, predicate, object, justification, comment } = mapping;
  const source = mapping.source ?? alignment.source;
  const license = mapping.license ?? alignment.license;
  const version = mapping.version ?? alignment.version;
  return {
    ...(id === undefined ? {} : { record_id: id }),
    subject_id: subject,
    predicate_id: predicate,
    object_id: object,
    ...(justification === undefined ? {} : { mapping_justification: justification }),
    ...(comment === undefined ? {} : { comment }),
    ...(source === undefined ? {} : { mapping_source: source }),
    ...(license === undefined ? {} : { license }),
    ...(version === undefined ? {} : { mapping_set_version: version }),
  };
}
