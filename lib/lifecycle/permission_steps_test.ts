import { assertEquals } from "@std/assert";
import type { PermissionRule } from "../postfix/postfix_files.ts";
import { permissionSteps } from "./permission_steps.ts";
import type { Step } from "./step.ts";

const RULE: PermissionRule = {
  path: "/there",
  type: "directory",
  owner: "mail",
  group: undefined,
  mode: 0o700,
  create: false,
  recursive: false,
  optional: false,
};

const SET: Step = {
  kind: "set-permissions",
  path: "/there",
  uid: 8,
  gid: undefined,
  mode: 0o700,
  recursive: false,
};

const MISSING = { path: "/missing" };
const MAKE: Step = { kind: "make-directory", path: "/missing", mode: 0o700 };

const CASES: readonly (readonly [
  title: string,
  change: Partial<PermissionRule>,
  steps: readonly Step[],
])[] = [
  ["what is there", {}, [SET]],
  ["what is there and may be made", { create: true }, [SET]],
  ["what is there and is optional", { optional: true }, [SET]],
  ["a file", { type: "file" }, [SET]],
  ["a group", { group: "drop" }, [{ ...SET, gid: 9 }]],
  ["all that is below", { recursive: true }, [{ ...SET, recursive: true }]],
  ["what is missing", MISSING, []],
  ["what is missing and optional", {
    ...MISSING,
    create: true,
    optional: true,
  }, []],
  ["what is to be made", { ...MISSING, create: true }, [
    MAKE,
    { ...SET, path: "/missing" },
  ]],
];

function steps(rules: readonly PermissionRule[]): Step[] {
  return permissionSteps(rules, {
    exists: (path) => path !== "/missing",
    userId: (name) => name === "mail" ? 8 : 0,
    groupId: (name) => name === "drop" ? 9 : 0,
  });
}

for (const [title, change, expected] of CASES) {
  Deno.test(`permissionSteps() has ${expected.length} steps for ${title}`, () => {
    assertEquals(steps([{ ...RULE, ...change }]), expected);
  });
}

Deno.test("permissionSteps() makes a directory once for a rule that is repeated", () => {
  const rule = { ...RULE, ...MISSING, create: true };
  const set = { ...SET, path: "/missing" };
  assertEquals(
    steps([rule, { ...rule, path: "/missing/" }, { ...rule, mode: 0o750 }]),
    [MAKE, set, { ...set, path: "/missing/" }, { ...set, mode: 0o750 }],
  );
});

Deno.test("permissionSteps() keeps the order of the rules", () => {
  const rules = ["/b", "/a", "/c"].map((path) => ({ ...RULE, path }));
  const paths = steps(rules).map((step) => "path" in step ? step.path : "");
  assertEquals(paths, ["/b", "/a", "/c"]);
});
