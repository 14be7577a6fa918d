import { assertEquals, assertThrows } from "@std/assert";
import { withResource } from "./with_resource.ts";

Deno.test("withResource() gives the result, and closes once", () => {
  let closed = 0;
  const resource = { value: 7, [Symbol.dispose]: () => void closed++ };
  assertEquals(withResource(resource, ({ value }) => [value, closed]), [7, 0]);
  assertEquals(closed, 1);
});

Deno.test("withResource() closes also when its use fails", () => {
  let closed = 0;
  const resource = { [Symbol.dispose]: () => void closed++ };
  const fail = (): never => {
    throw new RangeError("failed");
  };
  assertThrows(() => withResource(resource, fail), RangeError, "failed");
  assertEquals(closed, 1);
});
