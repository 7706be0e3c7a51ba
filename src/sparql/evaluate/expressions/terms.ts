import { randomUUID } from "node:crypto";
import { isIri as isIriText } from "../../../iri-grammar.ts";
import { resolveIri } from "../../../iri-reference.ts";
import { noTerm, type TermId, type TermKind, termKind } from "../../../quads/id-view.ts";
import { MalformedQueryError } from "../../errors.ts";
import { newBlankNode } from "../new-blank-node.ts";
import { isLiteral, isNumeric } from "./comparison.ts";
import { type TermFunction, truthOf } from "./compiled.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";

const isIri: FunctionDefinition = kindTest((kind) => kind === termKind.iri);
const iri: FunctionDefinition = { least: 1, most: 1, value: iriFunction };

/** The functions on terms (SPARQL 1.2 §17.4.2), and `sameTerm`. */
export const termFunctions: Readonly<Record<string, FunctionDefinition>> = {
  isiri: isIri,
  isuri: isIri,
  isblank: kindTest((kind) => kind === termKind.blankNode),
  isliteral: kindTest(isLiteral),
  isnumeric: kindTest(isNumeric),
  sameterm: {
    least: 2,
    most: 2,
    test:
      ({ terms }) =>
      (a, b) =>
        truthOf(terms.settled(a) === terms.settled(b)),
  },
  str: {
    least: 1,
    most: 1,
    value:
      ({ terms, make }) =>
      (id) =>
        hasNoText(terms.kind(id)) ? noTerm : make.string(terms.text(id)),
  },
  lang: {
    least: 1,
    most: 1,
    value:
      ({ terms, read, make }) =>
      (id) =>
        isLiteral(terms.kind(id)) ? make.string(read.language(id)) : noTerm,
  },
  datatype: {
    least: 1,
    most: 1,
    value:
      ({ read, make }) =>
      (id) => {
        const datatype = read.datatype(id);
        return datatype === undefined ? noTerm : make.iri(datatype);
      },
  },
  iri,
  uri: iri,
  bnode: {
    least: 0,
    most: 0,
    isVolatile: true,
    value:
      ({ terms }) =>
      () =>
        terms.intern(newBlankNode()),
  },
  strdt: { least: 2, most: 2, value: typedString },
  strlang: {
    least: 2,
    most: 2,
    value:
      ({ read, make }) =>
      (id, tag) => {
        const [text, language] = [read.string(id), read.string(tag)];
        if (text === undefined || language === undefined || !isLanguageTag(language)) return noTerm;
        return make.langString(text, language.toLowerCase());
      },
  },
  strlangdir: { least: 3, most: 3, value: directionalString },
  langdir: {
    least: 1,
    most: 1,
    value:
      ({ terms, read, make }) =>
      (id) =>
        isLiteral(terms.kind(id)) ? make.string(read.direction(id)) : noTerm,
  },
  haslang: kindTest((kind) => kind === termKind.langString),
  haslangdir: {
    least: 1,
    most: 1,
    test:
      ({ read }) =>
      (id) =>
        truthOf(read.direction(id) !== ""),
  },
  uuid: {
    least: 0,
    most: 0,
    isVolatile: true,
    value:
      ({ make }) =>
      () =>
        make.iri(`urn:uuid:${randomUUID()}`),
  },
  struuid: {
    least: 0,
    most: 0,
    isVolatile: true,
    value:
      ({ make }) =>
      () =>
        make.string(randomUUID()),
  },
};

/** Whether `STR` has nothing to say of a term of this kind. */
function hasNoText(kind: TermKind): boolean {
  return kind === termKind.blankNode || kind === termKind.triple;
}

/** By the grammar of SPARQL (`LANG_DIR`); any other could not be written, and two hyphens would make a direction of what follows. */
function isLanguageTag(text: string): boolean {
  return /^[a-zA-Z]+(?:-[a-zA-Z0-9]+)*$/.test(text);
}

function directionalString({ read, make }: Kit): TermFunction {
  return (id, tag, base) => {
    const [text, language, direction] = [read.string(id), read.string(tag), read.string(base)];
    if (text === undefined || language === undefined || !isLanguageTag(language)) return noTerm;
    const isDirection = direction === "ltr" || direction === "rtl";
    return isDirection ? make.langString(text, `${language.toLowerCase()}--${direction}`) : noTerm;
  };
}

export function kindTest(test: (kind: TermKind) => boolean): FunctionDefinition {
  return {
    least: 1,
    most: 1,
    test:
      ({ terms }) =>
      (id) =>
        truthOf(test(terms.kind(id))),
  };
}

/**
 * Resolves a text against the base; one that makes no IRI is an error. A relative IRI that the query spells, and no base, make a malformed
 * query.
 */
function iriFunction(
  { terms, read, make, context }: Kit,
  [constant]: readonly (TermId | undefined)[],
): TermFunction {
  return (id) => {
    if (terms.kind(id) === termKind.iri) return id;
    const text = read.string(id);
    if (text === undefined) return noTerm;
    const resolved = resolveIri(text, context.baseIri);
    if (resolved !== undefined) return isIriText(resolved) ? make.iri(resolved) : noTerm;
    if (constant === undefined) return noTerm;
    throw new MalformedQueryError(`The IRI "${text}" is relative, and there is no base`);
  };
}

function typedString({ terms, read, make }: Kit): TermFunction {
  return (id, datatype) => {
    const text = read.string(id);
    if (text === undefined || terms.kind(datatype) !== termKind.iri) return noTerm;
    return make.typed(text, terms.text(datatype));
  };
}
