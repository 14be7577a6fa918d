import { assert, assertEquals, assertThrows } from "@std/assert";
import { madeContext, madeRequest } from "../../tests/unit/made_context.ts";
import {
  madeDamage,
  madeList,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import { snapshot } from "../../tests/unit/snapshot.ts";
import {
  type TempDirectory,
  tempDirectory,
} from "../../tests/unit/temp_directory.ts";
import { FatalError } from "../diag/errors.ts";
import type { DamagedInstance, Instance } from "../registry/instance.ts";
import type { Plan } from "./edit_context.ts";
import { planDestroy } from "./plan_destroy.ts";
import { describeStep } from "./step.ts";

// Root does not work in a configuration directory of others.
const ignore = Deno.uid() !== 0;

/** The instance postfix-a in the directories `c`, `q` and `d`. */
function instanceIn(
  { path }: TempDirectory,
  change: Partial<Instance> = {},
): Instance {
  return madeSecondary("postfix-a", {
    configDirectory: `${path}/c`,
    queueDirectory: `${path}/q`,
    dataDirectory: `${path}/d`,
    ...change,
  });
}

function makeTree(temp: TempDirectory): void {
  temp.write("c/main.cf");
  temp.write("c/master.cf");
  temp.write("q/pid/master.pid");
  temp.makeDirectory("q/maildrop");
  temp.makeDirectory("q/deferred/A");
  temp.write("d/master.lock");
  temp.write("d/verify_cache.db");
}

function plan(
  instance: Instance,
  ...others: readonly (Instance | DamagedInstance)[]
): Plan {
  const selection = { by: "name", name: "postfix-a" } as const;
  const list = madeList(madePrimary(), instance, ...others);
  return planDestroy(
    madeContext(madeRequest("destroy", { selection }), { list }),
  );
}

function told(temp: TempDirectory, { steps }: Plan): string[] {
  return steps.map((step) => describeStep(step).replaceAll(temp.path, "@"));
}

Deno.test({
  name: "planDestroy() unlists first, closes the queue, and then removes",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    const before = snapshot(temp.path);
    const planned = plan(instanceIn(temp));
    assertEquals(told(temp, planned), [
      "in /etc/postfix/main.cf take @/c off the list",
      "make the directories in @/q root's alone (4 in all), so that no other user can replace them",
      "make sure that @/q holds no mail",
      "remove the queue @/q/maildrop, or stop if it is not empty",
      "remove the queue @/q/deferred/A, or stop if it is not empty",
      "remove the queue @/q/deferred, or stop if it is not empty",
      "remove @/c/main.cf",
      "remove @/c/master.cf",
      "remove @/q/pid/master.pid",
      "remove the directory @/q/pid if it is empty",
      "remove the directory @/q if it is empty",
      "remove @/d/master.lock",
      "remove @/d/verify_cache.db",
      "remove the directory @/d if it is empty",
      "remove the directory @/c if it is empty",
    ]);
    assertEquals(planned.warnings, []);
    assertEquals(
      planned.summary,
      `destroyed instance postfix-a in ${temp.path}/c`,
    );
    assertEquals(snapshot(temp.path), before);
  },
});

Deno.test({
  name: "planDestroy() warns once per directory of what it leaves",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    temp.write("c/sasl/x");
    for (const name of "abcdefg") temp.write(`q/pid/${name}`);
    Deno.symlinkSync("/etc", `${temp.path}/d/link`);
    const planned = plan(instanceIn(temp));
    assertEquals(
      planned.warnings.map((line) =>
        line.replaceAll(temp.path, "@").replace(/: look at .*/, "")
      ),
      [
        "@/q: kept: it contains pid/a, pid/b, pid/c, pid/d, pid/e and 2 more, " +
        "which Postfix did not create",
        "@/d: kept: it contains link, which Postfix did not create",
        "@/c: kept: it contains sasl, which Postfix did not create",
      ],
    );
    const steps = told(temp, planned);
    assert(steps.includes("remove @/q/pid/master.pid"));
    for (const name of ["q/pid", "q", "d", "c"]) {
      assert(!steps.includes(`remove the directory @/${name} if it is empty`));
    }
  },
});

Deno.test({
  name: "planDestroy() finds the caches that main.cf names",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    const lines = `data_directory = ${temp.path}/d\n` +
      "address_verify_map = btree:$data_directory/mine\n";
    temp.write("c/main.cf", lines);
    temp.write("d/mine.db");
    temp.write("d/mine.txt");
    const planned = plan(instanceIn(temp));
    assert(told(temp, planned).includes("remove @/d/mine.db"));
    assertEquals(planned.warnings.length, 1);
    assert(
      planned.warnings[0]?.includes(
        "it contains mine.txt, which Postfix did not create:",
      ),
    );
  },
});

for (const slash of ["", "/"]) {
  Deno.test({
    name:
      `planDestroy() does not enter what another claims below "@/q${slash}"`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      makeTree(temp);
      temp.write("q/flush/theirs");
      const other = madeSecondary("postfix-b", {
        dataDirectory: `${temp.path}/q/flush`,
      });
      const queueDirectory = `${temp.path}/q${slash}`;
      const planned = plan(instanceIn(temp, { queueDirectory }), other);
      assertEquals(
        told(temp, planned).filter((line) => line.includes("flush")),
        [],
      );
    },
  });

  Deno.test({
    name: `planDestroy() does not follow a link "@/q${slash}"`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      temp.write("c/main.cf");
      temp.makeDirectory("d");
      temp.write("elsewhere/pid/master.pid");
      Deno.symlinkSync("elsewhere", `${temp.path}/q`);
      const queueDirectory = `${temp.path}/q${slash}`;
      const planned = plan(instanceIn(temp, { queueDirectory }));
      assertEquals(
        told(temp, planned).filter((line) => line.includes("master.pid")),
        [],
      );
    },
  });
}

