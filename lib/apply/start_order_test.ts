import { assertEquals } from "@std/assert";
import { entryAfter, wantedOrder } from "./start_order.ts";

const ORDERS: readonly (readonly [string, string, string])[] = [
  ["a b c", "a b c", "a b c"],
  ["a b x c", "c a b", "c a x b"],
  ["", "a b", "a b"],
  ["x", "a b", "x a b"],
  ["x a", "n a", "x n a"],
  ["a x", "a n", "a n x"],
  ["x b a", "a n b m", "x a n b m"],
  ["a b", "", "a b"],
];

for (const [listed, wanted, order] of ORDERS) {
  Deno.test(`wantedOrder() makes "${order}" of "${listed}" for "${wanted}"`, () => {
    const words = (text: string) =>
      text.split(" ").filter((word) => word !== "");
    const found = wantedOrder(words(listed), words(wanted));
    assertEquals(found.join(" "), order);
    assertEquals(wantedOrder(found, words(wanted)), found);
  });
}

Deno.test("entryAfter() is the next entry that is listed", () => {
  const order = ["/a", "/n", "/m", "/b"];
  assertEquals(entryAfter("/n", order, new Set(["/a", "/b"])), "/b");
  assertEquals(entryAfter("/b", order, new Set(["/a", "/b"])), undefined);
});
