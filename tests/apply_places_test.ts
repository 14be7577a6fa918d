/**
 * Where --apply writes the files of an instance: in directories of that instance
 * and nowhere else, whatever links, mounts and directories of other instances are
 * on the way. Runs the compiled program in throwaway worlds.
 *
 * @module
 */

import { assertEquals, assertMatch } from "@std/assert";
import { apply } from "./apply/border_document.ts";
import { runInWorld } from "./world/run_in_world.ts";

const SETUP = `initialized
secondary postfix-a mta yes
secondary postfix-b mta yes
mkdir /etc/postfix-a/inner && cp /etc/postfix-b/master.cf /etc/postfix-a/inner
mkdir /etc/postfix-a/postmulti.d /etc/postfix-b/postmulti.d
sed -e 's/postfix-b/postfix-c/g' /etc/postfix-b/main.cf > /etc/postfix-a/inner/main.cf
cp -r /var/spool/postfix-b /var/spool/postfix-c
cp -rp /var/lib/postfix-b /var/lib/postfix-c
listed /etc/postfix-a/inner
mkdir /etc/postfix-a/plain /etc/postfix-a/bound /var/spool/postfix-a/etc
(cd /etc/postfix-a
ln -s ../postfix-b other
ln -s /etc/cron.d cron
ln -s postmulti.d plugins
ln -s . self
ln -s ../other plain/deep
ln -s active /var/spool/postfix-a/jail
ln -s nowhere dangling)
`;

/** Where the file goes, and what is wrong with that. */
const REFUSED: readonly (readonly [path: string, message: RegExp])[] = [
  ["other/table", /\/etc\/postfix-a\/other, a symbolic link/],
  ["cron/job", /\/etc\/postfix-a\/cron, a symbolic link/],
  ["plugins/50-x.sh", /\/etc\/postfix-a\/plugins, a symbolic link/],
  ["self/main.cf", /\/etc\/postfix-a\/self, a symbolic link/],
  ["self/postmulti.d/50-x.sh", /\/etc\/postfix-a\/self, a symbolic link/],
  ["plain/deep/table", /\/etc\/postfix-a\/plain\/deep, a symbolic link/],
  ["dangling/table", /\/etc\/postfix-a\/dangling, a symbolic link/],
  ["/var/spool/postfix-a/jail/x", /\/postfix-a\/jail, a symbolic link/],
  [
    "inner/table",
    /inner\/table is in \/etc\/postfix-a\/inner, the config_directory of instance postfix-c/,
  ],
  [
    "inner/postmulti.d/50-x.sh",
    /is in \/etc\/postfix-a\/inner, the config_directory of instance postfix-c/,
  ],
  ["inner", /\/etc\/postfix-a\/inner is a directory/],
  [
    "bound/table",
    /bound\/table is in \/etc\/postfix-b, the config_directory of instance postfix-b/,
  ],
];

function installing(name: string, path: string): string {
  return apply({
    schema: 1,
    instances: [{ name, files: [{ path, content: "x\n", mode: "0755" }] }],
  });
}

function withMount(command: string): string {
  return `mount --bind /etc/postfix-b /etc/postfix-a/bound
${command}; status=$?
umount /etc/postfix-a/bound; exit $status`;
}

/** Every file below /etc and the queue directories, with its content. */
const CONTENTS =
  "find /etc /var/spool/postfix* -type f -newer /run/world/lib -exec md5sum {} +";

Deno.test("--apply installs no file outside of its instance", async () => {
  const { steps } = await runInWorld("ours", {
    setup: SETUP,
    steps: [
      CONTENTS,
      ...REFUSED.map(([path]) => withMount(installing("postfix-a", path))),
      CONTENTS,
    ],
  });
  const [before, ...rest] = steps;
  const after = rest.pop();
  rest.forEach(({ status, stderr }, at) => {
    const [path, message] = REFUSED[at] ?? ["", /never/];
    assertEquals(status, 1, path);
    assertMatch(stderr, message);
  });
  assertEquals(after?.stdout, before?.stdout);
});

Deno.test("--apply installs files in directories that are its instance's own", async () => {
  const { steps } = await runInWorld("ours", {
    setup: SETUP,
    steps: [
      installing("postfix-a", "plain/new/table"),
      installing("postfix-a", "/var/spool/postfix-a/etc/table"),
      installing("postfix-c", "sub/table"),
      "cat /etc/postfix-a/plain/new/table /var/spool/postfix-a/etc/table " +
      "/etc/postfix-a/inner/sub/table",
    ],
  });
  assertEquals(steps.map(({ status }) => status), [0, 0, 0, 0]);
  assertEquals(steps.at(-1)?.stdout, "x\nx\nx\n");
});

Deno.test("--apply installs no plugin through a link into another instance", async () => {
  const { steps } = await runInWorld("ours", {
    setup: `${SETUP}rmdir /etc/postfix-a/postmulti.d
ln -s ../postfix-b/postmulti.d /etc/postfix-a/postmulti.d`,
    steps: [
      apply({
        schema: 1,
        instances: [{
          name: "postfix-a",
          plugins: { "10-maintenance": { enabled: true } },
        }],
      }),
      "ls -A /etc/postfix-b/postmulti.d",
    ],
  });
  assertEquals(steps[0]?.status, 1);
  assertMatch(
    steps[0]?.stderr ?? "",
    /is in \/etc\/postfix-b, the config_directory of instance postfix-b/,
  );
  assertEquals(steps[1]?.stdout, "");
});

Deno.test("--apply does not put a file of one new instance into another", async () => {
  const { steps } = await runInWorld("ours", {
    setup: SETUP,
    steps: [
      apply({
        schema: 1,
        instances: [{
          name: "postfix-a",
          files: [{ path: "plain/fresh/table", content: "x\n" }],
        }, {
          name: "postfix-n",
          config_directory: "/etc/postfix-a/plain/fresh",
        }],
      }),
      "ls /etc/postfix-a/plain",
    ],
  });
  assertEquals(steps[0]?.status, 1);
  assertMatch(
    steps[0]?.stderr ?? "",
    /is inside \/etc\/postfix-a, the config_directory/,
  );
  assertEquals(steps[1]?.stdout, "deep\n");
});
