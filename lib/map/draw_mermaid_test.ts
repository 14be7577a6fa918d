import { assertEquals } from "@std/assert/equals";
import { madeBorderMap, madeMapInstance } from "../../tests/unit/made_map.ts";
import { buildMap } from "./build_map.ts";
import { drawMermaid } from "./draw_mermaid.ts";

Deno.test("drawMermaid() gives a flow chart when it is the border mail server", () => {
  assertEquals(
    drawMermaid(madeBorderMap()),
    `flowchart LR
  n1["/etc/postfix"]
  n2["postfix-out<br>group mta"]
  n3["postfix-in<br>group mta"]
  n4(["sendmail"])
  n5(["outside"])
  n6(["[hub]"])
  n7(["the recipient's domain"])
  n8{{"filter 127.0.0.1:10025"}}
  n4 --> n1
  n5 -->|"*:25"| n3
  n1 -->|"relayhost"| n6
  n2 -->|"default_transport"| n7
  n3 -->|"content_filter"| n8
  n3 -->|"default_transport"| n7
  n8 -.->|"127.0.0.1:10026"| n2
`,
  );
});

Deno.test("drawMermaid() protects quotes when a name has one", () => {
  const map = buildMap([madeMapInstance('a"b\\c')]);
  assertEquals(drawMermaid(map).includes('n1["a#34;b\\c"]'), true);
});
