import fc from "fast-check";
import {
  type Argument,
  argumentsOf,
  type Bundle,
  type ProvDocument,
  type Statement,
  type StatementType,
  timeArguments,
  type Value,
} from "../../src/prov/document.ts";
import { namespaceOf } from "../../src/vocabulary.ts";

interface Options {
  /** What may end an IRI; by default any characters of IRIs. */
  readonly localCharacters?: readonly string[];
  /** What may be in a string; by default anything that is Unicode. */
  readonly text?: fc.Arbitrary<string>;
  readonly languages?: readonly string[];
  /** Relations that have neither identifier nor attributes in PROV-N get them too. */
  readonly isExtended?: boolean;
}

/** Documents of every type of statement, with bundles, names of all alphabets and values of many datatypes. */
export function aProvDocument(options: Options = {}): fc.Arbitrary<ProvDocument> {
  const prefixes = fc.dictionary(
    fc.constantFrom("ex", "é", "ns1", "日本", "a.b", ""),
    fc.constantFrom(...namespaces),
    { maxKeys: 3 },
  );
  const statements = fc.array(aStatement(options), { maxLength: 6 });
  const bundle: fc.Arbitrary<Bundle> = fc.record({ id: anIri(options), prefixes, statements });
  const bundles = fc.uniqueArray(bundle, { selector: ({ id }) => id, maxLength: 2 });
  return fc.record({ prefixes, statements, bundles });
}

/** What of a document means something: without prefixes, and with statements and attributes in an order of ours. */
export function contentOf({ statements, bundles }: ProvDocument): object {
  const inOrder = (each: readonly Statement[]) =>
    each
      .map(({ attributes, ...rest }) =>
        JSON.stringify([rest, attributes.map((one) => JSON.stringify(one)).sort()]),
      )
      .sort();
  const named = bundles.map(({ id, statements: within }) => ({ id, statements: inOrder(within) }));
  return { statements: inOrder(statements), bundles: named.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** Whether no element or bare relation is there twice: RDF is a set, and PROV merges what is said of one element. */
export function isSaidOnce({ statements, bundles }: ProvDocument): boolean {
  return [statements, ...bundles.map((bundle) => bundle.statements)].every((within) => {
    const keys = within.map(({ id, type, args }) => id ?? JSON.stringify([type, args]));
    return new Set(keys).size === keys.length;
  });
}

/** The document without what PROV-Dictionary and PROV-Links add to PROV-DM. */
export function withoutExtensions({ statements, bundles, prefixes }: ProvDocument): ProvDocument {
  const known = (each: readonly Statement[]) =>
    each.filter(({ type }) => !/^mentionOf$|Dictionary|^derivedBy/.test(type));
  const kept = bundles.map((bundle) => ({ ...bundle, statements: known(bundle.statements) }));
  return { prefixes, statements: known(statements), bundles: kept };
}

const namespaces = ["http://example.org/", "http://example.org", "urn:x:", "http://例え.jp/#", "tag:a,2020:"];

/** All that may stand in an IRI, and some of it that no local part holds as it is. */
const iriCharacters = Array.from("aZ09-._~:/?#[]@!$&'()*+,;=é日·\u00a1\u{10400}").concat("%41");

function anIri({ localCharacters = iriCharacters }: Options): fc.Arbitrary<string> {
  const local = fc.array(fc.constantFrom(...localCharacters), { minLength: 1, maxLength: 8 });
  return fc
    .tuple(fc.constantFrom(...namespaces), local)
    .map(([namespace, parts]) => namespace + parts.join(""));
}

function aStatement(options: Options): fc.Arbitrary<Statement> {
  const types = Object.keys(argumentsOf) as StatementType[];
  return fc.constantFrom(...types).chain((type) => {
    const isElement = ["entity", "activity", "agent"].includes(type);
    const isBare = ["mentionOf", "hadDictionaryMember"].includes(type);
    const isNarrow = isBare || (barely.has(type) && options.isExtended !== true);
    const id = isElement
      ? anIri(options)
      : isNarrow
        ? fc.constant(undefined)
        : fc.option(anIri(options), absent);
    const attribute = fc.record({ name: anIri(options), value: aValue(options) });
    const attributes = isNarrow ? fc.constant([]) : fc.array(attribute, { maxLength: 3 });
    return fc.tuple(id, theArguments(type, options), attributes).map(([name, args, listed]) => ({
      type,
      ...(name === undefined ? {} : { id: name }),
      args,
      attributes: listed,
    }));
  });
}

const absent = { nil: undefined };
const barely: ReadonlySet<StatementType> = new Set(["alternateOf", "specializationOf", "hadMember"]);
const required: Partial<Record<StatementType, number>> = {
  activity: 0,
  wasGeneratedBy: 1,
  used: 1,
  wasStartedBy: 1,
  wasEndedBy: 1,
  wasInvalidatedBy: 1,
  wasAssociatedWith: 1,
  wasDerivedFrom: 2,
  actedOnBehalfOf: 2,
};

function theArguments(type: StatementType, options: Options): fc.Arbitrary<Record<string, Argument>> {
  const names: readonly string[] = argumentsOf[type];
  const values = names.map((name, index) => {
    const argument = anArgument(name, options);
    return index < (required[type] ?? names.length) ? argument : fc.option(argument, absent);
  });
  return fc.tuple(...values).map((given) => {
    const entries = names.map((name, index) => [name, given[index]] as const);
    return Object.fromEntries(entries.filter(([, argument]) => argument !== undefined)) as Record<
      string,
      Argument
    >;
  });
}

function anArgument(name: string, options: Options): fc.Arbitrary<Argument> {
  if (timeArguments.has(name))
    return fc.constantFrom(
      "2011-11-16T16:05:00Z",
      "2012-02-29T00:00:00.000001+14:00",
      "1999-12-31T24:00:00",
      "-0044-03-15T12:00:00Z",
      "12026-01-01T00:00:00-13:59",
    );
  if (name === "key") return aValue(options);
  if (name === "removals")
    return fc.uniqueArray(aValue(options), {
      selector: (key) => JSON.stringify(key),
      minLength: 1,
      maxLength: 3,
    });
  if (name === "insertions")
    return fc.array(fc.record({ key: aValue(options), entity: anIri(options) }), {
      minLength: 1,
      maxLength: 3,
    });
  return anIri(options);
}

function aValue(options: Options): fc.Arbitrary<Value> {
  const { text = fc.string({ unit: "binary" }), languages = ["en", "ja-JP", "de-CH-1996"] } = options;
  const language = fc.constantFrom(...languages);
  const datatype = fc.oneof(
    fc.constantFrom("string", "int", "anyURI", "dateTime", "double").map((name) => namespaceOf.xsd + name),
    anIri(options),
  );
  return fc.oneof(
    fc.record({ text, datatype }),
    anIri(options).map((iri) => ({ text: iri, datatype: `${namespaceOf.prov}QUALIFIED_NAME` })),
    fc.record({
      text,
      datatype: fc.constant(`${namespaceOf.prov}InternationalizedString`),
      language,
    }),
  );
}
