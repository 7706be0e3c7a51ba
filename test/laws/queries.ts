import type { BaseQuad, NamedNode, Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";

/** Quads and queries that meet often: few nodes, few predicates, and literals whose values are equal and whose texts are not. */
const base = "urn:x:";
const nodes = ["n0", "n1", "n2", "n3", "n4"];
const predicates = ["p", "q", "r"];
const graphs = ["g0", "g1", "g2"];
const variables = ["a", "b", "c", "d"];
const xsd = "http://www.w3.org/2001/XMLSchema#";

const literals: readonly Term[] = [
  DataFactory.literal("x"),
  DataFactory.literal("x", "en"),
  DataFactory.literal("x", { language: "en", direction: "ltr" } as never),
  DataFactory.literal("1", DataFactory.namedNode(`${xsd}integer`)),
  DataFactory.literal("01", DataFactory.namedNode(`${xsd}integer`)),
  DataFactory.literal("2.0", DataFactory.namedNode(`${xsd}decimal`)),
  DataFactory.literal("NaN", DataFactory.namedNode(`${xsd}double`)),
  DataFactory.literal("true", DataFactory.namedNode(`${xsd}boolean`)),
  DataFactory.literal("2026-01-01T00:00:00Z", DataFactory.namedNode(`${xsd}dateTime`)),
  DataFactory.literal("2026-01-01T01:00:00+01:00", DataFactory.namedNode(`${xsd}dateTime`)),
];

/** Few enough to meet, of each depth; no blank nodes, which Comunica renames in some places and not in others. */
const tripleTerms: readonly Term[] = [
  aTripleTerm("n0", "p", iri("n1")),
  aTripleTerm("n0", "p", iri("n0")),
  aTripleTerm("n1", "q", iri("n1")),
  aTripleTerm("n1", "p", DataFactory.literal("x", "en")),
  aTripleTerm("n2", "p", aTripleTerm("n0", "p", iri("n1"))),
];

function aTripleTerm(subject: string, predicate: string, object: Term): Term {
  return DataFactory.quad(iri(subject), iri(predicate), object as NamedNode) as BaseQuad;
}

function iri(name: string): NamedNode {
  return DataFactory.namedNode(base + name);
}

/**
 * A quad of each predicate: without any, Comunica answers nothing to what a `MINUS` or `NOT EXISTS` takes away with a path of
 * alternatives, where all should stay.
 */
const everyPredicate = predicates.map((name) => DataFactory.quad(iri("z0"), iri(name), iri("z1"), iri("g0")));

/** Quads in three graphs, with circles, loops, blank nodes, and triples that several graphs state. */
export const someQuads: fc.Arbitrary<Quad[]> = fc
  .array(
    fc
      .tuple(
        fc.constantFrom<Term>(...nodes.map(iri), DataFactory.blankNode("b0"), DataFactory.blankNode("b1")),
        fc.constantFrom(...predicates.map(iri)),
        fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom<Term>(...nodes.map(iri), DataFactory.blankNode("b0")) },
          { weight: 1, arbitrary: fc.constantFrom(...literals) },
          { weight: 1, arbitrary: fc.constantFrom(...tripleTerms) },
        ),
        fc.constantFrom(...graphs.map(iri)),
      )
      .map(([subject, predicate, object, graph]) =>
        DataFactory.quad(subject as NamedNode, predicate, object as NamedNode, graph),
      ),
    { maxLength: 24 },
  )
  .map((quads) => [...everyPredicate, ...quads]);

const aVariable = fc.constantFrom(...variables).map((name) => `?${name}`);
const aNode = fc.constantFrom(...nodes, "nowhere").map((name) => `:${name}`);
const aLiteral = fc.constantFrom('"x"', '"x"@en', "1", "2.0", "true", '"2026-01-01T00:00:00Z"^^xsd:dateTime');
const aSubject = fc.oneof({ weight: 4, arbitrary: aVariable }, { weight: 1, arbitrary: aNode });
const anObject = fc.oneof(
  { weight: 6, arbitrary: aVariable },
  { weight: 2, arbitrary: aNode },
  { weight: 1, arbitrary: aLiteral },
);
const aPredicate = fc.constantFrom(...predicates).map((name) => `:${name}`);

const aTripleTermText: fc.Arbitrary<string> = fc
  .tuple(aSubject, fc.constantFrom(":p", ":q", "?e"), anObject, fc.option(aSubject, { freq: 3 }))
  .map(([subject, predicate, object, outer]) => {
    const text = `<<( ${subject} ${predicate} ${object} )>>`;
    return outer === null ? text : `<<( ${outer} :p ${text} )>>`;
  });

