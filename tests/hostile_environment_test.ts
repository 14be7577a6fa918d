/**
 * Hostile environments: what shells, loaders and runtimes obey does not change
 * what the tool does, and makes it run nothing and write nothing elsewhere.
 *
 * Left out, for the runtime obeys them before any code of the program, which
 * the README says: SSLKEYLOGFILE, DENO_INTERNAL_CHILD_ENTRYPOINT,
 * DENO_TOKIO_EVENT_INTERVAL; and libraries that really are some, which the
 * loader runs.
 *
 * @module
 */

import { registerNeighbours } from "./hostile/check_unaffected.ts";
import { CALLERS, ENVIRONMENTS } from "./hostile/unaffected.ts";

registerNeighbours([...ENVIRONMENTS, ...CALLERS]);
