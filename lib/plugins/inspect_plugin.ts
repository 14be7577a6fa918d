/**
 * Looking at one file that has the name of a plugin: whether it may run, and
 * what it wants. It is judged before a byte of it is read, and never executed.
 *
 * @module
 */

import { type FileHead, readHead } from "../sys/file_head.ts";
import { isSystemError, reasonOf } from "../sys/files.ts";
import type { Mistrust, TrustJudge } from "../sys/trust_judge.ts";
import type { Declaration } from "./declaration.ts";
import { mistrustInterpreter } from "./interpreter.ts";
import type { KnownOps } from "./known_ops.ts";
import {
  DECLARATION_BYTES,
  type Declared,
  parseDeclaration,
} from "./parse_declaration.ts";
import type { BrokenPlugin, Plugin } from "./plugin.ts";

/** The first bytes of an executable: elf(5). */
const ELF = "\x7fELF";

/** What one directory has under one id, and the path it has it by. */
export type Found =
  & { readonly path: string }
  & (
    | { readonly kind: "plugin"; readonly plugin: Plugin }
    | { readonly kind: "broken"; readonly broken: BrokenPlugin }
    /** An empty file. */
    | { readonly kind: "mask" }
  );

/** A file that has the name of a plugin. */
export interface Candidate {
  /** Its file name without extension. */
  readonly id: string;
  /** Absolute path, without symbolic links above it. */
  readonly path: string;
  /** Whether it is a module, by its name. */
  readonly isModule: boolean;
  /** The file that has the declaration: itself, or its .meta. */
  readonly declaredIn: string;
}

/** What a candidate is judged with. */
export interface CandidateContext {
  /** Judges paths. */
  readonly judge: TrustJudge;
  /** What events can be about. */
  readonly knownOps: KnownOps;
}

/** Look at a file that has the name of a plugin. */
export function inspectPlugin(
  { id, path, isModule, declaredIn }: Candidate,
  { judge, knownOps }: CandidateContext,
): Found {
  const broken = (what: Mistrust, declaration?: Declaration): Found => ({
    kind: "broken",
    path,
    broken: { id, ...what, declaration },
  });
  const own = judge.judge(path, "file");
  if (own.mistrust !== undefined) return broken(own.mistrust);
  if (own.info.size === 0) return { kind: "mask", path };
  const source = declaredIn === path ? own : judge.judge(declaredIn, "file");
  if (source.mistrust !== undefined) return broken(source.mistrust);
  const head = headOf(declaredIn, source.info.size);
  const declared = "problem" in head ? head : parseDeclaration(head, knownOps);
  if ("problem" in declared) {
    const { problem: reason, remedy } = declared;
    return broken({ path: declaredIn, reason, remedy });
  }
  const { declaration } = declared;
  if (!isModule && ((own.info.mode ?? 0) & 0o111) === 0) {
    const remedy = `run "chmod +x ${path}"`;
    return broken({ path, reason: "is not executable", remedy }, declaration);
  }
  const start = declaredIn === path ? head : headOf(path, own.info.size);
  if (!isModule && !isProgram(start)) {
    const reason = "begins neither like a script nor like a program";
    const remedy = "give it a first line like #!/bin/sh";
    return broken({ path, reason, remedy }, declaration);
  }
  const interpreter = isModule || "problem" in start
    ? undefined
    : mistrustInterpreter(path, start.text, judge);
  if (interpreter !== undefined) return broken(interpreter, declaration);
  const kind = isModule ? "module" : "executable";
  const plugin: Plugin = { id, path, kind, declaration, conf: undefined };
  return { kind: "plugin", path, plugin };
}

/** What cannot be run as it is would be handed to a shell by the runtime. */
function isProgram(head: Head): boolean {
  if ("problem" in head) return false;
  return head.text.startsWith("#!") || head.text.startsWith(ELF);
}

type Head = FileHead | Extract<Declared, { readonly problem: string }>;

function headOf(path: string, size: number): Head {
  try {
    return readHead(path, { size, maxBytes: DECLARATION_BYTES });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const problem = `cannot be read: ${reasonOf(error)}`;
    return { problem, remedy: "run this as root, or correct its mode" };
  }
}
