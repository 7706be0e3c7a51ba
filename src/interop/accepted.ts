import Negotiator from "negotiator";

/**
 * The media type that an `Accept` header takes best, in the order of the offers where the client does not care. Every text is written
 * in UTF-8, so that a range which asks for that charset is the range without it.
 */
export function accepted(accept: string | undefined, offered: readonly string[]): string | undefined {
  const ranges = (accept ?? "*/*").replace(/;\s*charset\s*=\s*"?utf-?8"?(?=\s*(?:[;,]|$))/gi, "");
  return new Negotiator({ headers: { accept: ranges } }).mediaType([...offered]);
}
