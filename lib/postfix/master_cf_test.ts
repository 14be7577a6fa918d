import { assertEquals } from "@std/assert/equals";
import { parseMasterCf } from "./master_cf.ts";

Deno.test("parseMasterCf() reads the fields when a service has them all", () => {
  const { services, problems } = parseMasterCf(
    "# comment\nsmtp inet n - y - - smtpd -v\n",
  );
  assertEquals(problems, []);
  assertEquals(services, [{
    name: "smtp",
    type: "inet",
    chroot: "y",
    command: "smtpd",
    args: ["-v"],
    overrides: new Map(),
    line: 2,
  }]);
});

const OVERRIDES: readonly (readonly [string, string, [string, string][]])[] = [
  ["the value is attached", "-o a=b", [["a", "b"]]],
  ["the option and its value are one word", "-oa=b", [["a", "b"]]],
  ["the value is empty", "-o a=", [["a", ""]]],
  ["the value has an equals sign", "-o a=b=c", [["a", "b=c"]]],
  ["braces hold white space", "-o { a = b  c }", [["a", "b  c"]]],
  ["braces hold braces", "-o { a = ${x?{y}:{z}} }", [["a", "${x?{y}:{z}}"]]],
  ["lines continue", "-o a=b\n  -o c=d", [["a", "b"], ["c", "d"]]],
  ["a comment lies between", "-o a=b\n# no\n -o c=d", [["a", "b"], ["c", "d"]]],
  ["one name comes twice", "-o a=b -o a=c", [["a", "c"]]],
  ["a word has no equals sign", "-o a", []],
];

for (const [when, words, wanted] of OVERRIDES) {
  Deno.test(`parseMasterCf() reads overrides when ${when}`, () => {
    const { services } = parseMasterCf(`s unix - - n - - smtp ${words}\n`);
    assertEquals([...services[0]?.overrides ?? []], wanted);
  });
}

Deno.test("parseMasterCf() keeps the last when a service comes twice", () => {
  const { services } = parseMasterCf(
    "a unix - - n - - smtp\nb unix - - n - - lmtp\na unix - - n - - error\n" +
      "a inet - - n - - smtpd\n",
  );
  assertEquals(
    services.map(({ name, type, command }) => [name, type, command]),
    [["b", "unix", "lmtp"], ["a", "unix", "error"], ["a", "inet", "smtpd"]],
  );
});

Deno.test("parseMasterCf() tells the line when fields are missing", () => {
  const { services, problems } = parseMasterCf(
    "\nsmtp inet n\na unix - - n - - smtp\n",
  );
  assertEquals(services.length, 1);
  assertEquals(problems, [{ line: 2, text: "3 fields where 8 belong" }]);
});

Deno.test("parseMasterCf() takes a brace for a letter when it is never closed", () => {
  const { services } = parseMasterCf("a unix - - n - - pipe argv={ x\n");
  assertEquals(services[0]?.args, ["argv={", "x"]);
});
