import { assertEquals } from "@std/assert";
import { createTimings } from "./timings.ts";

Deno.test("createTimings() tells how long each phase took, and all of them", () => {
  const times = [2, 2.26, 10];
  const phases = createTimings(() => times.shift() ?? NaN);
  phases.end("loading");
  phases.end("instances");
  phases.end("-l");
  assertEquals(
    phases.summary(),
    "loading 2.0, instances 0.3, -l 7.7; 10.0 ms in all",
  );
});
