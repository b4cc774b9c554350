import initialize from "sql.js";
import { beforeAll, describe } from "vitest";
import { testValueRoundTrips } from "./value-round-trips.ts";

describe("values where the host has loaded sql.js itself", () => {
  // Whoever loads it first decides how; its memory then stays out of reach.
  beforeAll(async () => {
    await initialize();
  });
  testValueRoundTrips();
});
