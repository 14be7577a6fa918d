import { assertEquals } from "@std/assert/equals";
import { madeBorderMap } from "../../tests/unit/made_map.ts";
import { mapJson } from "./map_json.ts";

Deno.test("mapJson() is one line with every part when it is the border mail server", () => {
  const text = mapJson(madeBorderMap());
  assertEquals(text.indexOf("\n"), text.length - 1);
  const { schema, instances, filters, arrows } = JSON.parse(text);
  assertEquals([schema, instances.length, arrows.length], [1, 3, 5]);
  assertEquals(filters, [{ title: "filter 127.0.0.1:10025" }]);
  assertEquals(arrows.at(-1), {
    from: "filter 127.0.0.1:10025",
    to: "postfix-out",
    to_kind: "instance",
    at: "127.0.0.1:10026",
    parameter: "",
    assumed: true,
  });
  assertEquals(instances[2].routes[0], {
    parameter: "content_filter",
    service: "",
    transport: "smtp",
    next_hop: "[127.0.0.1]:10025",
    kind: "network",
    target: "127.0.0.1:10025",
  });
});
