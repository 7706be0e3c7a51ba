import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Place } from "../interop/placed-error.ts";
import { dcterms, owl, rdf, rdfs } from "../vocabulary.ts";
import type { Alignment, Mapping, PropertyChain } from "./alignment.ts";
import { type Described, describedBy } from "./described.ts";
import { MalformedAlignmentError } from "./errors.ts";
import { mappingKey, sorted } from "./mapping-order.ts";
import { mappingPredicates, sssom } from "./terms.ts";

interface Options {
  readonly name: string;
  /** IRI of the alignment's graph. */
  readonly iri: string;
  /** Where in the document a triple ends, for errors; default: nobody knows. */
  readonly placeOf?: (quad: Quad) => Place;
}

/** Most mappings of one alignment. */
const maxMappings = 10_000;

/**
 * Parses an alignment. Its mappings are the axioms that it states (`ex:Step rdfs:subClassOf prov:Activity`), and the
 * records of them, in the form that SSSOM and OWL 2 have in common:
 *
 *     :step a owl:Axiom ;
 *       owl:annotatedSource ex:Step ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget prov:Activity ;
 *       sssom:mapping_justification semapv:ManualMappingCuration ; rdfs:comment "Why."@en .
 *
 * An axiom needs no record, and a record states its axiom. All else (labels, declarations) is kept and means nothing here.
 *
 * @throws {MalformedAlignmentError}
 */
export function parseAlignment(quads: readonly Quad[], { name, iri, placeOf }: Options): Alignment {
  const reading = new Reading(quads, placeOf ?? (() => ({})));
  const { records, unread } = reading;
  const mappings = new Map<string, Mapping>();
  for (const { mapping, quad } of [...reading.axioms, ...records]) {
    const key = mappingKey(mapping);
    const known = mappings.get(key);
    if (known?.id !== undefined && mapping.id !== undefined && known.id !== mapping.id)
      throw reading.fault(`one record of a mapping, not both <${known.id}> and <${mapping.id}>`, quad);
    mappings.set(key, { ...known, ...mapping });
  }
  if (mappings.size === 0) throw new MalformedAlignmentError(expectedMappings);
  if (mappings.size > maxMappings)
    throw new MalformedAlignmentError(`Expected at most ${maxMappings} mappings`);
  const graph = DataFactory.namedNode(iri);
  return {
    name,
    iri,
    ...reading.set(),
    mappings: sorted(mappings.values()),
    quads: quads.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object, graph)),
    unread,
  };
}

const expectedMappings =
  "Expected at least one mapping: a triple of rdfs:subClassOf, rdfs:subPropertyOf, owl:equivalentClass, owl:equivalentProperty, owl:inverseOf, owl:propertyChainAxiom or a mapping property of SKOS between IRIs";

/** A mapping, and the triple that is to blame for it. */
interface Found {
  readonly mapping: Mapping;
  readonly quad: Quad;
}

/** What a document says, read bit by bit. */
class Reading {
  readonly axioms: Found[] = [];
  readonly records: readonly Found[];
  readonly unread: Quad[] = [];
  readonly #described: Described;
  readonly #placeOf: (quad: Quad) => Place;
  readonly #quads: readonly Quad[];

  constructor(quads: readonly Quad[], placeOf: (quad: Quad) => Place) {
    this.#quads = quads;
    this.#placeOf = placeOf;
    this.#described = describedBy(quads);
    const [first] = quads;
    for (const quad of quads) {
      if (first !== undefined && !quad.graph.equals(first.graph))
        throw this.fault("one graph, since an alignment is one", quad);
      this.#readAxiom(quad);
    }
    this.records = quads
      .filter(({ predicate }) => predicate.equals(owl.annotatedSource))
      .flatMap((quad) => this.#recordOf(quad));
  }

  fault(expected: string, quad: Quad): MalformedAlignmentError {
    return new MalformedAlignmentError(`Expected ${expected}`, this.#placeOf(quad));
  }

  /** What is said of the alignment as a whole: of the `sssom:MappingSet`, or else of the `owl:Ontology`. */
  set(): Pick<Alignment, "title" | "version" | "license" | "source"> {
    const [set, second] = this.#quads.filter(
      ({ predicate, object }) => predicate.equals(rdf.type) && object.equals(sssom.MappingSet),
    );
    if (second !== undefined) throw this.fault("one sssom:MappingSet, since an alignment is one", second);
    const ontology = this.#quads.find(
      ({ predicate, object }) => predicate.equals(rdf.type) && object.equals(owl.Ontology),
    );
    const node = (set ?? ontology)?.subject;
    if (node === undefined) return {};
    const title = this.#described.valueOf(node, dcterms.title);
    return { ...(title === undefined ? {} : { title }), ...this.#inherited(node) };
  }

  #readAxiom(quad: Quad): void {
    const { subject, predicate, object } = quad;
    if (predicate.equals(rdf.type)) {
      if (object.equals(owl.SymmetricProperty)) this.#take(quad, subject, object);
      if (object.equals(owl.AllDisjointClasses)) this.#readDisjointClasses(quad);
    } else if (mappingPredicates.has(predicate.value)) this.#take(quad, subject, object);
  }

