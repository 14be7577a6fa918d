import { assertEquals } from "@std/assert";
import { editCommand, editFile, quoted } from "./advice.ts";

const WORDS: readonly (readonly [string, string])[] = [
  ["/etc/postfix-in", "/etc/postfix-in"],
  ["a=b", "a=b"],
  ["a b", "'a b'"],
  ["$a", "'$a'"],
  ["it's", `'it'\\''s'`],
  ["", "''"],
];

for (const [word, expected] of WORDS) {
  Deno.test(`quoted() makes ${expected} of "${word}"`, () => {
    assertEquals(quoted(word), expected);
  });
}

const INSTANCES = [
  [{ primary: true, name: "x", configDirectory: "/c" }, "-"],
  [{ primary: false, name: "postfix-x", configDirectory: "/c" }, "postfix-x"],
  [{ primary: false, name: "", configDirectory: "/c d" }, "'/c d'"],
] as const;

for (const [instance, word] of INSTANCES) {
  Deno.test(`editCommand() selects ${JSON.stringify(instance)}`, () => {
    assertEquals(
      editCommand(instance, "a = b"),
      `postmulti -i ${word} -x postconf -e 'a = b'`,
    );
  });
}

Deno.test("editFile() leaves postmulti out", () => {
  assertEquals(editFile("/c", "a ="), "postconf -c /c -e 'a ='");
});