const aPath: fc.Arbitrary<string> = fc.letrec<{ path: string }>((tie) => ({
  path: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    aPredicate,
    aPredicate.map((p) => `^${p}`),
    fc.tuple(tie("path"), fc.constantFrom("+", "*", "?")).map(([path, sign]) => `(${path})${sign}`),
    fc.tuple(tie("path"), tie("path")).map(([a, b]) => `(${a}|${b})`),
    fc.tuple(tie("path"), tie("path")).map(([a, b]) => `(${a}/${b})`),
  ),
})).path;

const aTriple = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(aSubject, aPredicate, anObject) },
  { weight: 1, arbitrary: fc.tuple(aSubject, aPredicate, aTripleTermText) },
  // Its own names: Comunica takes a predicate for a node of the graph where a path of no length begins with it.
  { weight: 1, arbitrary: fc.tuple(aSubject, fc.constantFrom("?e", "?f"), anObject) },
  // Between two ends: Comunica loses some paths from a variable to itself.
  {
    weight: 2,
    arbitrary: fc
      .tuple(aSubject, aPath, anObject)
      .map(([start, path, end]) => [start, path, start === end ? ":n0" : end]),
  },
);
/** In any graph, Comunica finds the node that a path begins with at its end, too. */
function betweenVariables([start, path, end]: readonly string[]): (string | undefined)[] {
  return /[(^]/.test(path ?? "") ? ["?a", path, "?b"] : [start, path, end];
}

const aTripleText = aTriple.map((terms) => `${terms.join(" ")} .`);

/** Conditions whose values the operators need; every function has a test of its own (`test/sparql/evaluate`). */
const aCondition: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(aVariable, fc.constantFrom("!=", "<", ">="), fc.oneof(aVariable, aNode, aLiteral))
    .map((x) => x.join(" ")),
  // Bound, since Comunica takes what is unbound for equal to a constant.
  fc
    .tuple(aVariable, fc.oneof(aVariable, aNode, aLiteral, fc.constant("<<( :n0 :p :n1 )>>")))
    .map(([v, other]) => `${v} = ${other} && BOUND(${v})`),
  aVariable.map((v) => `BOUND(${v})`),
  aVariable.map((v) => `!BOUND(${v})`),
  aVariable.map((v) => `isIRI(${v})`),
  aVariable.map((v) => `isLiteral(${v}) && ${v} > 0`),
  fc.tuple(aVariable, aVariable).map(([a, b]) => `COALESCE(${a}, ${b}) != :n0 || sameTerm(${a}, ${b})`),
  fc.tuple(aVariable, aNode, aNode).map(([v, x, y]) => `${v} IN (${x}, ${y})`),
  fc
    .tuple(fc.constantFrom("hasLANG", "hasLANGDIR", "isTRIPLE", "!isTRIPLE"), aVariable)
    .map(([name, v]) => `${name}(${v})`),
  fc.tuple(aVariable, fc.constantFrom("ltr", "")).map(([v, direction]) => `LANGDIR(${v}) = "${direction}"`),
  fc
    .tuple(fc.constantFrom("SUBJECT", "OBJECT"), aVariable, fc.oneof(aVariable, aNode))
    .map(([name, v, other]) => `${name}(${v}) = ${other}`),
);

/** Whose filter may name what the row that asks binds alone. */
const aGroupOfExists = fc
  .tuple(fc.constantFrom("", "OPTIONAL ", `{ ?a :q :n1 } UNION `), aTripleText, aCondition)
  .map(([before, triple, condition]) => `${before}{ { ${triple} FILTER(${condition}) } }`);

function aTable(aTerm: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.uniqueArray(aVariable, { minLength: 1, maxLength: 2 }),
      fc.array(fc.oneof({ weight: 2, arbitrary: aTerm }, { weight: 1, arbitrary: fc.constant("UNDEF") }), {
        maxLength: 6,
      }),
    )
    .map(([names, cells]) => {
      const rows = Array.from(
        { length: Math.floor(cells.length / names.length) },
        (_, i) => `(${cells.slice(i * names.length, (i + 1) * names.length).join(" ")})`,
      );
      return `VALUES (${names.join(" ")}) { ${rows.join(" ")} }`;
    });
}

