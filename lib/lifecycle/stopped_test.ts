import { assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import { madePrimary, madeSecondary } from "../../tests/unit/made_instance.ts";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import { refuseUnlessStopped } from "./stopped.ts";

const CONTEXT = madeContext(madeRequest("deport"));

Deno.test("refuseUnlessStopped() accepts a disabled instance that does not run", () => {
  using temp = tempDirectory();
  temp.write("pid/master.pid");
  const queueDirectory = temp.path;
  refuseUnlessStopped(CONTEXT, madeSecondary("postfix-a", { queueDirectory }));
});

Deno.test("refuseUnlessStopped() refuses the primary, enabled or not", () => {
  for (const enabled of [true, false]) {
    assertThrows(
      () => refuseUnlessStopped(CONTEXT, madePrimary({ enabled })),
      FatalError,
      "/etc/postfix is the primary instance, which all others depend on: " +
        "-e deport is for secondary instances",
    );
  }
});

Deno.test("refuseUnlessStopped() refuses an enabled instance, and says what to do", () => {
  assertThrows(
    () =>
      refuseUnlessStopped(
        CONTEXT,
        madeSecondary("postfix-a", { enabled: true }),
      ),
    FatalError,
    'instance postfix-a is enabled: stop it with "postmulti -i postfix-a -p ' +
      'stop", then run "postmulti -e disable -i postfix-a"',
  );
});

Deno.test("refuseUnlessStopped() refuses a running instance, and says what to do", () => {
  using temp = tempDirectory();
  using master = Deno.openSync(temp.write("pid/master.pid"), { write: true });
  master.lockSync(true);
  const queueDirectory = temp.path;
  assertThrows(
    () =>
      refuseUnlessStopped(
        CONTEXT,
        madeSecondary("postfix-a", { queueDirectory }),
      ),
    FatalError,
    "instance postfix-a is running: stop it with " +
      '"postfix -c /etc/postfix-a stop"',
  );
});
