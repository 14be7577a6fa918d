/**
 * Whether a module keeps to its plugin directory: what it imports, and what that
 * imports in turn, must be there, where everything has been judged. Reads modules,
 * runs nothing.
 *
 * @module
 */

import { textIfReadable } from "../sys/module_process.ts";
import type { Mistrust } from "../sys/trust_judge.ts";
import { importsOf } from "./module_imports.ts";

/**
 * What speaks against the imports of a module.
 *
 * @param path The module's, absolute, without symbolic links.
 * @param directory The plugin directory.
 * @returns The first import that leads elsewhere. What the runtime refuses anyway,
 * such as an import from the network, is left to it; and so is what cannot be read.
 */
export function mistrustImports(
  path: string,
  directory: string,
): Mistrust | undefined {
  const seen = new Set([path]);
  for (const module of seen) {
    for (const specifier of importsOf(textIfReadable(module) ?? "")) {
      const target = targetOf(specifier, module);
      if (target === undefined) continue;
      if (!target.startsWith(`${directory}/`)) {
        return {
          path: module,
          reason: `imports ${shown(specifier)}, which is not in ${directory}`,
          remedy: "put it there, and import it by a relative path",
        };
      }
      seen.add(target);
    }
  }
  return undefined;
}

/** Code that is not a file has its address for a path; undefined for the runtime's. */
function targetOf(specifier: string, module: string): string | undefined {
  if (/^(data|blob):/i.test(specifier)) return specifier;
  if (!/^(\.{0,2}\/|file:)/i.test(specifier)) return undefined;
  try {
    const base = new URL("file:///");
    base.pathname = module.split("/").map(encodeURIComponent).join("/");
    return decodeURIComponent(new URL(specifier, base).pathname);
  } catch {
    return specifier;
  }
}

function shown(specifier: string): string {
  return specifier.length > 60 ? `${specifier.slice(0, 60)}...` : specifier;
}
