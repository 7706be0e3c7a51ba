import { dcat, dcterms, xsd } from "../../vocabulary.ts";
import { integerAt, objectsAt, textAt } from "../json.ts";
import { foreignIri, text, typed } from "../statements.ts";
import type { TypedStatements } from "./facet-context.ts";

/** StorageDatasetFacet. */
export const stateStorage: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, dcterms.type, text(textAt(facet, "storageLayer")));
  state(snapshot, dcterms.format, text(textAt(facet, "fileFormat")));
};

/** DatasourceDatasetFacet; its `uri` is often a mere word, which the JSON keeps. */
export const stateDataSource: TypedStatements = (snapshot, facet, { state, iris }) => {
  state(snapshot, dcterms.title, text(textAt(facet, "name")));
  state(snapshot, dcat.accessURL, foreignIri(textAt(facet, "uri"), iris.base));
};

/** CatalogDatasetFacet. */
export const stateCatalog: TypedStatements = (snapshot, facet, { state, iris }) => {
  state(snapshot, dcterms.title, text(textAt(facet, "name")));
  state(snapshot, dcterms.type, text(textAt(facet, "type")));
  state(snapshot, dcat.accessURL, foreignIri(textAt(facet, "warehouseUri"), iris.base));
};

/** HierarchyDatasetFacet: the levels above a dataset, from the highest. */
export const stateHierarchy: TypedStatements = (snapshot, facet, { state, iris }) => {
  for (const [index, level] of objectsAt(facet, "hierarchy")) {
    const node = iris.within(snapshot, "level", String(index));
    state(snapshot, dcterms.hasPart, node);
    state(node, dcterms.type, text(textAt(level, "type")));
    state(node, dcterms.identifier, text(textAt(level, "name")));
  }
};

/** InputStatisticsInputDatasetFacet, OutputStatisticsOutputDatasetFacet. */
export const stateStatistics: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, dcterms.extent, typed(integerAt(facet, "rowCount"), xsd.integer));
  state(snapshot, dcat.byteSize, typed(integerAt(facet, "size"), xsd.integer));
};
