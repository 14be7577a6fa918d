import { assertEquals } from "@std/assert/equals";
import { isDisabled } from "./service_disable.ts";

const TABLE: readonly (readonly [string, string, string, boolean])[] = [
  ["the list is empty", "", "smtp/inet", false],
  ["the type is listed", "inet", "smtp/inet", true],
  ["another type is listed", "unix", "smtp/inet", false],
  ["name and type are listed", "smtp/inet", "smtp/inet", true],
  ["another name is listed", "smtp/inet", "10025/inet", false],
  ["the name has a colon", "127.0.0.1:25/inet", "127.0.0.1:25/inet", true],
  ["it is excluded first", "!smtp/inet, inet", "smtp/inet", false],
  ["another is excluded first", "!smtp/inet inet", "10025/inet", true],
  ["it is excluded too late", "inet !smtp/inet", "smtp/inet", true],
];

for (const [when, patterns, service, wanted] of TABLE) {
  Deno.test(`isDisabled() says ${wanted} when ${when}`, () => {
    const [name = "", type = ""] = service.split("/");
    assertEquals(isDisabled({ name, type }, patterns), wanted);
  });
}
