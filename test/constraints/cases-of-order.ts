import type { Case } from "./cases-of-inferences.ts";

const morning = "2012-01-01T08:00:00Z";
const noon = "2012-01-01T12:00:00Z";

/** As `casesOfInferences`, of constraints 30 to 56 and §6.2. */
export const casesOfOrder: readonly Case[] = [
  // Constraints 30 to 49: no circle of events passes through a strict order, and 42 alone is strict.
  [[], "30: start and end may be one moment", `activity(a, ${noon}, ${noon})`],
  [[], "30: one entity may start and end an activity", "wasStartedBy(a, e, -, -) wasEndedBy(a, e, -, -)"],
  [
    [],
    "30: one activity may",
    "wasStartedBy(a, -, b, -) wasEndedBy(a, -, b, -) wasStartedBy(b, -, a, -) wasEndedBy(b, -, a, -)",
  ],
  [
    [42],
    "31: all starts are one moment",
    "wasStartedBy(a, e, b, -) wasStartedBy(a, f, c, -) wasGeneratedBy(e, a, -) wasDerivedFrom(e2, e) wasGeneratedBy(e2, -, -) wasDerivedFrom(e, e2)",
  ],
  [
    [42],
    "33, 43: an activity is started by what was derived from what it generates",
    "wasStartedBy(a, y, -, -) wasGeneratedBy(x, a, -) wasDerivedFrom(y, x)",
  ],
  [
    [],
    "33, 43: or by what it was derived from",
    "wasStartedBy(a, x, -, -) wasGeneratedBy(y, a, -) wasDerivedFrom(y, x)",
  ],
  [
    [],
    "33: a use follows the start and precedes no generation",
    "wasStartedBy(a, y, -, -) used(a, x, -) wasGeneratedBy(x, b, -) wasDerivedFrom(y, x)",
  ],
  [
    [42],
    "33, 41: but the use of a derivation does",
    "wasStartedBy(a, z, -, -) wasDerivedFrom(y, x, a, i, j) wasDerivedFrom(z, y)",
  ],
  [
    [],
    "34: generations may follow the end of what was informed",
    "wasEndedBy(a, e, b, -) wasGeneratedBy(e, b, -) wasGeneratedBy(f, a, -) wasDerivedFrom(f, e)",
  ],
  [
    [],
    "35: who is informed may end before the other ends",
    "wasInformedBy(b, a) wasStartedBy(b, e, a, -) wasEndedBy(a, f, b, -)",
  ],
  [
    [],
    "35: communications both ways agree with starts",
    "wasInformedBy(b, a) wasInformedBy(a, b) wasStartedBy(b, e, a, -) wasStartedBy(a, f, b, -)",
  ],
  [
    [],
    "36: an entity may be invalidated by who generates it",
    "wasGeneratedBy(e, a, -) wasInvalidatedBy(e, a, -)",
  ],
  [[], "36: times say nothing", `wasGeneratedBy(e, a, ${noon}) wasInvalidatedBy(e, a, ${morning})`],
  [[], "37: nor of generation and usage", `wasGeneratedBy(e, a, ${noon}) used(b, e, ${morning})`],
  [
    [42],
    "37: a use of a derivation follows the generation",
    "wasDerivedFrom(y, x, a, i, j) wasDerivedFrom(x, y, b, k, l)",
  ],
  [[], "38: nor of usage and invalidation", `used(a, e, ${noon}) wasInvalidatedBy(e, b, ${morning})`],
  [
    [],
    "38: what was derived from may be invalid before",
    "wasInvalidatedBy(x, a, -) wasGeneratedBy(y, b, -) wasDerivedFrom(y, x) wasGeneratedBy(x, c, -)",
  ],
  [
    [42],
    "39: all generations are one moment",
    "wasGeneratedBy(x, a, -) wasGeneratedBy(x, b, -) wasStartedBy(a, y, -, -) wasDerivedFrom(y, x)",
  ],
  [[], "40: all invalidations are, too", "wasInvalidatedBy(x, a, -) wasInvalidatedBy(x, b, -) used(b, x, -)"],
  [
    [],
    "41: usage and generation may be one moment",
    `wasDerivedFrom(y, x, a, i, j) used(j; a, x, ${noon}) wasGeneratedBy(i; y, a, ${noon})`,
  ],
  [
    [42],
    "42: two described entities that are derived from each other",
    "entity(x) entity(y) wasDerivedFrom(y, x) wasDerivedFrom(x, y)",
  ],
  [[], "42: that nobody described", "wasDerivedFrom(y, x) wasDerivedFrom(x, y)"],
  [
    [42],
    "42: through a third",
    "entity(x) entity(y) entity(z) wasDerivedFrom(y, x) wasDerivedFrom(z, y) wasDerivedFrom(x, z)",
  ],
  [
    [],
    "42: derivation is not transitive, and a third that nobody described breaks the circle",
    "entity(x) entity(y) wasDerivedFrom(y, x) wasDerivedFrom(z, y) wasDerivedFrom(x, z)",
  ],
  [
    [],
    "42: two ways to one source",
    "entity(x) entity(y) entity(z) wasDerivedFrom(y, x) wasDerivedFrom(z, y) wasDerivedFrom(z, x)",
  ],
  [
    [42],
    "43: the trigger is generated before the start",
    "wasStartedBy(a, y, b, -) wasStartedBy(b, z, a, -) wasDerivedFrom(z, y)",
  ],
  [[], "43: two activities may start each other", "wasStartedBy(a, y, b, -) wasStartedBy(b, z, a, -)"],
  [
    [],
    "44: the trigger of an end may come of what it ends",
    "wasEndedBy(a, y, -, -) wasGeneratedBy(y, a, -) used(a, x, -) wasDerivedFrom(y, x)",
  ],
  [[42], "45: the general is generated first", "entity(x) specializationOf(y, x) wasDerivedFrom(x, y)"],
  [[], "45: so the special may be derived from it", "entity(x) specializationOf(y, x) wasDerivedFrom(y, x)"],
  [[], "45: of what is not described nothing is known", "specializationOf(y, x) wasDerivedFrom(x, y)"],
  [
    [42],
    "45: two specializations whose circle passes through derivations",
    "entity(x) entity(u) specializationOf(y, x) specializationOf(v, u) wasDerivedFrom(x, v) wasDerivedFrom(u, y)",
  ],
  [
    [],
    "46: what specializes may be invalid first",
    `specializationOf(y, x) wasInvalidatedBy(y, a, ${morning}) wasInvalidatedBy(x, b, ${noon})`,
  ],
  [
    [],
    "46: times say nothing",
    `specializationOf(y, x) wasInvalidatedBy(y, a, ${noon}) wasInvalidatedBy(x, b, ${morning})`,
  ],
  [
    [],
    "47: an agent that is generated by what it is associated with",
    "wasAssociatedWith(a, g, -) wasGeneratedBy(g, a, -) wasInvalidatedBy(g, a, -)",
  ],
  [
    [],
    "47: an agent that is an activity which starts by what the other generates",
    "wasAssociatedWith(a, g, -) wasStartedBy(g, e, a, -) wasEndedBy(a, f, g, -)",
  ],
  [
    [42],
    "48: an agent is generated before what is attributed to it",
    "wasAttributedTo(e, g) wasGeneratedBy(g, a, -) wasDerivedFrom(g, e)",
  ],
  [
    [],
    "48: of an agent without generation nothing is known",
    "wasAttributedTo(e, g) agent(g) wasDerivedFrom(g, e)",
  ],
  [[42], "48: of one that is an entity it is", "wasAttributedTo(e, g) entity(g) wasDerivedFrom(g, e)"],
  [
    [42],
    "48: an agent that is an activity has started before",
    "wasAttributedTo(e, g) wasStartedBy(g, f, -, -) wasDerivedFrom(f, e)",
  ],
  [[], "48: an entity may be attributed to itself", "wasAttributedTo(e, e) entity(e)"],
  [
    [],
    "49: the responsible may come of the delegate",
    "actedOnBehalfOf(g, h) entity(g) entity(h) wasDerivedFrom(h, g)",
  ],
  [
    [],
    "49: or the delegate of the responsible",
    "actedOnBehalfOf(g, h) entity(g) entity(h) wasDerivedFrom(g, h)",
  ],

  // Constraint 50 by 55: what is of one type in one place and of another elsewhere.
  [[55], "50: used is an entity", "used(a, b, -) activity(b)"],
  [[55], "50: who uses is an activity", "used(e, f, -) entity(e)"],
  [[55], "50: who generates is an activity", "wasGeneratedBy(e, f, -) entity(f)"],
  [[55], "50: what is generated is an entity", "wasGeneratedBy(a, b, -) activity(a)"],
  [[55], "50: who invalidates is an activity", "wasInvalidatedBy(e, f, -) entity(f)"],
  [[55], "50: a starter is an activity", "wasStartedBy(a, e, f, -) entity(f)"],
  [[55], "50: a trigger is an entity, and never the activity that it starts", "wasStartedBy(a, a, -, -)"],
  [[55], "50: an ender is an activity", "wasEndedBy(a, e, f, -) entity(f)"],
  [[55], "50: derived are entities", "wasDerivedFrom(a, e) activity(a)"],
  [[55], "50: from entities", "wasDerivedFrom(e, a) activity(a)"],
  [[55], "50: by an activity", "wasDerivedFrom(y, x, x, -, -)"],
  [[55], "50: attributed are entities", "wasAttributedTo(a, g) activity(a)"],
  [[], "50: to agents, which may be activities", "wasAttributedTo(e, a) activity(a)"],
  [[], "50: or entities", "wasAttributedTo(e, f) entity(f)"],
  [[55], "50: but not both", "wasAttributedTo(e, g) entity(g) activity(g)"],
  [[55], "50: associated are activities", "wasAssociatedWith(e, g, -) entity(e)"],
  [[], "50: with agents, which may be activities", "wasAssociatedWith(a, b, -) activity(b)"],
  [[55], "50: a plan is an entity", "wasAssociatedWith(a, g, p) activity(p)"],
  [[], "50: and may be an agent", "wasAssociatedWith(a, g, g) agent(g)"],
  [[], "50: delegates may be activities", "actedOnBehalfOf(a, b) activity(a) activity(b)"],
  [[55], "50: alternates are entities", "alternateOf(x, a) activity(a)"],
  [[55], "50: specializations too", "specializationOf(a, x) activity(a)"],
  [[55], "50: collections too", "hadMember(a, e) activity(a)"],
  [[55], "50: members too", "hadMember(c, a) activity(a)"],
  [[], "50: of an influence it says nothing", "wasInfluencedBy(a, e) entity(a) activity(e)"],
  [[], "50: nor of a type that an attribute names", "entity(e, [prov:type='prov:Activity'])"],
  [[], "50: nor of one in another namespace", "activity(a, [prov:type='Entity'])"],
  [[55], "55: no entity is an activity", "entity(e) activity(e)"],

  // Constraints 51 to 54.
  [[51], "51: a generation, but no activity", "wasDerivedFrom(y, x, -, i, -)"],
  [[51], "51: a usage, but no activity", "wasDerivedFrom(y, x, -, -, j)"],
  [
    [51],
    "51: both, but no activity",
    "wasDerivedFrom(y, x, -, i, j) wasGeneratedBy(i; y, a, -) used(j; a, x, -)",
  ],
  [[], "51: neither", "wasDerivedFrom(y, x, -, -, -)"],
  [[], "51: all", "wasDerivedFrom(y, x, a, i, j)"],
  [[52], "52: nothing specializes itself", "specializationOf(e, e)"],
  [
    [52, 42],
    "52: nor through another, from which it is derived",
    "entity(x) entity(y) specializationOf(x, y) specializationOf(y, x) wasDerivedFrom(x, y)",
  ],
  [
    [23, 53],
    "53: usage and generation, which (15) are not one influence",
    "used(i; a, e, -) wasGeneratedBy(i; e, a, -)",
  ],
  [[53], "53: start and end", "wasStartedBy(i; a, e, b, -) wasEndedBy(i; a, e, b, -)"],
  [[53], "53: association and communication", "wasAssociatedWith(i; a, b, -) wasInformedBy(i; a, b)"],
  [[53], "53: generation and invalidation", "wasGeneratedBy(i; e, a, -) wasInvalidatedBy(i; e, a, -)"],
  [[53], "53: generation and attribution", "wasGeneratedBy(i; e, g, -) wasAttributedTo(i; e, g)"],
  [
    [],
    "53: not derivation and attribution, of one entity to another",
    "wasDerivedFrom(i; e, g) wasAttributedTo(i; e, g)",
  ],
  [[], "53: not influence and attribution", "wasInfluencedBy(i; e, g) wasAttributedTo(i; e, g)"],
  [
    [23],
    "53: but two influences of other things are not one",
    "wasDerivedFrom(i; y, x) wasAttributedTo(i; e, g)",
  ],
  [[54], "54: an entity is no usage", "entity(i) used(i; a, e, -)"],
  [[54], "54: an activity is no generation", "activity(i) wasGeneratedBy(i; e, a, -)"],
  [[54], "54: an agent is no association", "agent(i) wasAssociatedWith(i; a, g, -)"],
  [[54], "54: an entity is no derivation", "entity(i) wasDerivedFrom(i; y, x)"],
  [[54], "54: an entity is no influence", "entity(i) wasInfluencedBy(i; y, x)"],
  [[54], "54: nor is the generation that a derivation names", "entity(i) wasDerivedFrom(y, x, a, i, -)"],
  [[], "54: what is not described may be", "used(i; a, e, -) used(b, i, -)"],

  // Constraint 56.
  [[56], "56: what is empty has no members", "entity(c, [prov:type='prov:EmptyCollection']) hadMember(c, e)"],
  [
    [56],
    "56: by whatever way it is written",
    `entity(c, [prov:type="prov:EmptyCollection" %% xsd:QName]) hadMember(c, e)`,
  ],
  [[], "56: a text is no type", `entity(c, [prov:type="prov:EmptyCollection"]) hadMember(c, e)`],
  [[], "56: another attribute is no type", "entity(c, [prov:label='prov:EmptyCollection']) hadMember(c, e)"],
  [[], "56: a collection has members", "entity(c, [prov:type='prov:Collection']) hadMember(c, e)"],
  [[], "56: what is empty may be a member", "entity(e, [prov:type='prov:EmptyCollection']) hadMember(c, e)"],
  [[], "56: a collection may be its own member", "entity(c) hadMember(c, c)"],
  [
    [56],
    "56: attributes of two statements are of one entity",
    "entity(c) entity(c, [prov:type='prov:EmptyCollection']) hadMember(c, e)",
  ],
  [
    [],
    "56: an agent's attribute is not the entity's",
    "agent(c, [prov:type='prov:EmptyCollection']) hadMember(c, e)",
  ],

  // §6.2: bundles are apart from each other and from the top level.
  [
    [],
    "6.2: a name is two things in two bundles",
    "bundle b entity(e) endBundle bundle c activity(e) endBundle",
  ],
  [[], "6.2: and another at the top level", "entity(e) bundle b activity(e) endBundle"],
  [[55], "6.2: in one bundle it is one", "entity(e) bundle b activity(e) entity(e) endBundle"],
  [
    [],
    "6.2: a bundle may be described as an entity",
    "entity(b, [prov:type='prov:Bundle']) bundle b entity(e) endBundle",
  ],
  [[], "6.2: or by itself", "bundle b entity(b, [prov:type='prov:Bundle']) endBundle"],
  [[], "6.2: even as an activity, of which no rule speaks", "activity(b) bundle b entity(e) endBundle"],
  [[6.2], "6.2: no two of one identifier", "bundle b entity(e) endBundle bundle b entity(f) endBundle"],
  [
    [],
    "6.2: times are of each bundle",
    `bundle b activity(a, ${morning}, -) endBundle bundle c activity(a, ${noon}, -) endBundle`,
  ],
  [
    [],
    "6.2: orders are of each bundle",
    "entity(x) entity(y) wasDerivedFrom(y, x) bundle b entity(x) entity(y) wasDerivedFrom(x, y) endBundle",
  ],

  // Not of this Recommendation.
  [[], "PROV-Links: a mention is checked by no rule", "mentionOf(x, x, b) bundle b entity(x) endBundle"],
  [[], "PROV-Dictionary: nor is a pair", `activity(d) prov:hadDictionaryMember(d, e, "k")`],
];
