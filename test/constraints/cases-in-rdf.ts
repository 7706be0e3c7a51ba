import type { Case } from "./cases-of-inferences.ts";

const morning = '"2012-01-01T08:00:00Z"^^xsd:dateTime';
const noon = '"2012-01-01T12:00:00Z"^^xsd:dateTime';

/** The same in RDF, of what no converter writes: statements in TriG, of the default namespace but for those of `prov` and `xsd`. */
export const casesInRdf: readonly Case[] = [
  [[22], "two start times of an activity", `:a a prov:Activity; prov:startedAtTime ${morning}, ${noon}.`],
  [
    [],
    "one start time, written twice",
    `:a a prov:Activity; prov:startedAtTime ${morning}, "2012-01-01T09:00:00+01:00"^^xsd:dateTime.`,
  ],
  [
    [28],
    "the start time of an activity is that of its start",
    `:a prov:startedAtTime ${morning}; prov:wasStartedBy :e; prov:qualifiedStart [ a prov:Start; prov:entity :e; prov:atTime ${noon} ].`,
  ],
  [
    [29],
    "the end time is that of its end",
    `:a prov:endedAtTime ${morning}; prov:qualifiedEnd [ a prov:End; prov:entity :e; prov:hadActivity :b; prov:atTime ${noon} ].`,
  ],
  [
    [23],
    "one usage by two activities",
    ":a prov:qualifiedUsage :i. :b prov:qualifiedUsage :i. :i a prov:Usage; prov:entity :e.",
  ],
  [[23], "one usage of two entities", ":a prov:qualifiedUsage :i. :i a prov:Usage; prov:entity :e, :f."],
  [
    [23],
    "one usage at two times",
    `:a prov:qualifiedUsage :i. :i prov:entity :e; prov:atTime ${morning}, ${noon}.`,
  ],
  [
    [23],
    "one generation of two entities",
    ":e prov:qualifiedGeneration :i. :f prov:qualifiedGeneration :i. :i a prov:Generation; prov:activity :a.",
  ],
  [
    [24],
    "two generations by one activity",
    ":e prov:qualifiedGeneration :i, :j. :i a prov:Generation; prov:activity :a. :j a prov:Generation; prov:activity :a.",
  ],
  [
    [25],
    "two invalidations by one activity",
    ":e prov:qualifiedInvalidation :i, :j. :i prov:activity :a. :j prov:activity :a.",
  ],
  [
    [26],
    "two starts by one activity",
    ":a prov:qualifiedStart :i, :j. :i a prov:Start; prov:hadActivity :b. :j a prov:Start; prov:hadActivity :b.",
  ],
  [
    [27],
    "two ends by one activity",
    ":a prov:qualifiedEnd :i, :j. :i prov:entity :e; prov:hadActivity :b. :j prov:entity :e; prov:hadActivity :b.",
  ],
  [[], "two times of generation, perhaps by two activities", `:e prov:generatedAtTime ${morning}, ${noon}.`],
  [
    [],
    "a time of generation, perhaps by another activity",
    `:e prov:wasGeneratedBy :a; prov:generatedAtTime ${morning}; prov:qualifiedGeneration [ prov:activity :a; prov:atTime ${noon} ].`,
  ],
  [
    [23],
    "two times of one generation by an activity",
    `:e prov:qualifiedGeneration [ prov:activity :a; prov:atTime ${morning} ], [ prov:activity :a; prov:atTime ${noon} ].`,
  ],
  [
    [],
    "two usages",
    `:a prov:qualifiedUsage [ prov:entity :e; prov:atTime ${morning} ], [ prov:entity :e; prov:atTime ${noon} ].`,
  ],
  [
    [42],
    "a derivation, and a revision back",
    ":x a prov:Entity; prov:wasDerivedFrom :y. :y a prov:Entity; prov:wasRevisionOf :x.",
  ],
  [[42], "a plan is an entity, and was generated", ":x a prov:Plan; prov:wasQuotedFrom :x."],
  [[42], "so is a collection", ":x a prov:Collection; prov:hadPrimarySource :x."],
  [[], "of what is not described nothing is known", ":x prov:wasDerivedFrom :x."],
  [
    [51],
    "a generation, but no activity",
    ":y prov:qualifiedDerivation [ a prov:Derivation; prov:entity :x; prov:hadGeneration :g ].",
  ],
  [
    [],
    "a usage, its activity and its entity",
    ":y prov:qualifiedDerivation [ prov:entity :x; prov:hadUsage :u; prov:hadActivity :a ]. :a prov:qualifiedUsage :u. :u a prov:Usage; prov:entity :x.",
  ],
  [
    [23],
    "the activity of a derivation is that of its usage",
    ":y prov:qualifiedDerivation [ prov:entity :x; prov:hadUsage :u; prov:hadActivity :a ]. :b prov:qualifiedUsage :u. :u a prov:Usage; prov:entity :x.",
  ],
  [
    [23],
    "a revision is a derivation",
    ":y prov:qualifiedRevision [ prov:entity :x; prov:hadUsage :u; prov:hadActivity :a ]. :b prov:qualifiedUsage :u. :u a prov:Usage; prov:entity :x.",
  ],
  [[52], "nothing specializes itself", ":x prov:specializationOf :x."],
  [[52], "nor through another", ":x prov:specializationOf :y. :y prov:specializationOf :x."],
  [[], "anything is an alternate of itself", ":x prov:alternateOf :x."],
  [
    [53, 23],
    "a usage that is a generation",
    ":a prov:qualifiedUsage :i. :e prov:qualifiedGeneration :i. :i a prov:Usage, prov:Generation; prov:entity :e; prov:activity :a.",
  ],
  [[53], "a start that is an end", ":a prov:qualifiedStart :i. :a prov:qualifiedEnd :i. :i prov:entity :e."],
  [
    [54],
    "a usage that is an entity",
    ":a prov:qualifiedUsage :i. :i a prov:Usage, prov:Entity; prov:entity :e.",
  ],
  [
    [54],
    "an influence that is an agent",
    ":y prov:qualifiedInfluence :i. :i a prov:Influence, prov:Agent; prov:influencer :x.",
  ],
  [[55], "an entity that is an activity", ":e a prov:Entity, prov:Activity."],
  [[55], "what is used is none", ":a prov:used :b. :b prov:used :c."],
  [[55], "what is derived from is none", ":a a prov:Activity. :e prov:wasDerivedFrom :a."],
  [
    [55],
    "a plan is none",
    ":a prov:qualifiedAssociation [ prov:agent :g; prov:hadPlan :p ]. :p a prov:Activity.",
  ],
  [[55], "a trigger is none", ":a prov:wasStartedBy :b. :b a prov:Activity."],
  [
    [],
    "agents may be activities and entities",
    ":g a prov:Agent, prov:Activity. :h a prov:Person, prov:Entity.",
  ],
  [[], "software too", ":g a prov:SoftwareAgent, prov:Activity."],
  [[56], "an empty collection has no members", ":c a prov:EmptyCollection; prov:hadMember :e."],
  [
    [56],
    "nor has what specializes it",
    ":c a prov:EmptyCollection. :d prov:specializationOf :c; prov:hadMember :e.",
  ],
  [[], "a collection may be its own member", ":c a prov:Collection; prov:hadMember :c."],
  [[55], "a member is an entity", ":c prov:hadMember :a. :a a prov:Activity."],
  [[55], "a collection is an entity", ":c a prov:Collection, prov:Activity."],
  [[55], "a bundle is an entity", ":c a prov:Bundle, prov:Activity."],
  [[55], "a plan is an entity", ":c a prov:Plan. :c prov:wasInformedBy :d."],
  [[], "an influence is between anything", ":a prov:wasInfluencedBy :b."],
  [[], "an activity may be associated with itself", ":a prov:wasAssociatedWith :a. :a a prov:Activity."],
  [[], "a mention is checked by no rule", ":y prov:mentionOf :x; prov:asInBundle :b."],
  [
    [55],
    "what is generated is an entity, whichever way it is said",
    ":a prov:generated :e. :e a prov:Activity.",
  ],
  [
    [55],
    "what uses is an activity, whatever it was influenced by",
    ":e a prov:Entity. :e prov:influenced :x. :x prov:used :e. :x a prov:Entity.",
  ],
  [
    [42],
    "what is invalidated was generated, if it is described",
    ":e a prov:Entity. :a prov:invalidated :e. :e prov:wasDerivedFrom :e.",
  ],
  [
    [42],
    "what is attributed comes after the agent that is an entity",
    ":e prov:wasAttributedTo :g. :g a prov:Entity; prov:wasDerivedFrom :e.",
  ],
  [
    [42],
    "and after the generation of the agent",
    `:e prov:qualifiedAttribution [ prov:agent :g ]. :g prov:qualifiedGeneration [ prov:atTime ${morning} ]; prov:wasDerivedFrom :e.`,
  ],
  [[], "each graph by itself", ":g1 { :e a prov:Entity } :g2 { :e a prov:Activity }"],
  [
    [55],
    "the default graph is one, and each other graph",
    ":e a prov:Entity. :g1 { :e a prov:Activity; prov:wasDerivedFrom :x. }",
  ],
  [[55], "one graph in two places", "GRAPH :g1 { :e a prov:Entity } GRAPH :g1 { :e a prov:Activity }"],
  [[42], "a node without a name", "_:x a prov:Entity; prov:wasDerivedFrom _:x."],
  [[55], "likewise", "[] a prov:Entity, prov:Activity."],
  [[52], "likewise", "_:x prov:specializationOf _:x."],
  [
    [24],
    "what a blank node is, is unknown",
    "_:e prov:qualifiedGeneration :i, :j. :i prov:activity _:a. :j prov:activity _:a.",
  ],
];
