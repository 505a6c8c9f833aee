import type { Instant } from "../../src/domain/time.ts";
import { storeContract } from "../contracts/store.ts";
import { memoryStore } from "./memory-store.ts";

// The core's tests stand on this store: it must do what the real ones do.
storeContract("the store in memory", async () => {
  const store = memoryStore("2026-11-22T08:00:00.000Z" as Instant);
  return { store, races: 200, empty: async () => store.empty(), close: async () => {} };
});
