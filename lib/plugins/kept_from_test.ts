import { assertEquals } from "@std/assert";
import { keptFrom } from "./kept_from.ts";

Deno.test("keptFrom() lets a stop go ahead after SIGTERM, and nothing else", () => {
  for (const kind of ["start", "stop", "control", null] as const) {
    const operation = { class: kind };
    const isStop = kind === "stop";
    assertEquals(keptFrom(operation, undefined), undefined);
    assertEquals(
      keptFrom(operation, "SIGTERM"),
      isStop ? undefined : "SIGTERM",
    );
    assertEquals(keptFrom(operation, "SIGINT"), "SIGINT");
    assertEquals(keptFrom(operation, "SIGHUP"), "SIGHUP");
  }
});
