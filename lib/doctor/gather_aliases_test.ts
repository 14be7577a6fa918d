import { assertEquals } from "@std/assert";
import { tempDirectory } from "../../tests/unit/temp_directory.ts";
import { withResource } from "../sys/with_resource.ts";
import { missingAliases } from "./gather_aliases.ts";

/** The value, where DIR is a directory with a, b, b.db and c.lmdb; what is missing. */
const ROWS: readonly (readonly [string, readonly string[]])[] = [
  ["", []],
  ["hash:DIR/a", ["hash:DIR/a DIR/a.db hash:DIR/a"]],
  ["hash:DIR/b, btree:DIR/b DIR/b", []],
  ["hash:DIR/no", ["hash:DIR/no DIR/no.db -"]],
  ["lmdb:DIR/c lmdb:DIR/a", ["lmdb:DIR/a DIR/a.lmdb lmdb:DIR/a"]],
  ["texthash:DIR/a texthash:DIR/no", ["texthash:DIR/no DIR/no -"]],
  ["proxy:hash:DIR/a", ["proxy:hash:DIR/a DIR/a.db hash:DIR/a"]],
  ["DIR/a", ["DIR/a DIR/a.db hash:DIR/a"]],
  ["nis:mail.aliases, unix:passwd.byname, ldap:/no/such.cf", []],
];

for (const [value, missing] of ROWS) {
  Deno.test(`missingAliases() of "${value}" tells what is not there`, () => {
    withResource(tempDirectory(), ({ path, write }) => {
      for (const name of ["a", "b", "b.db", "c.lmdb"]) write(name);
      const settings: Readonly<Record<string, string>> = {
        alias_maps: value.replaceAll("DIR", path),
        default_database_type: "hash",
      };
      const found = missingAliases({ value: (name) => settings[name] ?? "" });
      assertEquals(
        found.map(({ word, file, source }) =>
          `${word} ${file} ${source ?? "-"}`.replaceAll(path, "DIR")
        ),
        missing,
      );
    });
  });
}
