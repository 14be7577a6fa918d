import { assertEquals } from "@std/assert";
import { remembered } from "./remembered.ts";

Deno.test("remembered() looks once for each name, whatever the answer", () => {
  const asked: string[] = [];
  const look = remembered((name) => {
    asked.push(name);
    return name === "none" ? undefined : name.length;
  });
  const names = ["one", "none", "three", "none", "one"];
  assertEquals(names.map(look), [3, undefined, 5, undefined, 3]);
  assertEquals(asked, ["one", "none", "three"]);
});
