import { readInstant } from "../instant.ts";

/** Whether a text is a URI with a scheme (RFC 3986 §3): `file` alone, or an IRI with other characters, is none. */
export function isUri(text: string): boolean {
  return uriPattern.test(text);
}

/** Whether a text is a UUID in its usual form (RFC 9562 §4), of any version. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}

/** Whether a text is a date and time with its zone, as RFC 3339 §5.6 writes it. */
export function isRfc3339(text: string): boolean {
  return rfc3339Pattern.test(text) && readInstant(text) !== undefined;
}

const character = "(?:[A-Za-z0-9\\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})";
const address = `(?://(?:[A-Za-z0-9\\-._~!$&'()*+,;=:%]*@)?\\[[0-9A-Fa-fv:.]+\\])?`;
const uriPattern = new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:${address}${character}*(?:#${character}*)?$`);
const uuidPattern = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const rfc3339Pattern = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;