Deno.test({
  name: "planDestroy() goes on when the queue and the data are gone already",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    temp.write("c/main.cf");
    const planned = plan(instanceIn(temp));
    assertEquals(told(temp, planned).slice(2), [
      "remove @/c/main.cf",
      "remove the directory @/c if it is empty",
    ]);
  },
});

for (const name of ["", "postfix-a"]) {
  Deno.test({
    name: `planDestroy() checks under the title of "${name}"`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      makeTree(temp);
      const instance = instanceIn(temp, { name });
      const selection = { by: "name", name: instance.configDirectory } as const;
      const { steps } = planDestroy(
        madeContext(madeRequest("destroy", { selection }), {
          list: madeList(madePrimary(), instance),
        }),
      );
      const titles = steps.flatMap((step) =>
        step.kind === "check-empty" ? step.title : []
      );
      assertEquals(titles, [name || instance.configDirectory]);
    },
  });
}

Deno.test({
  name: "planDestroy() seizes all it removes below the queue, parents first",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    temp.write("q/defer/A/B/AB12CD34EF");
    temp.write("q/trace/A/my.notes");
    const seized = plan(instanceIn(temp)).steps.flatMap((step) =>
      step.kind === "seize-directories" ? step.directories : []
    );
    const names = seized.map((path) => path.replace(`${temp.path}/q/`, ""));
    assertEquals(names.toSorted(), [
      "defer",
      "defer/A",
      "defer/A/B",
      "deferred",
      "deferred/A",
      "maildrop",
      "pid",
    ]);
    for (const name of ["defer/A", "defer/A/B", "deferred/A"]) {
      const parent = name.slice(0, name.lastIndexOf("/"));
      assert(names.indexOf(parent) < names.indexOf(name), names.join(" "));
    }
  },
});

Deno.test({
  name: "planDestroy() takes along what a killed editor left, if it was root's",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    temp.write("c/main.cf.tmp");
    Deno.chownSync(temp.write("c/master.cf.tmp"), 7, 7);
    const planned = plan(instanceIn(temp));
    const steps = told(temp, planned);
    assert(steps.includes("remove @/c/main.cf.tmp"));
    assert(!steps.includes("remove @/c/master.cf.tmp"));
    assert(
      planned.warnings[0]?.includes(
        "it contains master.cf.tmp, which Postfix did not create:",
      ),
    );
  },
});

Deno.test({
  name: "planDestroy() leaves the file of an editor at work",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    const path = temp.write("c/main.cf.tmp");
    using editor = Deno.openSync(path, { write: true });
    editor.lockSync(true);
    const steps = told(temp, plan(instanceIn(temp)));
    assert(!steps.includes("remove @/c/main.cf.tmp"));
  },
});

const REFUSED: readonly (readonly [
  title: string,
  make: (temp: TempDirectory) => Partial<Instance> | DamagedInstance,
  message: string,
])[] = [
  ["an enabled instance", () => ({ enabled: true }), "is enabled: stop it"],
  ["mail", (temp) => {
    temp.write("q/hold/AB12");
    temp.write("q/maildrop/AB12");
    return {};
  }, "instance postfix-a holds mail: 1 in @/q/maildrop, 1 in @/q/hold: "],
  [
    "an instance beside a damaged one",
    () => madeDamage("/etc/postfix-x"),
    "instance /etc/postfix-x is damaged, so it is unknown whether it " +
    "shares @/q",
  ],
  ["a directory that others can write", (temp) => {
    Deno.chmodSync(`${temp.path}/c`, 0o777);
    return {};
  }, "@/c: this directory can be written by others"],
  ["a queue that others can exchange directories in", (temp) => {
    Deno.chownSync(`${temp.path}/q`, 7, 7);
    return {};
  }, "@/q: this directory belongs to user 7, not to root, so nothing in @/q"],
  ["data that others can exchange", (temp) => {
    temp.makeDirectory("lib/d");
    Deno.chmodSync(`${temp.path}/lib`, 0o777);
    return { dataDirectory: `${temp.path}/lib/d` };
  }, "@/lib: this directory can be written by others"],
  ["an instance without main.cf", (temp) => {
    Deno.removeSync(`${temp.path}/c/main.cf`);
    return {};
  }, "@/c/main.cf: No such file or directory"],
];

for (const [title, make, message] of REFUSED) {
  Deno.test({
    name: `planDestroy() refuses ${title}`,
    ignore,
    fn: () => {
      using temp = tempDirectory();
      makeTree(temp);
      const change = make(temp);
      assertThrows(
        () =>
          "reason" in change
            ? plan(instanceIn(temp), change)
            : plan(instanceIn(temp, change)),
        FatalError,
        message.replaceAll("@", temp.path),
      );
    },
  });
}

Deno.test({
  name: "planDestroy() refuses a running instance",
  ignore,
  fn: () => {
    using temp = tempDirectory();
    makeTree(temp);
    const path = `${temp.path}/q/pid/master.pid`;
    using master = Deno.openSync(path, { write: true });
    master.lockSync(true);
    assertThrows(
      () => plan(instanceIn(temp)),
      FatalError,
      "instance postfix-a is running",
    );
  },
});
