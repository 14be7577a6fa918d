import { assertEquals, assertThrows } from "@std/assert";
import { tempDirectory } from "../../../tests/unit/temp_directory.ts";
import { FatalError } from "../../diag/errors.ts";
import { SHIPPED } from "../shipped.ts";
import { SHIPPED_IDS } from "../shipped_ids.ts";
import { installPlugin, shippedPlugin } from "./install_plugin.ts";

for (const shipped of SHIPPED) {
  const { id, file, conf, parts } = shipped;
  Deno.test(`installPlugin() writes ${id} with all that it needs`, () => {
    using temp = tempDirectory();
    assertEquals(installPlugin(shipped, temp.path), {
      path: `${temp.path}/${file.name}`,
      conf: `${temp.path}/${conf.name}`,
      isChanged: true,
    });
    for (const { name, text, mode } of [file, conf, ...parts]) {
      assertEquals(temp.read(name), text);
      const info = Deno.statSync(`${temp.path}/${name}`);
      assertEquals((info.mode ?? 0) & 0o7777, mode);
    }
    assertEquals(installPlugin(shipped, temp.path).isChanged, false);
  });

  Deno.test(`shippedPlugin() finds ${id} by each of its names`, () => {
    for (const word of [id, id.slice("NN-".length), file.name]) {
      assertEquals(shippedPlugin(word, SHIPPED).id, id);
    }
  });

  Deno.test(`SHIPPED has every file that ${id} imports`, () => {
    const names = parts.map(({ name }) => name);
    const imports = [file, ...parts].flatMap(({ name, text }) =>
      [...text.matchAll(/^(?:import|export)\s+(?!type)[^;]*"(\..+)";/gm)]
        .map((match) => new URL(match[1] ?? "", `file:///${name}`).pathname)
    );
    const missing = imports.filter((path) => !names.includes(path.slice(1)));
    assertEquals(missing, []);
  });
}

Deno.test("SHIPPED_IDS has the id of every shipped plugin, in order", () => {
  assertEquals(SHIPPED_IDS, SHIPPED.map(({ id }) => id));
});

const FILTER = shippedPlugin("content-filter", SHIPPED);

Deno.test("shippedPlugin() knows no other plugin", () => {
  assertThrows(
    () => shippedPlugin("frob", SHIPPED),
    FatalError,
    "install one of",
  );
});

Deno.test("installPlugin() leaves settings alone", () => {
  using temp = tempDirectory();
  temp.write(FILTER.conf.name, "mine\n");
  installPlugin(FILTER, temp.path);
  assertEquals(temp.read(FILTER.conf.name), "mine\n");
});

for (const changed of [FILTER.file.name, FILTER.parts[0]?.name ?? ""]) {
  Deno.test(`installPlugin() overwrites no changed ${changed}`, () => {
    using temp = tempDirectory();
    temp.write(changed, "mine\n");
    assertThrows(
      () => installPlugin(FILTER, temp.path),
      FatalError,
      "differs from what comes with postmulti",
    );
    assertEquals(temp.read(changed), "mine\n");
    assertEquals(
      temp.names().includes(FILTER.file.name),
      changed === FILTER.file.name,
    );
  });
}

Deno.test("installPlugin() makes no second file of one id", () => {
  using temp = tempDirectory();
  temp.write(`${FILTER.id}.sh`);
  assertThrows(
    () => installPlugin(FILTER, temp.path),
    FatalError,
    "has the id 30-content-filter already",
  );
  assertEquals(temp.names(), [`${FILTER.id}.sh`]);
});
