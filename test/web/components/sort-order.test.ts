import { describe, expect, it } from "vitest";
import { cycledOrder } from "../../../web/components/data-grid/sort-order.ts";

const up = (column: string) => ({ column, isDescending: false });
const down = (column: string) => ({ column, isDescending: true });

describe("the order that a header gives", () => {
  it("is ascending, descending, none", () => {
    expect(cycledOrder([], "a", false)).toEqual([up("a")]);
    expect(cycledOrder([up("a")], "a", false)).toEqual([down("a")]);
    expect(cycledOrder([down("a")], "a", false)).toEqual([]);
  });

  it("takes the place of what was there, or comes after it", () => {
    expect(cycledOrder([up("a"), down("b")], "c", false)).toEqual([up("c")]);
    expect(cycledOrder([up("a")], "b", true)).toEqual([up("a"), up("b")]);
    expect(cycledOrder([up("a"), up("b")], "a", true)).toEqual([down("a"), up("b")]);
    expect(cycledOrder([down("a"), up("b")], "a", true)).toEqual([up("b")]);
  });
});
