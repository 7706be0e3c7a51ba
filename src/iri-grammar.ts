/**
 * What keeps a text from being an absolute IRI, as a sentence part after "Expected"; undefined when it is one. The
 * grammar of RFC 3987 is checked for its scheme and its excluded characters, white space of every alphabet among them:
 * JSON-LD processors would not read such an IRI back.
 */
export function iriFault(text: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return "an absolute IRI";
  if (excluded.test(text)) return 'an IRI without white space, control characters and <>"{}|\\^`';
  if (loneSurrogate.test(text)) return "an IRI without lone surrogates";
  return undefined;
}

/** Whether a text is an absolute IRI. */
export function isIri(text: string): boolean {
  return iriFault(text) === undefined;
}

/** A half of a UTF-16 pair that stands alone: no Unicode text. */
export const loneSurrogate = /\p{Surrogate}/u;

/** Not the printable ASCII of RFC 3987, or white space beyond it. Control characters (C0, DEL, C1) are in neither. */
const excluded = /[^!#-;=?-[\]_a-z~\u00a0-\uffff]|\s/;
