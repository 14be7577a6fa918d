/**
 * postmulti: manage the Postfix instances of a host.
 *
 * Command line in, exit status out; everything else is under lib/. What is not
 * needed for the command line at hand is not loaded: the build makes a file of
 * each import below.
 *
 * @module
 */

import { parseListing } from "./lib/cli/parse_listing.ts";
import { HOST_OPTION } from "./lib/plugins/host_protocol.ts";

async function main([first, module = ""]: readonly string[]): Promise<void> {
  if (first === HOST_OPTION) {
    const { hostModule } = await import("./lib/plugins/host.ts");
    return hostModule(module, Deno.exit);
  }
  const listing = parseListing(Deno.args);
  if (listing !== undefined) {
    const { runListing } = await import("./lib/cli/run_listing.ts");
    Deno.exit(await runListing(listing));
  }
  const { run } = await import("./lib/cli/run.ts");
  Deno.exit(await run(Deno.args));
}

if (import.meta.main) await main(Deno.args);
