/**
 * postmulti: manage the Postfix instances of a host.
 *
 * Command line in, exit status out; everything else is under lib/.
 *
 * @module
 */

import { run } from "./lib/cli/run.ts";
import { hostModule } from "./lib/plugins/host.ts";
import { HOST_OPTION } from "./lib/plugins/host_protocol.ts";

if (import.meta.main) {
  const [first, module = ""] = Deno.args;
  if (first === HOST_OPTION) hostModule(module, Deno.exit);
  else Deno.exit(await run(Deno.args));
}
