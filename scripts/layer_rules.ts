/**
 * layer_rules.ts - which module of the program may import which
 *
 * The rules of the house: imports point one way, main.ts > lib/cli >
 * lib/apply, lib/doctor, lib/status > lib/units > lib/lifecycle, lib/iterate, lib/map, lib/manual > lib/plugins >
 * lib/registry > lib/postfix > lib/main_cf > lib/sys > lib/diag; no cycles; nothing from Node, npm or
 * @std/cli; Deno's own functions in lib/sys only; and no using declarations.
 *
 * The plugins that are shipped, in plugins/, stand outside of these layers: they
 * run where they are installed, without this program around them. They import
 * each other's parts only, and of api.ts nothing but types, because it is not
 * installed. The program knows them as texts, in lib/plugins/shipped.ts.
 *
 * Pure: check_layers.ts reads the modules.
 */

/** One module: its path in the project, what it imports, its text. */
export interface Module {
  /** For example `lib/sys/files.ts`. */
  readonly path: string;
  /** Paths in the project, or whole specifiers of what is elsewhere. */
  readonly imports: readonly string[];
  readonly source: string;
}

/** From the top to the bottom; areas on one line do not import each other. */
const LAYERS: readonly (readonly string[])[] = [
  ["main.ts"],
  ["cli"],
  ["apply", "doctor", "status"],
  ["units"],
  ["lifecycle", "iterate", "map", "manual"],
  ["plugins"],
  ["registry"],
  ["postfix"],
  ["main_cf"],
  ["sys"],
  ["diag"],
];

/** What any module may say after `Deno.`: names of types and of errors. */
const HARMLESS = new Set(["errors", "FileInfo", "DirEntry", "Signal"]);

/** What main.ts may say besides. */
const FOR_MAIN = new Set(["args", "exit"]);

/** Where the shipped plugins are, and the types of what they get. */
const SHIPPED = "plugins/";
const SHIPPED_TYPES = "plugins/api.ts";
const SHIPPED_TEXTS = "lib/plugins/shipped.ts";
/** The guide to plugins, which is a page of the manual as well. */
const GUIDE = "plugins/README.md";

/** Every breach of the rules, one line each, with the remedy. */
export function findLayerFaults(
  modules: readonly Module[],
): readonly string[] {
  const program = modules.filter(({ path }) => !path.startsWith(SHIPPED));
  const shipped = modules.filter(({ path }) => path.startsWith(SHIPPED));
  return [
    ...program.flatMap(importFaults),
    ...program.flatMap(effectFaults),
    ...program.flatMap(usingFaults),
    ...shipped.flatMap(shippedFaults),
    ...findCycles(modules),
  ];
}

/** A plugin must work where nothing but its own parts is installed. */
function shippedFaults(module: Module): readonly string[] {
  const { path, imports } = module;
  const isValue = /^\s*(import|export)\s+(?!type\b)[^;]*\bapi\.ts"/m;
  return [
    ...imports.filter((target) => !target.startsWith(SHIPPED)).map((target) =>
      `${path}: imports ${target}, which is not installed with it`
    ),
    ...isValue.test(codeOf(module))
      ? [`${path}: imports more than types from api.ts: say "import type"`]
      : [],
  ];
}

function importFaults(module: Module): readonly string[] {
  const layer = layerOf(module.path);
  if (layer === undefined) {
    return [`${module.path}: in no known layer: add it to layer_rules.ts`];
  }
  return module.imports.flatMap((target) => {
    const fault = importFault(module.path, layer, target);
    return fault === undefined ? [] : [`${module.path}: ${fault}`];
  });
}

function importFault(
  path: string,
  layer: number,
  target: string,
): string | undefined {
  if (/^(node|npm):/.test(target)) {
    return `imports ${target}: use Deno's functions, in lib/sys`;
  }
  if (/\/@std\/cli(\/|$)/.test(target)) {
    return `imports ${target}: that is for scripts/ only`;
  }
  if (target.startsWith(SHIPPED)) {
    return [SHIPPED_TYPES, GUIDE].includes(target) || path === SHIPPED_TEXTS
      ? undefined
      : `imports ${target}: the program knows api.ts only`;
  }
  const targetLayer = layerOf(target);
  if (targetLayer === undefined || areaOf(path) === areaOf(target)) {
    return undefined;
  }
  if (targetLayer < layer) return `imports ${target}, which is above it`;
  if (targetLayer === layer) return `imports ${target}, which is beside it`;
  return undefined;
}

/** Declarations that the minifier of the build would forget to close. */
function usingFaults(module: Module): readonly string[] {
  return /^\s*(await )?using \w+ =/m.test(codeOf(module))
    ? [`${module.path}: has a using declaration: call withResource() instead`]
    : [];
}

/** The source without its comments. */
function codeOf({ source }: Module): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|\s)\/\/.*$/gm, "");
}

/** Mentions of Deno where there should be none, comments left out. */
function effectFaults(module: Module): readonly string[] {
  const area = areaOf(module.path);
  if (area === "sys") return [];
  const names = [...codeOf(module).matchAll(/\bDeno\b(?:\s*\.\s*(\w+))?/g)]
    .map((match) => match[1] ?? "")
    .filter((name) =>
      !HARMLESS.has(name) && !(area === "main.ts" && FOR_MAIN.has(name))
    );
  return [...new Set(names)].map((name) =>
    `${module.path}: uses Deno.${name}: effects belong into lib/sys`
  );
}

/** One line for each circle of imports, from its first module by name. */
function findCycles(modules: readonly Module[]): readonly string[] {
  const imports = new Map(modules.map((one) => [one.path, one.imports]));
  const done = new Set<string>();
  const cycles = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const from = trail.indexOf(path);
    if (from >= 0) {
      cycles.add(cycleLine(trail.slice(from)));
      return;
    }
    if (done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of [...imports.keys()].sort()) visit(path, []);
  return [...cycles];
}

function cycleLine(cycle: readonly string[]): string {
  const first = [...cycle].sort()[0] ?? "";
  const start = cycle.indexOf(first);
  const turned = [...cycle.slice(start), ...cycle.slice(0, start), first];
  return `${first}: imports in a circle: ${turned.join(" > ")}`;
}

/** `cli` of lib/cli/x.ts, `main.ts` of main.ts; undefined elsewhere. */
function areaOf(path: string): string | undefined {
  if (path === "main.ts") return path;
  return /^lib\/([^/]+)\/.*\.ts$/.exec(path)?.[1];
}

function layerOf(path: string): number | undefined {
  const area = areaOf(path);
  if (area === undefined) return undefined;
  const layer = LAYERS.findIndex((areas) => areas.includes(area));
  return layer < 0 ? undefined : layer;
}
