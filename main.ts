/**
 * postmulti: manage the Postfix instances of a host.
 *
 * Command line in, exit status out; everything else is under lib/.
 *
 * @module
 */

import { run } from "./lib/cli/run.ts";

if (import.meta.main) Deno.exit(await run(Deno.args));
