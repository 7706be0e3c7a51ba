import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { quadStoreContract } from "./quad-store.contract.ts";

quadStoreContract("integerQuadStore", integerQuadStore);
quadStoreContract("integerQuadStore of many segments", ({ iris }) =>
  integerQuadStore({ iris, sizes: { tailRows: 2, smallestRows: 2, factor: 2 } }),
);