  #take(quad: Quad, subject: Term, object: Term): void {
    const { predicate } = quad;
    const target = this.#targetOf(quad, predicate, object);
    if (subject.termType !== "NamedNode" || target === undefined) this.unread.push(quad);
    else
      this.axioms.push({
        quad,
        mapping: { subject: subject.value, predicate: predicate.value, object: target },
      });
  }

  /** All classes of the list, each disjoint with each. */
  #readDisjointClasses(quad: Quad): void {
    const list = this.#described.objectOf(quad.subject, owl.members);
    const members = list === undefined ? undefined : this.#described.listOf(list, maxMembers);
    if (members === undefined)
      throw this.fault(`owl:members with a list of at most ${maxMembers} classes`, quad);
    const classes = members.filter(({ termType }) => termType === "NamedNode").map(({ value }) => value);
    if (classes.length < members.length) this.unread.push(quad);
    classes.forEach((subject, i) => {
      for (const object of classes.slice(i + 1))
        this.axioms.push({ quad, mapping: { subject, predicate: owl.disjointWith.value, object } });
    });
  }

  #recordOf(quad: Quad): readonly Found[] {
    const node = quad.subject;
    const predicate = this.#described.objectOf(node, owl.annotatedProperty);
    const object = this.#described.objectOf(node, owl.annotatedTarget);
    if (predicate === undefined)
      throw this.fault("an owl:annotatedProperty beside owl:annotatedSource", quad);
    if (object === undefined) throw this.fault("an owl:annotatedTarget beside owl:annotatedSource", quad);
    const isSymmetry = predicate.equals(rdf.type) && object.equals(owl.SymmetricProperty);
    // An axiom of another kind may be annotated too, such as a label.
    if (!isSymmetry && !mappingPredicates.has(predicate.value)) return [];
    const target = this.#targetOf(quad, predicate, object);
    if (quad.object.termType !== "NamedNode" || target === undefined) {
      this.unread.push(quad);
      return [];
    }
    const justification = this.#described.valueOf(node, sssom.mapping_justification);
    const comment = this.#described.valueOf(node, rdfs.comment);
    const mapping: Mapping = {
      ...(node.termType === "NamedNode" ? { id: node.value } : {}),
      subject: quad.object.value,
      predicate: predicate.value,
      object: target,
      ...(justification === undefined ? {} : { justification }),
      ...(comment === undefined ? {} : { comment }),
      ...this.#inherited(node),
    };
    return [{ quad, mapping }];
  }

  /** What a mapping states, and a set for all its mappings that do not. */
  #inherited(node: Term): Pick<Mapping, "source" | "license" | "version"> {
    const source = this.#described.valueOf(node, dcterms.source);
    const license = this.#described.valueOf(node, dcterms.license);
    const version = this.#described.valueOf(node, owl.versionInfo);
    return {
      ...(source === undefined ? {} : { source }),
      ...(license === undefined ? {} : { license }),
      ...(version === undefined ? {} : { version }),
    };
  }

  /** The other term of a mapping; undefined where it is a class expression. */
  #targetOf(quad: Quad, predicate: Term, object: Term): string | PropertyChain | undefined {
    if (object.termType === "Literal")
      throw this.fault(`an IRI as object of <${predicate.value}>, not a literal`, quad);
    if (!predicate.equals(owl.propertyChainAxiom))
      return object.termType === "NamedNode" ? object.value : undefined;
    const [first, second, ...more] = this.#described.listOf(object, maxChain) ?? [];
    if (first?.termType !== "NamedNode" || second?.termType !== "NamedNode" || more.length > 0)
      throw this.fault(
        "a list of two properties as owl:propertyChainAxiom; a longer chain is two, with a property of its own between them",
        quad,
      );
    return [first.value, second.value];
  }
}

/** Members of a list of classes that are disjoint; each pair of them is a mapping. */
const maxMembers = 100;
const maxChain = 3;
