import type { Quad, Quad_Subject } from "@rdfjs/types";
import { DataFactory } from "n3";
import { namespaceOf } from "../../vocabulary.ts";

/**
 * The names of inverse properties, each with the property that says the same the other way round: the first three are
 * properties of PROV-O itself, of the others it only reserves the names (PROV-O, Appendix B). `prov:alternateOf`, its own inverse,
 * is left out.
 */
const propertyOfInverseName = {
  generated: "wasGeneratedBy",
  influenced: "wasInfluencedBy",
  invalidated: "wasInvalidatedBy",

  activityOfInfluence: "activity",
  agentOfInfluence: "agent",
  contributed: "wasAttributedTo",
  ended: "wasEndedBy",
  entityOfInfluence: "entity",
  generalizationOf: "specializationOf",
  generatedAsDerivation: "hadGeneration",
  hadDelegate: "actedOnBehalfOf",
  hadDerivation: "wasDerivedFrom",
  hadInfluence: "influencer",
  hadRevision: "wasRevisionOf",
  informed: "wasInformedBy",
  locationOf: "atLocation",
  qualifiedAssociationOf: "qualifiedAssociation",
  qualifiedAttributionOf: "qualifiedAttribution",
  qualifiedCommunicationOf: "qualifiedCommunication",
  qualifiedDelegationOf: "qualifiedDelegation",
  qualifiedDerivationOf: "qualifiedDerivation",
  qualifiedEndOf: "qualifiedEnd",
  qualifiedGenerationOf: "qualifiedGeneration",
  qualifiedInfluenceOf: "qualifiedInfluence",
  qualifiedInvalidationOf: "qualifiedInvalidation",
  qualifiedQuotationOf: "qualifiedQuotation",
  qualifiedSourceOf: "qualifiedPrimarySource",
  qualifiedStartOf: "qualifiedStart",
  qualifiedUsingActivity: "qualifiedUsage",
  quotedAs: "wasQuotedFrom",
  revisedEntity: "qualifiedRevision",
  started: "wasStartedBy",
  wasActivityOfInfluence: "hadActivity",
  wasAssociateFor: "wasAssociatedWith",
  wasMemberOf: "hadMember",
  wasPlanOf: "hadPlan",
  wasPrimarySourceOf: "hadPrimarySource",
  wasRoleIn: "hadRole",
  wasUsedBy: "used",
  wasUsedInDerivation: "hadUsage",
} as const;

/** The property that says what an inverse says, the other way round. */
export const propertyOfInverse: ReadonlyMap<string, string> = new Map(
  Object.entries(propertyOfInverseName).map(([inverse, property]) => [
    namespaceOf.prov + inverse,
    namespaceOf.prov + property,
  ]),
);

/** Those of them that PROV-O defines, and every reader of it knows. */
export const definedInverses: ReadonlySet<string> = new Set(
  ["generated", "influenced", "invalidated"].map((local) => namespaceOf.prov + local),
);

/** The statement that says the same by the property; itself where it has no inverse, or cannot be turned, as of a text. */
export function forwards(quad: Quad): Quad {
  const property = propertyOfInverse.get(quad.predicate.value);
  const { subject, object, graph } = quad;
  if (property === undefined || object.termType === "Literal") return quad;
  return DataFactory.quad(object as Quad_Subject, DataFactory.namedNode(property), subject, graph);
}

/** The same of the inverses that PROV-O defines alone. */
export function definedForwards(quad: Quad): Quad {
  return definedInverses.has(quad.predicate.value) ? forwards(quad) : quad;
}
