import { isProvSyntax } from "../interop/prov-syntaxes.ts";
import type { StoreFormat } from "../interop/write-export.ts";
import { HttpError } from "./errors.ts";

/** Does what makes an export; settles as that does. @throws {HttpError} `too-many-exports` */
export type FewDocuments = (format: StoreFormat, make: () => Promise<void>) => Promise<void>;

/** Makes no more PROV documents than these at once, whatever route asks for them: each holds memory, as RDF does not. */
export function fewDocuments(most: number): FewDocuments {
  let count = 0;
  return async (format, make) => {
    if (!isProvSyntax(format)) return make();
    if (count >= most)
      throw new HttpError("too-many-exports", `${most} PROV documents are being made at once`);
    count += 1;
    try {
      await make();
    } finally {
      count -= 1;
    }
  };
}
