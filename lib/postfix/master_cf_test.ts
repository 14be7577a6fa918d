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
    fields: {
      private: "n",
      unprivileged: "-",
      chroot: "y",
      wakeup: "-",
      process_limit: "-",
    },
    command: "smtpd",
    args: ["-v"],
    options: new Map(),
    line: 2,
  }]);
});

Deno.test("parseMasterCf() joins the lines of a service", () => {
  const { services } = parseMasterCf(
    "s unix - - n - - smtp\n  -o a=b\n# no\n\n -o c=d\n",
  );
  assertEquals([...services[0]?.options ?? []], [["a", "b"], ["c", "d"]]);
});

Deno.test("parseMasterCf() keeps the last when a service comes twice", () => {
  const { services, hidden } = parseMasterCf(
    "a unix - - n - - smtp\nb unix - - n - - lmtp\na unix - - n - - error\n" +
      "a inet - - n - - smtpd\n",
  );
  assertEquals(
    services.map(({ name, type, command }) => [name, type, command]),
    [["b", "unix", "lmtp"], ["a", "unix", "error"], ["a", "inet", "smtpd"]],
  );
  assertEquals(hidden.map(({ command, line }) => [command, line]), [[
    "smtp",
    1,
  ]]);
});

Deno.test("parseMasterCf() names the line when fields are missing", () => {
  const { services, problems } = parseMasterCf(
    "\nsmtp inet n\na unix - - n - - smtp\n",
  );
  assertEquals(services.length, 1);
  assertEquals(problems, [{ line: 2, text: "3 fields where 8 belong" }]);
});
