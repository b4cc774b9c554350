import { describe } from "vitest";
import { testValueRoundTrips } from "./value-round-trips.ts";

describe("values through SQLite's C functions", testValueRoundTrips);
