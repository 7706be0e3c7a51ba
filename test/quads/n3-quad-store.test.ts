import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { quadStoreContract } from "./quad-store.contract.ts";

quadStoreContract("n3QuadStore", n3QuadStore);
