/**
 * The Ansible collection, looked at by the distribution's own checkers:
 * `ansible-test sanity`, test by test, and ansible-lint.
 *
 * Some of the sanity tests want Python packages of certain versions from an index,
 * and a pip from elsewhere. They get the distribution's packages instead: the
 * virtual environment that they look for is made here. What cannot be looked at
 * is skipped, and says why.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { hasCommand } from "./world/has_command.ts";
import { type Outcome, runCommand } from "./world/run_command.ts";
import { testSetting } from "./world/run_in_world.ts";

/** What a sanity test needs beside Python and PyYAML: modules, and their packages. */
const MODULES: Readonly<
  Record<string, readonly (readonly [module: string, its: string])[]>
> = {
  pep8: [["pycodestyle", "pycodestyle"]],
  pylint: [["pylint", "pylint"]],
  "runtime-metadata": [["voluptuous", "python3-voluptuous"]],
  "validate-modules": [
    ["voluptuous", "python3-voluptuous"],
    ...await isImportedByAnsibleTest("antsibull_docs_parser")
      ? [["antsibull_docs_parser", "antsibull-docs-parser"] as const]
      : [],
  ],
  yamllint: [["yamllint", "yamllint"]],
};

/** Why a sanity test has nothing to look at. */
const NOTHING: Readonly<Record<string, string>> = {
  changelog: "the collection has no changelogs/ of antsibull-changelog",
  "empty-init": "there is no __init__.py",
  "future-import-boilerplate": "no Python 2 is supported",
  "metaclass-boilerplate": "no Python 2 is supported",
  pslint: "there is no PowerShell",
  shellcheck: "there is no shell script",
};

/** What the distribution has, and nothing that was installed beside it. */
const PATH = "/usr/sbin:/usr/bin:/sbin:/bin";
const HOME = await Deno.makeTempDir({ prefix: "postmulti-sanity-" });
const COLLECTION = `${HOME}/ansible_collections/postmulti/postmulti`;

/** Runs shell text in the collection. */
function run(text: string): Promise<Outcome> {
  return runCommand("/bin/sh", ["-c", `cd ${COLLECTION} && ${text}`], {
    env: {
      PATH,
      HOME,
      ANSIBLE_COLLECTIONS_PATH: HOME,
      ANSIBLE_NOCOLOR: "1",
      LC_ALL: "C.UTF-8",
    },
  });
}

async function sanityTests(): Promise<readonly string[]> {
  // ansible-test looks at the files that git knows.
  const { stdout, stderr } = await run(
    "git init -q . && git add -A && ansible-test sanity --list-tests",
  );
  const names = stdout.trim().split("\n");
  if (names.includes("validate-modules")) return names;
  throw new Error(`ansible-test lists no sanity tests: ${stdout}${stderr}`);
}

async function hasModule(name: string): Promise<boolean> {
  return (await run(`/usr/bin/python3 -c 'import ${name}'`)).status === 0;
}

/** Why a sanity test is skipped; undefined when it is not. */
async function reasonToSkip(name: string): Promise<string | undefined> {
  if (NOTHING[name] !== undefined) return NOTHING[name];
  for (const [module, its] of MODULES[name] ?? []) {
    if (!await hasModule(module)) return `${its} missing`;
  }
  return undefined;
}

/** Newer versions want modules that no Debian release has as a package. */
async function isImportedByAnsibleTest(module: string): Promise<boolean> {
  const tree = "/usr/lib/python3/dist-packages/ansible_test/_util";
  const pattern = `^(import|from) ${module}`;
  const { status } = await runCommand("grep", ["-rqsE", pattern, tree]);
  return status === 0;
}

async function runSanity(name: string): Promise<Outcome> {
  const command = `ansible-test sanity -v --color no --test ${name} --python ` +
    `"$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')"`;
  const first = await run(command);
  const wanted = /FATAL: .* at "(.*)\/bin\/python" does not have pip/
    .exec(first.stdout + first.stderr)?.[1];
  if (wanted === undefined) return first;
  return await run(`rm -rf '${wanted}' &&
/usr/bin/python3 -m venv --system-site-packages --without-pip '${wanted}' &&
echo '[]' > '${wanted}/meta.install.json' &&
echo '{"yaml": true, "cloader": true}' > '${wanted}/meta.yaml.json' &&
touch '${wanted}/marker.txt' && ${command}`);
}

await runCommand("/bin/sh", [
  "-c",
  `mkdir -p ${COLLECTION} && cp -a ${
    testSetting("PROJECT")
  }/scripts/ansible/. ${COLLECTION}`,
]);

const isTestable = hasCommand("ansible-test") && hasCommand("git");
if (!isTestable) {
  Deno.test({
    name: "ansible-test sanity: ansible-test or git missing",
    ignore: true,
    fn: () => {},
  });
}

for (const name of isTestable ? await sanityTests() : []) {
  const reason = await reasonToSkip(name);
  Deno.test({
    name: `ansible-test sanity: ${name}${reason ? `: ${reason}` : ""}`,
    ignore: reason !== undefined,
    fn: async () => {
      const { status, stdout, stderr } = await runSanity(name);
      assertEquals(status, 0, stdout + stderr);
      assertEquals(/No tests applicable/.test(stdout + stderr), false);
    },
  });
}

const canLint = hasCommand("ansible-lint") && hasCommand("git");
Deno.test({
  name: `ansible-lint has nothing to say${
    canLint ? "" : ": ansible-lint missing"
  }`,
  ignore: !canLint,
  fn: async () => {
    const { status, stdout, stderr } = await run(
      // Which versions of Ansible are supported is a matter of the linter's own age.
      "git init -q . && git add -A && ansible-lint --offline --nocolor " +
        "--skip-list 'meta-runtime[unsupported-version]'",
    );
    assertEquals(status, 0, stdout + stderr);
  },
});

Deno.test.afterAll(() => Deno.remove(HOME, { recursive: true }));