const aGroup: fc.Arbitrary<string> = fc.letrec<{ group: string; element: string }>((tie) => ({
  group: fc.array(tie("element"), { minLength: 1, maxLength: 3 }).map((elements) => elements.join(" ")),
  element: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: aTripleText },
    { weight: 2, arbitrary: aCondition.map((condition) => `FILTER(${condition})`) },
    { weight: 2, arbitrary: tie("group").map((group) => `OPTIONAL { ${group} }`) },
    { weight: 2, arbitrary: fc.tuple(tie("group"), tie("group")).map(([a, b]) => `{ ${a} } UNION { ${b} }`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aTripleText, tie("group"))
        // With something to take from: of a MINUS that begins a group Comunica makes nothing.
        .map(([triple, group]) => `${triple} MINUS { ${group} }`),
    },
    { weight: 1, arbitrary: tie("group").map((group) => `{ ${group} }`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom("EXISTS", "NOT EXISTS"),
          fc.array(
            fc.oneof({ weight: 4, arbitrary: aTripleText }, { weight: 1, arbitrary: aGroupOfExists }),
            {
              minLength: 1,
              maxLength: 2,
            },
          ),
          fc.option(aCondition),
        )
        .map(
          ([kind, members, condition]) =>
            `FILTER ${kind} { ${members.join(" ")} ${condition === null ? "" : `FILTER(${condition})`} }`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom(":g0", ":g1", ":nowhere", "?g"),
          fc.array(aTriple, { minLength: 1, maxLength: 2 }),
        )
        .map(([graph, triples]) => {
          const each = graph === "?g" ? triples.map(betweenVariables) : triples;
          return `GRAPH ${graph} { ${each.map((terms) => `${terms.join(" ")} .`).join(" ")} }`;
        }),
    },
    { weight: 1, arbitrary: aTable(fc.oneof(aNode, aLiteral)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.boolean(), fc.uniqueArray(aVariable, { minLength: 1, maxLength: 2 }), tie("group"))
        .map(
          ([isDistinct, names, group]) =>
            `{ SELECT ${isDistinct ? "DISTINCT " : ""}${names.join(" ")} WHERE { ${group} } }`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aVariable, tie("group"))
        .map(
          ([name, group]) =>
            `{ SELECT ${name} (COUNT(*) AS ?n) WHERE { ${name} :p ?z . ${group} } GROUP BY ${name} }`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie("group"), aVariable)
        .map(([group, name]) => `{ ${group} BIND(STR(${name}) AS ?s) }`),
    },
  ),
})).group;

/** Comunica loses rows of a negated property set that is joined with anything, so it stands alone. */
const aNegatedSet = fc
  .tuple(aSubject, fc.constantFrom("!:p", "!(:p|^:q)", "!(^:r)"), fc.constantFrom("?x", ":n1"))
  .map((terms) => terms.join(" "));

const aProjection = fc.oneof(
  fc.constant("*"),
  fc.uniqueArray(aVariable, { minLength: 1, maxLength: 3 }).map((names) => names.join(" ")),
);
/** The values of the others have laws of their own (`test/sparql/evaluate`). */
const anAggregate = fc.constantFrom(
  "COUNT(*)",
  "COUNT(?b)",
  "COUNT(DISTINCT ?b)",
  "COUNT(DISTINCT *)",
  "COUNT(?c)",
);

/** A query of any form, whose answer does not depend on an order that it does not ask for. */
export const aQuery: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: fc.tuple(fc.boolean(), aProjection, aFrom(), aGroup).map(select) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(anAggregate, fc.option(aVariable), aGroup)
        .map(
          ([aggregate, key, group]) =>
            `SELECT ${key ?? ""} (${aggregate} AS ?x) WHERE { ${group} } ${key === null ? "" : `GROUP BY ${key}`}`,
        ),
    },
    { weight: 1, arbitrary: aNegatedSet.map((triple) => `SELECT * WHERE { ${triple} }`) },
    { weight: 1, arbitrary: aGroup.map((group) => `ASK { ${group} }`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aSubject, aPredicate, anObject, aGroup)
        .map(([s, p, o, group]) => `CONSTRUCT { ${s} ${p} ${o} . ?a :made ?b } WHERE { ${group} }`),
    },
    {
      weight: 1,
      arbitrary: aGroup.map((group) => `DESCRIBE :n0 ?a WHERE { ?a :p ?b . ${group} }`),
    },
  )
  .map((query) => `PREFIX : <${base}> PREFIX xsd: <${xsd}> ${query}`);

function aFrom(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant("") },
    {
      weight: 1,
      arbitrary: fc.constantFrom("FROM :g0", "FROM :g0 FROM :g1 FROM NAMED :g2", "FROM NAMED :g1"),
    },
  );
}

function select([isDistinct, projection, from, group]: [boolean, string, string, string]): string {
  return `SELECT ${isDistinct ? "DISTINCT " : ""}${projection} ${from} WHERE { ${group} }`;
}

