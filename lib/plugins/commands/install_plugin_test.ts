import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { tempDirectory } from "../../../tests/unit/temp_directory.ts";
import { FatalError } from "../../diag/errors.ts";
import { KNOWN_TEXTS } from "../known_texts.ts";
import { SHIPPED, type ShippedPlugin } from "../shipped.ts";
import { SHIPPED_IDS } from "../shipped_ids.ts";
import { sha256Hex } from "../../sys/digest.ts";
import { pluginStateOf } from "./copy_state.ts";
import {
  type Installed,
  installPlugin,
  shippedPlugin,
} from "./install_plugin.ts";

/** Installs without replacing edited files, unless that is said. */
function install(
  shipped: ShippedPlugin,
  directory: string,
  replace = false,
): Promise<Installed> {
  return installPlugin(shipped, { directory, replace });
}

for (const shipped of SHIPPED) {
  const { id, file, conf, parts } = shipped;
  Deno.test(`installPlugin() writes ${id} with all that it needs`, async () => {
    using temp = tempDirectory();
    assertEquals(await install(shipped, temp.path), {
      path: `${temp.path}/${file.name}`,
      conf: `${temp.path}/${conf.name}`,
      isChanged: true,
      isRenewed: false,
      kept: [],
    });
    for (const { name, text, mode } of [file, conf, ...parts]) {
      assertEquals(temp.read(name), text);
      const info = Deno.statSync(`${temp.path}/${name}`);
      assertEquals((info.mode ?? 0) & 0o7777, mode);
    }
    const again = await install(shipped, temp.path);
    assertEquals([again.isChanged, again.isRenewed], [false, false]);
    assertEquals(await pluginStateOf(shipped, temp.path), "current");
  });

  Deno.test(`KNOWN_TEXTS has each file of ${id} as it is now`, async () => {
    for (const { name, text } of [file, ...parts]) {
      const digest = await sha256Hex(new TextEncoder().encode(text));
      assert(
        KNOWN_TEXTS[name]?.includes(digest),
        `add "${digest}" to "${name}" in lib/plugins/known_texts.ts`,
      );
    }
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

/** A later version of a plugin, for which today's text is an earlier one. */
function later(shipped: ShippedPlugin): ShippedPlugin {
  const newer = <File extends { readonly text: string }>(file: File): File => ({
    ...file,
    text: `${file.text}// newer\n`,
  });
  const [first, ...parts] = shipped.parts;
  return {
    ...shipped,
    file: newer(shipped.file),
    conf: newer(shipped.conf),
    parts: first === undefined ? [] : [newer(first), ...parts],
  };
}

for (const shipped of SHIPPED) {
  Deno.test(`installPlugin() renews ${shipped.id} and leaves its settings`, async () => {
    using temp = tempDirectory();
    await install(shipped, temp.path);
    temp.write(shipped.conf.name, "mine\n");
    const newer = later(shipped);
    assertEquals(await pluginStateOf(newer, temp.path), "earlier");
    const { isChanged, isRenewed, kept } = await install(newer, temp.path);
    assertEquals([isChanged, isRenewed, kept], [true, true, []]);
    assertEquals(temp.read(shipped.file.name), newer.file.text);
    assertEquals(temp.read(shipped.conf.name), "mine\n");
    assertEquals(await pluginStateOf(newer, temp.path), "current");
  });
}

Deno.test("installPlugin() leaves settings alone", async () => {
  using temp = tempDirectory();
  temp.write(FILTER.conf.name, "mine\n");
  await install(FILTER, temp.path);
  assertEquals(temp.read(FILTER.conf.name), "mine\n");
});

for (const changed of [FILTER.file.name, FILTER.parts[0]?.name ?? ""]) {
  Deno.test(`installPlugin() overwrites no changed ${changed}`, async () => {
    using temp = tempDirectory();
    temp.write(changed, "mine\n");
    await assertRejects(
      () => install(FILTER, temp.path),
      FatalError,
      "postmulti --plugins install --replace content-filter",
    );
    assertEquals(temp.read(changed), "mine\n");
    assertEquals(
      temp.names().includes(FILTER.file.name),
      changed === FILTER.file.name,
    );
    assertEquals(await pluginStateOf(FILTER, temp.path), "edited");
  });

  Deno.test(`installPlugin() keeps a changed ${changed} that it replaces`, async () => {
    using temp = tempDirectory();
    temp.write(changed, "mine\n");
    const { isRenewed, kept } = await install(FILTER, temp.path, true);
    assertEquals([isRenewed, kept], [true, [`${temp.path}/${changed}.orig`]]);
    assertEquals(temp.read(`${changed}.orig`), "mine\n");
    assertEquals(await pluginStateOf(FILTER, temp.path), "current");
    temp.write(changed, "mine again\n");
    await assertRejects(
      () => install(FILTER, temp.path, true),
      FatalError,
      "this is there already",
    );
    assertEquals(temp.read(changed), "mine again\n");
  });
}

Deno.test("installPlugin() makes no second file of one id", async () => {
  using temp = tempDirectory();
  temp.write(`${FILTER.id}.sh`);
  await assertRejects(
    () => install(FILTER, temp.path),
    FatalError,
    "has the id 30-content-filter already",
  );
  assertEquals(temp.names(), [`${FILTER.id}.sh`]);
});
