import { assertEquals } from "@std/assert/equals";
import { madeBorderMap, madeMapInstance } from "../../tests/unit/made_map.ts";
import { buildMap } from "./build_map.ts";
import { drawDot } from "./draw_dot.ts";

Deno.test("drawDot() gives a graph when it is the border mail server", () => {
  assertEquals(
    drawDot(madeBorderMap()),
    String.raw`digraph postfix {
  rankdir=LR;
  n1 [shape=box, label="/etc/postfix"];
  n2 [shape=box, label="postfix-out\ngroup mta"];
  n3 [shape=box, label="postfix-in\ngroup mta"];
  n4 [shape=plaintext, label="sendmail"];
  n5 [shape=plaintext, label="outside"];
  n6 [shape=plaintext, label="[hub]"];
  n7 [shape=plaintext, label="the recipient's domain"];
  n8 [shape=hexagon, label="filter 127.0.0.1:10025"];
  n4 -> n1 [label=""];
  n5 -> n3 [label="*:25"];
  n1 -> n6 [label="relayhost"];
  n2 -> n7 [label="default_transport"];
  n3 -> n8 [label="content_filter"];
  n3 -> n7 [label="default_transport"];
  n8 -> n2 [label="127.0.0.1:10026", style=dashed];
}
`,
  );
});

Deno.test("drawDot() protects quotes when a name has one", () => {
  const map = buildMap([madeMapInstance('a"b\\c')]);
  assertEquals(drawDot(map).includes(String.raw`label="a\"b\\c"`), true);
});