const aNodeOfFew = fc.constantFrom(...nodes.slice(0, 3)).map((name) => `:${name}`);
const aPlainTriple = fc
  .tuple(fc.oneof(aVariable, aNodeOfFew), aPredicate, fc.oneof(aVariable, aNodeOfFew))
  .map((terms) => `${terms.join(" ")} .`);
const aScopedCondition = fc.oneof(
  fc.tuple(fc.constantFrom("", "!"), aVariable).map(([not, v]) => `${not}BOUND(${v})`),
  fc.tuple(aVariable, aNodeOfFew).map(([v, node]) => `COALESCE(${v}, :n0) = ${node}`),
  fc.tuple(aVariable, aNodeOfFew).map(([v, node]) => `BOUND(${v}) || :n0 = ${node}`),
  fc.tuple(aVariable, aVariable).map(([a, b]) => `sameTerm(${a}, ${b})`),
);

/** Groups within groups, and what they see of each other: few nodes, no paths, many tables and conditions. */
const aScopedGroup: fc.Arbitrary<string> = fc.letrec<{ group: string; element: string }>((tie) => ({
  group: fc.array(tie("element"), { minLength: 1, maxLength: 3 }).map((elements) => elements.join(" ")),
  element: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: aPlainTriple },
    { weight: 3, arbitrary: aScopedCondition.map((condition) => `FILTER(${condition})`) },
    { weight: 2, arbitrary: tie("group").map((group) => `OPTIONAL { ${group} }`) },
    { weight: 2, arbitrary: fc.tuple(tie("group"), tie("group")).map(([a, b]) => `{ ${a} } UNION { ${b} }`) },
    { weight: 2, arbitrary: tie("group").map((group) => `{ ${group} }`) },
    { weight: 2, arbitrary: aTable(aNodeOfFew) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aPlainTriple, tie("group"))
        .map(([triple, group]) => `${triple} MINUS { ${group} }`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("EXISTS", "NOT EXISTS"), aPlainTriple, aScopedCondition)
        .map(([kind, triple, condition]) => `FILTER ${kind} { ${triple} FILTER(${condition}) }`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("", "DISTINCT "), aVariable, tie("group"))
        .map(([distinct, name, group]) => `{ SELECT ${distinct}${name} WHERE { ${group} } }`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie("group"), fc.constantFrom("STR", "COALESCE"), aVariable, fc.constantFrom("?s", "?t"))
        .map(([group, name, v, as]) => `{ ${group} BIND(${name}(${v}) AS ${as}) }`),
    },
  ),
})).group;

/** A query in which it matters what a group sees of what stands around it (SPARQL 1.1 §18.2). */
export const aScopedQuery: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      fc
        .tuple(fc.constantFrom("", "DISTINCT "), aProjection)
        .map(([distinct, names]) => `${distinct}${names}`),
      aVariable.map((name) => `${name} (COUNT(*) AS ?n)`),
    ),
    aScopedGroup,
  )
  .map(([names, group]) => {
    const key = names.includes("COUNT") ? `GROUP BY ${names.slice(0, 2)}` : "";
    return `PREFIX : <${base}> SELECT ${names} WHERE { ${group} } ${key}`;
  });

/** What is not native, and whose value does not depend on who evaluates it. */
const aRefusedElement = fc.constantFrom(
  'FILTER(isBlank(BNODE("k")))',
  "FILTER(isBlank(BNODE(STR(?a))))",
  '?a :p ?b FILTER(?a != :n0 && isBlank(BNODE("k")))',
  'BIND(isBlank(BNODE("k")) AS ?k)',
  'OPTIONAL { ?a :q ?c FILTER(isBlank(BNODE("k")) && ?a != :n1) }',
  'FILTER(xsd:dayTimeDuration("P1D") = xsd:dayTimeDuration("PT24H"))',
  "FILTER EXISTS { SELECT ?a { ?a :p ?b } }",
  "FILTER NOT EXISTS { SELECT DISTINCT ?b { ?b :q ?c } }",
);

/** A query of which a part is native and a part is not. */
export const aPartlyNativeQuery: fc.Arbitrary<string> = fc
  .tuple(
    aQuery.filter((query) => !/ !\(?[:^]/.test(query)),
    aRefusedElement,
    fc.nat(),
  )
  .map(([query, element, choice]) => {
    const groups = [...query.matchAll(/(?:WHERE|ASK|OPTIONAL|UNION) \{ /g)];
    const group = groups[choice % groups.length];
    const place = group === undefined ? query.length : group.index + group[0].length;
    return `${query.slice(0, place)}${element} ${query.slice(place)}`;
  });
