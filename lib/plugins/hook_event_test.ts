import { assertEquals } from "@std/assert";
import {
  MADE_FACTS,
  madeCall,
  madeHookTarget,
  madePlugin,
} from "../../tests/unit/made_hooks.ts";
import { madePrimary } from "../../tests/unit/made_instance.ts";
import { eventOf } from "./hook_event.ts";

Deno.test("eventOf() has every field of schema 1", () => {
  assertEquals(eventOf(madeCall(), MADE_FACTS), {
    schema: 1,
    tool_version: "1.2.3",
    run_id: "00ff",
    phase: "pre",
    op: "start",
    requested: "start",
    class: "start",
    argv: ["start"],
    index: 1,
    total: 2,
    plugin: "10-hook",
    conf: null,
    timeout_s: 60,
    test: false,
    instance: {
      name: "postfix-in",
      group: "mta",
      enabled: true,
      primary: false,
      config_directory: "/etc/postfix-in",
      queue_directory: "/var/spool/postfix-in",
      data_directory: "/var/lib/postfix-in",
      new_name: null,
      new_group: null,
    },
    primary_config_directory: "/etc/postfix",
    command_directory: "/usr/sbin",
    daemon_directory: "/usr/lib/postfix/sbin",
    outcome: null,
    exit_status: null,
    signal: null,
    vetoed_by: null,
    pre_status: null,
  });
});

Deno.test("eventOf() tells how the operation ended", () => {
  const conf = "/etc/postfix/postmulti.d/10-hook.conf";
  const event = eventOf(
    madeCall({
      phase: "fail",
      plugin: madePlugin("/x/10-hook.sh", ["fail:start"], { conf }),
      target: madeHookTarget({
        instance: madePrimary(),
        operation: {
          op: "assign",
          requested: "assign",
          class: "edit",
          argv: ["assign"],
        },
        newName: "postfix-new",
        newGroup: "",
      }),
      ending: {
        outcome: "interrupted",
        exitStatus: 3,
        signal: "SIGTERM",
        vetoedBy: "05-other",
      },
      preStatus: 0,
      timeoutS: 10,
      isTest: true,
    }),
    MADE_FACTS,
  );
  const { instance, ...rest } = event;
  assertEquals([instance.primary, instance.new_name, instance.new_group], [
    true,
    "postfix-new",
    "",
  ]);
  assertEquals(
    [rest.outcome, rest.exit_status, rest.signal, rest.vetoed_by],
    ["interrupted", 3, "SIGTERM", "05-other"],
  );
  assertEquals([rest.pre_status, rest.timeout_s, rest.test, rest.conf], [
    0,
    10,
    true,
    conf,
  ]);
  assertEquals([rest.phase, rest.class, rest.op], ["fail", "edit", "assign"]);
});

Deno.test("eventOf() keeps bytes that are not UTF-8 apart from text, as -l -j does", () => {
  const instance = madePrimary({ name: "postfix-\udcff" });
  const target = madeHookTarget({ instance });
  const line = JSON.stringify(eventOf(madeCall({ target }), MADE_FACTS));
  assertEquals(line.includes('"name":"postfix-\\udcff"'), true);
});
