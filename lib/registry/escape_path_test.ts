import { assertEquals } from "@std/assert";
import { escapePath } from "./escape_path.ts";

const PATHS = [
  ["/etc/postfix", "etc-postfix"],
  ["/etc/postfix-out", "etc-postfix\\x2dout"],
  ["//srv/mail//a b/", "srv-mail-a\\x20b"],
  ["/.hidden/.x", "\\x2ehidden-.x"],
  ["/etc/pöst", "etc-p\\xc3\\xb6st"],
  ["/a@b%c:d_e", "a\\x40b\\x25c:d_e"],
  ["/", "-"],
] as const;

for (const [path, expected] of PATHS) {
  Deno.test(`escapePath() makes ${expected} of ${path}`, () => {
    assertEquals(escapePath(path), expected);
  });
}
