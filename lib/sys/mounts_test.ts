import { assert, assertEquals } from "@std/assert";
import { mountPoints, parseMountPoints } from "./mounts.ts";

Deno.test("parseMountPoints() reads the mount points, spaces included", () => {
  const text = `22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw
23 22 254:1 /srv/q /var/spool/a\\040b\\134c rw shared:5 - ext4 /dev/vda1 rw
`;
  assertEquals(parseMountPoints(new TextEncoder().encode(text)), [
    "/",
    "/var/spool/a b\\c",
  ]);
});

Deno.test("mountPoints() has the mount points of this machine", () => {
  const points = mountPoints();
  assert(points.includes("/"), points.join(" "));
  assert(points.includes("/proc"), points.join(" "));
});
