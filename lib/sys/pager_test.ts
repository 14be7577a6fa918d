import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { showInPager } from "./pager.ts";

/** More than a pipe takes at once. */
const TEXT = "0123456789\n".repeat(100_000);

for (
  const [title, command, isShown, shown] of [
    ["shows the whole text", 'cat > "$OUT"', true, TEXT],
    [
      "is content when the user leaves before the end",
      'exec sed 1q > "$OUT"',
      true,
      "0123456789\n",
    ],
    ["is content when the pager reads nothing", ': > "$OUT"', true, ""],
    ["says so when there is no such pager", "/nowhere/pager 2>&-", false, ""],
    ["says so when the pager cannot be run", "/etc/passwd 2>&-", false, ""],
  ] as const
) {
  Deno.test(`showInPager() ${title}`, async () => {
    using temp = tempDirectory();
    const out = temp.write("out", "");
    const environment = { OUT: out };
    assertEquals(await showInPager(TEXT, { command, environment }), isShown);
    assertEquals(await Deno.readTextFile(out), shown);
  });
}
