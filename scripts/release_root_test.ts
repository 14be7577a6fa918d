import { assertEquals, assertMatch } from "@std/assert";
import { exists } from "@std/fs/exists";
import { fromFileUrl } from "@std/path/from-file-url";

const ROOT = fromFileUrl(new URL("..", import.meta.url));
const NAME = "no-such-release";

Deno.test({
  name: "release_root.sh says that a release is missing, and leaves nothing",
  ignore: Deno.uid() !== 0 || !await exists("/usr/sbin/debootstrap"),
  fn: async () => {
    const { code, stderr } = await new Deno.Command("scripts/release_root.sh", {
      args: [NAME],
      cwd: ROOT,
    }).output();
    assertEquals(code, 1);
    assertMatch(
      new TextDecoder().decode(stderr),
      /^release_root\.sh: no system of no-such-release: .+$/m,
    );
    assertEquals(await exists(`${ROOT}.toolchain/roots/${NAME}`), false);
  },
});

Deno.test({
  name: "in_release.sh names the layer that is missing",
  ignore: Deno.uid() !== 0,
  fn: async () => {
    const { code, stderr } = await new Deno.Command("scripts/in_release.sh", {
      args: [NAME, "true"],
      cwd: ROOT,
    }).output();
    assertEquals(code, 1);
    assertEquals(
      new TextDecoder().decode(stderr),
      `in_release.sh: there is no layer "base" of ${NAME}: ` +
        "run scripts/release_root.sh\n",
    );
  },
});
