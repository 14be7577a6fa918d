import { assertEquals } from "@std/assert";
import { findLayerFaults, type Module } from "./layer_rules.ts";

function module(
  path: string,
  imports: readonly string[] = [],
  source = "",
): Module {
  return { path, imports, source };
}

const TABLE: readonly {
  readonly name: string;
  readonly modules: readonly Module[];
  readonly faults: readonly string[];
}[] = [
  {
    name: "accepts imports that point down",
    modules: [
      module("main.ts", ["lib/cli/run.ts"], "Deno.exit(f(Deno.args));"),
      module("lib/cli/run.ts", ["lib/iterate/list.ts", "deno.json"]),
      module("lib/iterate/list.ts", ["lib/registry/load.ts"]),
      module("lib/registry/load.ts", ["lib/registry/order.ts"]),
      module("lib/registry/order.ts", ["lib/diag/errors.ts"]),
      module("lib/diag/errors.ts", ["https://x/@std/path/1.0.0/join.ts"]),
    ],
    faults: [],
  },
  {
    name: "refuses an import that points up",
    modules: [
      module("lib/main_cf/parse.ts", ["lib/postfix/installation.ts"]),
    ],
    faults: [
      "lib/main_cf/parse.ts: imports lib/postfix/installation.ts, which is above it",
    ],
  },
  {
    name: "refuses diag an import of sys",
    modules: [module("lib/diag/log.ts", ["lib/sys/process.ts"])],
    faults: ["lib/diag/log.ts: imports lib/sys/process.ts, which is above it"],
  },
  {
    name: "refuses lifecycle an import of iterate",
    modules: [module("lib/lifecycle/create.ts", ["lib/iterate/list.ts"])],
    faults: [
      "lib/lifecycle/create.ts: imports lib/iterate/list.ts, which is beside it",
    ],
  },
  {
    name: "refuses an area it does not know",
    modules: [module("lib/utils/misc.ts")],
    faults: [
      "lib/utils/misc.ts: in no known layer: add it to layer_rules.ts",
    ],
  },
  {
    name: "refuses a circle inside one area, once",
    modules: [
      module("lib/sys/b.ts", ["lib/sys/c.ts"]),
      module("lib/sys/c.ts", ["lib/sys/a.ts"]),
      module("lib/sys/a.ts", ["lib/sys/b.ts"]),
    ],
    faults: [
      "lib/sys/a.ts: imports in a circle: " +
      "lib/sys/a.ts > lib/sys/b.ts > lib/sys/c.ts > lib/sys/a.ts",
    ],
  },
  {
    name: "refuses Node, npm and @std/cli",
    modules: [
      module("lib/sys/a.ts", [
        "node:fs",
        "npm:x@1.0.0",
        "https://x/@std/cli/1.0.0/parse_args.ts",
      ]),
    ],
    faults: [
      "lib/sys/a.ts: imports node:fs: use Deno's functions, in lib/sys",
      "lib/sys/a.ts: imports npm:x@1.0.0: use Deno's functions, in lib/sys",
      "lib/sys/a.ts: imports https://x/@std/cli/1.0.0/parse_args.ts: " +
      "that is for scripts/ only",
    ],
  },
  {
    name: "refuses effects outside lib/sys",
    modules: [
      module(
        "lib/registry/load.ts",
        [],
        "Deno.readFileSync(a); const { env } = Deno;",
      ),
      module("main.ts", [], "Deno.chdir('/');"),
    ],
    faults: [
      "lib/registry/load.ts: uses Deno.readFileSync: effects belong into lib/sys",
      "lib/registry/load.ts: uses Deno.: effects belong into lib/sys",
      "main.ts: uses Deno.chdir: effects belong into lib/sys",
    ],
  },
  {
    name: "accepts Deno in comments, in lib/sys and as the name of an error",
    modules: [
      module("lib/sys/a.ts", [], "Deno.chdir('/');"),
      module(
        "lib/cli/a.ts",
        [],
        "/* Deno.chdir */ x; // Deno.chdir\ne instanceof Deno.errors.NotFound",
      ),
    ],
    faults: [],
  },
  {
    name: "accepts shipped plugins that import types and parts",
    modules: [
      module("plugins/30-filter.ts", [
        "plugins/api.ts",
        "plugins/lib/filter/start.ts",
      ], 'import type { Hook } from "./api.ts";\nDeno.chdir("/");'),
      module("lib/plugins/event.ts", ["plugins/api.ts"]),
      module("lib/manual/texts.ts", ["plugins/README.md"]),
      module("lib/plugins/shipped.ts", ["plugins/30-filter.ts"]),
    ],
    faults: [],
  },
  {
    name: "refuses a shipped plugin what is not installed with it",
    modules: [
      module("plugins/30-filter.ts", ["lib/sys/files.ts", "npm:x@1.0.0"]),
      module(
        "plugins/lib/a.ts",
        ["plugins/api.ts"],
        'import { PHASES } from "../api.ts";',
      ),
    ],
    faults: [
      "plugins/30-filter.ts: imports lib/sys/files.ts, which is not " +
      "installed with it",
      "plugins/30-filter.ts: imports npm:x@1.0.0, which is not installed " +
      "with it",
      "plugins/lib/a.ts: imports more than types from api.ts: say " +
      '"import type"',
    ],
  },
  {
    name: "refuses the program an import of a shipped plugin",
    modules: [module("lib/plugins/event.ts", ["plugins/30-filter.ts"])],
    faults: [
      "lib/plugins/event.ts: imports plugins/30-filter.ts: the program knows " +
      "api.ts only",
    ],
  },
];

for (const { name, modules, faults } of TABLE) {
  Deno.test(`findLayerFaults() ${name}`, () => {
    assertEquals(findLayerFaults(modules), faults);
  });
}
