import { assertEquals } from "@std/assert";
import { getopt } from "./getopt.ts";
import { parsedOptions } from "./parsed_options.ts";
import { OPTION_TABLE } from "./option_table.ts";

Deno.test("parsedOptions() answers how often and with what an option was given", () => {
  const words = ["-vx", "-g", "a", "-v", "-g", "b", "ls", "-l"];
  const given = parsedOptions(getopt(words, OPTION_TABLE));
  assertEquals(given.count("verbose"), 2);
  assertEquals(given.values("verbose"), ["", ""]);
  assertEquals(given.count("group"), 2);
  assertEquals(given.values("group"), ["a", "b"]);
  assertEquals(given.value("group"), "b");
  assertEquals(given.has("command"), true);
  assertEquals(given.operands, ["ls", "-l"]);
});

Deno.test("parsedOptions() has nothing to say of an option that was not given", () => {
  const given = parsedOptions(getopt(["-x", "ls", "-l"], OPTION_TABLE));
  assertEquals(given.has("list"), false);
  assertEquals(given.count("list"), 0);
  assertEquals(given.values("group"), []);
  assertEquals(given.value("group"), undefined);
});

Deno.test("parsedOptions() tells an empty value from none", () => {
  const given = parsedOptions(getopt(["-g", ""], OPTION_TABLE));
  assertEquals(given.has("group"), true);
  assertEquals(given.value("group"), "");
});
