import { assertEquals } from "@std/assert";
import {
  changed,
  IN,
  madeFacts,
  OUT,
  PRIMARY,
} from "../../tests/unit/made_facts.ts";
import type { BootFacts, Facts, SystemdFacts } from "./facts.ts";
import { boot } from "./rules/boot.ts";
import { ownUnits } from "./rules/own_units.ts";
import { unitHooks } from "./rules/unit_hooks.ts";

const HEALTHY: BootFacts = {
  unit: "postfix@in.service",
  unitFile: "/lib/systemd/system/postfix@.service",
  isEnabled: true,
  callsUs: false,
  isRunning: undefined,
  plugins: [],
};

const DISABLED = changed(IN, { main: ["multi_instance_enable = no"] });

function facts(
  change: Partial<BootFacts>,
  all: Partial<SystemdFacts> = {},
  input = IN,
): Facts {
  return madeFacts([PRIMARY, OUT, input], {
    systemd: {
      areOurs: false,
      hasPlugin: true,
      isCurrent: true,
      instances: new Map([[IN.directory, { ...HEALTHY, ...change }]]),
      ...all,
    },
  });
}

const CASES: readonly [string, Facts, readonly string[]][] = [
  ["no systemd", madeFacts(), []],
  ["a healthy unit", facts({}), []],
  ["plugins that the unit passes by", facts({ plugins: ["10-a"] }), [
    "postmulti --units install",
  ]],
  [
    "plugins, and a unit that calls this program",
    facts({ plugins: ["10-a"], callsUs: true }),
    [],
  ],
  ["a unit that is not enabled", facts({ isEnabled: false }), [
    "systemctl enable postfix@in.service",
  ]],
  ["no unit", facts({ unit: undefined, isEnabled: false }), [
    "postmulti --units install",
  ]],
  [
    "our units, and nothing that starts them at boot",
    facts({ isEnabled: false, callsUs: true }, { areOurs: true }),
    ["systemctl enable postfix.service"],
  ],
  ["a disabled instance whose unit is enabled", facts({}, {}, DISABLED), [
    "systemctl disable postfix@in.service",
  ]],
  [
    "a disabled instance that runs",
    facts({ isEnabled: false, isRunning: true }, {}, DISABLED),
    ["postfix -c /etc/postfix-in stop"],
  ],
  [
    "a list that systemd has not read",
    facts({}, { areOurs: true, isCurrent: false }),
    ["systemctl daemon-reload"],
  ],
  [
    "our units without the plugin",
    facts({}, { areOurs: true, hasPlugin: false }),
    ["postmulti --units install"],
  ],
];

for (const [what, given, expected] of CASES) {
  Deno.test(`the rules about systemd with ${what}`, () => {
    const found = [unitHooks, boot, ownUnits].flatMap((rule) => rule(given));
    assertEquals(found.map(({ fix }) => fix), expected);
  });
}
