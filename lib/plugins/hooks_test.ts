import { assert, assertEquals } from "@std/assert";
import { madeHookTarget } from "../../tests/unit/made_hooks.ts";
import { madeInstallation } from "../../tests/unit/made_installation.ts";
import { madePrimary } from "../../tests/unit/made_instance.ts";
import { madeTargetLock } from "../../tests/unit/made_locks.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { createDiagnostics } from "../diag/diagnostics.ts";
import type { Signals } from "../sys/signals.ts";
import { type Hooks, openHooks } from "./hooks.ts";
import type { HooksContext } from "./hook_types.ts";

const SIGNALS: Signals = {
  interruptedBy: undefined,
  during: (_receive, work) => work(),
  endBySignal: () => Promise.resolve(),
  [Symbol.dispose]: () => {},
};

interface Opened {
  readonly hooks: Hooks;
  readonly lines: readonly string[];
  readonly logged: () => readonly string[];
  /** Plan the start of the primary instance. */
  plan(): ReturnType<Hooks["plan"]>;
}

function open(
  temp: TempDirectory,
  change: Partial<HooksContext> = {},
): Opened {
  const lines: string[] = [];
  const diagnostics = createDiagnostics((line) => lines.push(line));
  const hooks = openHooks({
    usePlugins: true,
    toolVersion: "1.2.3",
    makeRunId: () => "00ff",
    executable: "/nonexistent",
    lookUp: () => undefined,
    hasForeignRights: () => false,
    diagnostics,
    ...change,
  });
  const instance = madePrimary({ configDirectory: temp.path });
  const plan = () =>
    hooks.plan([madeHookTarget({ instance })], {
      installation: madeInstallation({ configDirectory: temp.path }),
      logging: {},
      takeSignals: () => SIGNALS,
      lock: () => Promise.resolve(madeTargetLock()),
    });
  const logged = () => diagnostics.records.map(({ text }) => text);
  return { hooks, lines, logged, plan };
}

/** A directory with a plugin in it; the parent is one that only root can write. */
function withPlugin(script: string): TempDirectory {
  const temp = tempDirectory("/root");
  temp.write(
    "postmulti.d/10-a.sh",
    `#!/bin/sh\n# @postmulti-plugin 1 on=pre:start,post:start\n${script}\n`,
    0o755,
  );
  return temp;
}

/** What keeps plugins from being run, and what is said or logged about it. */
const OFF: readonly (readonly [
  title: string,
  change: Partial<HooksContext>,
  line: string,
  logged: string,
])[] = [
  [
    "with --no-plugins",
    { usePlugins: false },
    "",
    "plugins are skipped: --no-plugins was given",
  ],
  [
    "when a plugin has called it",
    { lookUp: (name) => name === "POSTMULTI_DEPTH" ? "1" : undefined },
    "postmulti: plugins are skipped: a plugin has called postmulti\n",
    "",
  ],
  [
    "with foreign rights",
    { hasForeignRights: () => true },
    "postmulti: warning: plugins are skipped: postmulti has the rights of " +
    "another user than the one who runs it: do not install it set-uid\n",
    "plugins are skipped: postmulti has the rights of another user than the " +
    "one who runs it: do not install it set-uid",
  ],
];

const isRoot = Deno.uid() === 0;

for (const [title, change, line, logged] of OFF) {
  Deno.test({
    name: `plan() has no hooks ${title}`,
    ignore: !isRoot,
    async fn(): Promise<void> {
      using temp = withPlugin("exit 1");
      const opened = open(temp, change);
      assertEquals(await opened.plan(), undefined);
      assertEquals(opened.hooks.areUsed, false);
      assertEquals(opened.lines.join(""), line);
      assertEquals(opened.logged().join(""), logged);
    },
  });
}

Deno.test("plan() says and asks nothing without a plugin directory", async () => {
  using temp = tempDirectory();
  const fail = () => {
    throw new Error("there is no need to ask");
  };
  const opened = open(temp, { hasForeignRights: fail, makeRunId: fail });
  assertEquals(await opened.plan(), undefined);
  assertEquals([opened.lines, opened.logged()], [[], []]);
});

Deno.test({
  name: "plan() and finish() run hooks, log them, and count those that fail",
  ignore: !isRoot,
  async fn(): Promise<void> {
    using temp = withPlugin("[ $1 = pre ] || exit 5");
    const { hooks, lines, logged, plan } = open(temp);
    const perform = await plan();
    assert(perform !== undefined && hooks.areUsed);
    const outcome = { kind: "exited", status: 0 } as const;
    const performed = await perform(0, () => Promise.resolve(outcome));
    assertEquals(performed, { kind: "performed", outcome });
    hooks.finish();
    assertEquals(
      lines.at(-1),
      "postmulti: 1 hook failed after the operation: see above; the exit " +
        "status does not show it\n",
    );
    const [done = "", failed = ""] = logged();
    assertEquals(
      done.replace(/\d+ ms/, "N ms"),
      `plugin 10-a: pre:start for instance ${temp.path}: done in N ms`,
    );
    assert(failed.endsWith("plugin 10-a: post:start: exit status 5"), failed);
  },
});

Deno.test({
  name: "plan() warns of a file whose name is no plugin's, once",
  ignore: !isRoot,
  async fn(): Promise<void> {
    using temp = tempDirectory("/root");
    temp.write("postmulti.d/notify.sh", "", 0o755);
    const opened = open(temp);
    assertEquals(await opened.plan(), undefined);
    assertEquals(opened.lines.length, 1);
    assert(
      opened.lines[0]?.includes(
        "notify.sh: it is ignored because of its name: ",
      ),
    );
  },
});
