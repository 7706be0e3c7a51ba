import { namespaceOf } from "../../src/vocabulary.ts";

export const { dpv, pd } = namespaceOf;
