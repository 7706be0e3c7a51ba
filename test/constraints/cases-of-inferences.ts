const morning = "2012-01-01T08:00:00Z";
const noon = "2012-01-01T12:00:00Z";

/** The numbers of the violated constraints (none: valid), why the Recommendation says so, and statements in PROV-N. */
export type Case = readonly [violated: readonly number[], reason: string, statements: string];

/**
 * Small documents made up from the text of PROV-CONSTRAINTS (W3C Recommendation 30 April 2013) alone, rule by rule, the valid
 * beside the invalid that differs least: definitions, inferences and uniqueness, which are 1 to 29 (the others:
 * `cases-of-order.ts`). All names are of the default namespace, but those of `prov`.
 */
export const casesOfInferences: readonly Case[] = [
  // Definitions 1 to 4: identifiers, attributes and placeholders that are left out.
  [
    [],
    "1: two usages without identifier are two, with two times",
    `used(a, e, ${morning}) used(a, e, ${noon})`,
  ],
  [[23], "1: with one identifier they are one", `used(u; a, e, ${morning}) used(u; a, e, ${noon})`],
  [[], "2: attributes that are left out are none", "entity(e) entity(e, [])"],
  [[], "3: times that are left out are unknown", `activity(a) activity(a, ${morning}, ${noon})`],
  [[], "3: so is the activity of a generation", "wasGeneratedBy(i; e, -, -) wasGeneratedBy(i; e, a, -)"],
  [[], "3: so is the entity of a usage", "used(i; a, -, -) used(i; a, e, -)"],
  [[], "3: so are trigger and starter", "wasStartedBy(i; a, e, -, -) wasStartedBy(i; a, -, b, -)"],
  [[], "3: so is the agent of an association", "wasAssociatedWith(i; a, -, -) wasAssociatedWith(i; a, g, -)"],
  [[], "3: so is the activity of a delegation", "actedOnBehalfOf(i; g, h, -) actedOnBehalfOf(i; g, h, a)"],
  [[23], "Table 3: not the plan", "wasAssociatedWith(i; a, g, -) wasAssociatedWith(i; a, g, p)"],
  [[23], "4: not the activity of a derivation", "wasDerivedFrom(i; y, x) wasDerivedFrom(i; y, x, a, -, -)"],
  [
    [],
    "4: its generation is, once there is an activity",
    "wasDerivedFrom(i; y, x, a, -, -) wasDerivedFrom(i; y, x, a, j, -)",
  ],
  [
    [23],
    "4: two usages of one derivation are not one",
    "wasDerivedFrom(i; y, x, a, -, k) wasDerivedFrom(i; y, x, a, -, l)",
  ],

  // Inferences 5 to 8.
  [[], "5: who was informed may also inform", "wasInformedBy(a, b) wasInformedBy(b, a)"],
  [[], "5: an activity may inform itself", "wasInformedBy(a, a)"],
  [[55], "5: but no entity is informed", "wasInformedBy(a, e) entity(e)"],
  [[], "6: an activity may use what it generates", "wasGeneratedBy(e, a, -) used(a, e, -)"],
  [[], "7: what is not described has no generation to come before itself", "wasDerivedFrom(e, e)"],
  [[42], "7: what is described has", "entity(e) wasDerivedFrom(e, e)"],
  [[], "7: an agent is no entity, and has none", "agent(e) wasDerivedFrom(e, e)"],
  [
    [28],
    "8: an activity has a start of its time",
    `activity(a, ${morning}, -) wasStartedBy(a, -, -, ${noon})`,
  ],
  [
    [],
    "8: a start without description has a time of its own",
    `wasStartedBy(a, e, b, ${morning}) wasStartedBy(a, e, c, ${noon})`,
  ],

  // Inferences 9 to 11.
  [[], "9: an activity may be started by what it generated", "wasStartedBy(a, e, a, -)"],
  [[42], "9: the trigger was generated", "wasStartedBy(a, e, -, -) wasDerivedFrom(e, e)"],
  [
    [24],
    "9: by the starter, and at once",
    "wasStartedBy(a, e, b, -) wasGeneratedBy(i; e, b, -) wasGeneratedBy(j; e, b, -)",
  ],
  [
    [],
    "9: another activity may have generated it as well",
    "wasStartedBy(a, e, b, -) wasGeneratedBy(i; e, c, -)",
  ],
  [
    [42],
    "9: the starter started before it generated the trigger",
    "wasStartedBy(a, e, b, -) wasStartedBy(b, f, -, -) wasDerivedFrom(f, e)",
  ],
  [
    [],
    "9: but of who generated the trigger without starting anything, nothing follows for the activity's starter",
    "wasStartedBy(a, e, b, -) wasStartedBy(c, f, -, -) wasDerivedFrom(f, e)",
  ],
  [[42], "10: the trigger of an end was generated", "wasEndedBy(a, e, -, -) wasDerivedFrom(e, e)"],
  [[55], "10: the trigger is an entity", "wasEndedBy(a, b, -, -) activity(b)"],
  [
    [23],
    "11: the usage of a derivation is by its activity",
    "wasDerivedFrom(y, x, a, -, i) used(i; b, x, -)",
  ],
  [[23], "11: and of what it derives from", "wasDerivedFrom(y, x, a, -, i) used(i; a, z, -)"],
  [
    [23, 42],
    "11: its generation is of what was derived, and of nothing that came before",
    "wasDerivedFrom(y, x, a, i, -) wasGeneratedBy(i; x, a, -)",
  ],
  [[23], "11: and by its activity", "wasDerivedFrom(y, x, a, i, -) wasGeneratedBy(i; y, b, -)"],
  [
    [],
    "11: which may be the one that is stated",
    `wasDerivedFrom(y, x, a, i, j) wasGeneratedBy(i; y, a, ${noon}) used(j; a, x, ${morning})`,
  ],
  [
    [24],
    "11: two generations by one activity are one",
    "wasDerivedFrom(y, x, a, i, -) wasGeneratedBy(j; y, a, -)",
  ],
  [[], "11: two usages are two", "wasDerivedFrom(y, x, a, -, i) used(j; a, x, -)"],
  [[], "11: without an activity nothing was used", "wasDerivedFrom(y, x) activity(x2) used(a, y, -)"],
  [
    [23, 53],
    "11: generation and usage of a derivation are not one event, nor (15) one influence",
    "wasDerivedFrom(x, y, a, i, -) used(i; a, x, -)",
  ],

  // Inferences 12 to 15.
  [
    [],
    "12: a revision is an alternate",
    "wasDerivedFrom(y, x, [prov:type='prov:Revision']) alternateOf(x, y)",
  ],
  [
    [42],
    "12: and a derivation like others",
    "entity(x) entity(y) wasDerivedFrom(y, x, [prov:type='prov:Revision']) wasDerivedFrom(x, y)",
  ],
  [[42], "13: what is attributed was generated", "wasAttributedTo(e, g) wasDerivedFrom(e, e)"],
  [[], "13: it may be attributed to two", "wasAttributedTo(e, g) wasAttributedTo(e, h)"],
  [[55], "14: what is done on behalf of another is an activity", "actedOnBehalfOf(g, h, e) entity(e)"],
  [[], "14: two may act on behalf of each other", "actedOnBehalfOf(g, h, a) actedOnBehalfOf(h, g, a)"],
  [[], "14: one may act on behalf of oneself", "actedOnBehalfOf(g, g, a)"],
  [[], "15: an influence may be the relation", "used(i; a, e, -) wasInfluencedBy(i; a, e)"],
  [[23], "15: the other way round it is another", "used(i; a, e, -) wasInfluencedBy(i; e, a)"],
  [
    [23],
    "15: a start is an influence of the trigger",
    "wasStartedBy(i; a, e, b, -) wasInfluencedBy(i; a, b)",
  ],
  [[], "15: of the trigger", "wasStartedBy(i; a, e, b, -) wasInfluencedBy(i; a, e)"],
  [
    [],
    "15: influence may go in circles",
    "wasInfluencedBy(x, y) wasInfluencedBy(y, x) wasInfluencedBy(x, x)",
  ],
  [[], "15: and be between anything", "entity(e) activity(a) wasInfluencedBy(e, a) wasInfluencedBy(a, e)"],

  // Inferences 16 to 21.
  [[], "16: all are alternates of themselves", "entity(e) alternateOf(e, e)"],
  [[], "17, 18: alternates may form circles", "alternateOf(x, y) alternateOf(y, z) alternateOf(z, x)"],
  [
    [52],
    "19: specializations may not",
    "specializationOf(x, y) specializationOf(y, z) specializationOf(z, x)",
  ],
  [
    [],
    "19: but one may have two generals",
    "specializationOf(x, y) specializationOf(x, z) specializationOf(y, z)",
  ],
  [
    [],
    "20: a specialization is an alternate, both ways",
    "specializationOf(x, y) alternateOf(y, x) alternateOf(x, y)",
  ],
  [[42], "21: what specializes an entity is one", "entity(x) specializationOf(y, x) wasDerivedFrom(y, y)"],
  [
    [],
    "21: what an entity specializes is not described",
    "entity(y) specializationOf(y, x) wasDerivedFrom(x, x)",
  ],
  [
    [56],
    "21: what specializes the empty collection is empty",
    "entity(x, [prov:type='prov:EmptyCollection']) specializationOf(y, x) hadMember(y, e)",
  ],
  [
    [],
    "21: what it specializes need not be",
    "entity(y, [prov:type='prov:EmptyCollection']) specializationOf(y, x) hadMember(x, e)",
  ],
  [
    [],
    "21: nor what is an alternate of it",
    "entity(y, [prov:type='prov:EmptyCollection']) alternateOf(y, x) hadMember(x, e)",
  ],

  // Constraints 22 and 23: keys.
  [[], "22: attributes are united", "entity(e, [n=1]) entity(e, [n=2]) agent(g, [n=1]) agent(g, [n=2])"],
  [[], "22: times are, if they are the same", `activity(a, ${morning}, -) activity(a, ${morning}, ${noon})`],
  [[22], "22: else not", `activity(a, ${morning}, -) activity(a, ${noon}, -)`],
  [[22], "22: nor are end times", `activity(a, -, ${morning}) activity(a, -, ${noon})`],
  [
    [],
    "22: one instant is one time, however it is written",
    `activity(a, ${morning}, -) activity(a, 2012-01-01T09:00:00+01:00, -)`,
  ],
  [[], "22: nothing says that an activity starts before it ends", `activity(a, ${noon}, ${morning})`],
  [[], "22: entity and agent may have one identifier", "entity(g) agent(g)"],
  [[], "22: activity and agent too", "activity(g) agent(g)"],
  [[23], "23: one generation is of one entity", "wasGeneratedBy(i; e, a, -) wasGeneratedBy(i; f, a, -)"],
  [[23], "23: at one time", `wasGeneratedBy(i; e, a, ${morning}) wasGeneratedBy(i; e, a, ${noon})`],
  [[], "23: with all the attributes", "wasGeneratedBy(i; e, a, -, [n=1]) wasGeneratedBy(i; e, a, -, [n=2])"],
  [[23], "23: a usage", "used(i; a, e, -) used(i; b, e, -)"],
  [[23], "23: an invalidation", "wasInvalidatedBy(i; e, a, -) wasInvalidatedBy(i; e, b, -)"],
  [[23], "23: a start", "wasStartedBy(i; a, e, -, -) wasStartedBy(i; b, e, -, -)"],
  [[23], "23: an end", "wasEndedBy(i; a, e, b, -) wasEndedBy(i; a, f, b, -)"],
  [[23], "23: a communication", "wasInformedBy(i; a, b) wasInformedBy(i; a, c)"],
  [[23], "23: a derivation", "wasDerivedFrom(i; y, x) wasDerivedFrom(i; z, x)"],
  [[23], "23: an attribution", "wasAttributedTo(i; e, g) wasAttributedTo(i; f, g)"],
  [[23], "23: an association", "wasAssociatedWith(i; a, g, p) wasAssociatedWith(i; a, g, q)"],
  [[23], "23: a delegation", "actedOnBehalfOf(i; g, h, a) actedOnBehalfOf(i; g, h, b)"],
  [[23], "23: an influence", "wasInfluencedBy(i; x, y) wasInfluencedBy(i; x, z)"],
  [[], "23: what is said twice is said once", "wasAttributedTo(i; e, g) wasAttributedTo(i; e, g)"],

  // Constraints 24 to 29.
  [
    [24],
    "24: one generation of an entity by an activity",
    "wasGeneratedBy(i; e, a, -) wasGeneratedBy(j; e, a, -)",
  ],
  [[], "24: two by two activities", "wasGeneratedBy(i; e, a, -) wasGeneratedBy(j; e, b, -)"],
  [
    [],
    "24: of unknown activities, which may be two",
    "wasGeneratedBy(i; e, -, -) wasGeneratedBy(j; e, -, -)",
  ],
  [[23], "24: two times of one generation", `wasGeneratedBy(e, a, ${morning}) wasGeneratedBy(e, a, ${noon})`],
  [
    [],
    "24: without activity they may be two",
    `wasGeneratedBy(e, -, ${morning}) wasGeneratedBy(e, -, ${noon})`,
  ],
  [
    [],
    "24: a generation with identifier and one without",
    `wasGeneratedBy(i; e, a, -) wasGeneratedBy(e, a, ${noon})`,
  ],
  [
    [24],
    "24: two that turn out to be by one activity",
    "wasGeneratedBy(i; e, -, -) wasGeneratedBy(i; e, a, -) wasGeneratedBy(j; e, a, -)",
  ],
  [[25], "25: one invalidation", "wasInvalidatedBy(i; e, a, -) wasInvalidatedBy(j; e, a, -)"],
  [[], "25: two by two activities", "wasInvalidatedBy(i; e, a, -) wasInvalidatedBy(j; e, b, -)"],
  [[26], "26: one start by a starter", "wasStartedBy(i; a, -, b, -) wasStartedBy(j; a, -, b, -)"],
  [[26], "26: whatever triggered it", "wasStartedBy(i; a, e, b, -) wasStartedBy(j; a, f, b, -)"],
  [[23], "26: two triggers of one start", "wasStartedBy(a, e, b, -) wasStartedBy(a, f, b, -)"],
  [[], "26: two starts by two starters", "wasStartedBy(i; a, e, b, -) wasStartedBy(j; a, e, c, -)"],
  [[], "26: by nobody known", "wasStartedBy(i; a, e, -, -) wasStartedBy(j; a, f, -, -)"],
  [[27], "27: one end by an ender", "wasEndedBy(i; a, e, b, -) wasEndedBy(j; a, e, b, -)"],
  [[], "27: two ends by two enders", "wasEndedBy(i; a, e, b, -) wasEndedBy(j; a, e, c, -)"],
  [[28], "28: one start time", `activity(a, ${morning}, -) wasStartedBy(a, e, b, ${noon})`],
  [[], "28: one that nobody tells twice", `activity(a, ${morning}, -) wasStartedBy(a, e, b, ${morning})`],
  [[], "28: or tells by the start alone", `activity(a) wasStartedBy(a, e, b, ${noon})`],
  [
    [28],
    "28: of two starts of a known activity",
    `activity(a) wasStartedBy(a, -, b, ${morning}) wasStartedBy(a, -, c, ${noon})`,
  ],
  [[], "28: the end is not the start", `activity(a, -, ${morning}) wasStartedBy(a, e, b, ${noon})`],
  [[29], "29: one end time", `activity(a, -, ${noon}) wasEndedBy(a, e, b, ${morning})`],
  [[], "29: the start is not the end", `activity(a, ${noon}, -) wasEndedBy(a, e, b, ${morning})`],
];
