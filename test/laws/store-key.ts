/** Every store of a law has the same key, so that equal inputs get equal IRIs. */
export const storeKey = new Uint8Array(32).fill(7);
