/**
 * Which files of an instance do not look as postfix-files wants them, where that
 * matters.
 *
 * @module
 */

import type { Installation } from "../postfix/installation.ts";
import type { Parameters } from "../postfix/parameters.ts";
import type { PermissionRule } from "../postfix/postfix_files.ts";
import { readPermissionRules } from "../postfix/read_postfix_files.ts";
import { type Instance, withoutSlash } from "../registry/instance.ts";
import type { Accounts } from "../sys/accounts.ts";
import { formerOwnerships, type Ownership } from "../sys/ownership.ts";
import type { WrongFile } from "./facts.ts";
import { isGroupSignificant, isModeSignificant } from "./significant_mode.ts";

type Found = Ownership & { readonly path: string };

/**
 * Look at the configuration, queue and data directory of an instance; with the
 * primary also at what all instances share.
 *
 * @throws {FatalError} When postfix-files or a directory cannot be read, or an
 * account is missing.
 */
export function wrongFiles(
  { primary: isPrimary }: Instance,
  { installation: { primary }, parameters, accounts }: {
    readonly installation: Installation;
    readonly parameters: Parameters;
    readonly accounts: Accounts;
  },
): WrongFile[] {
  const rules = readPermissionRules(
    primary.value("meta_directory"),
    parameters.value,
    { shared: isPrimary },
  ).filter(({ path }) => path.startsWith("/"));
  // Each is followed in its order, so that the last for a path counts.
  const last = new Map(rules.map((rule) => [withoutSlash(rule.path), rule]));
  return [...last.values()].flatMap((rule) => wrongFile(rule, accounts));
}

function wrongFile(
  rule: PermissionRule,
  { userId, groupId }: Accounts,
): WrongFile[] {
  const { path, owner, group, mode, recursive } = rule;
  const gid = group === undefined ? undefined : groupId(group);
  const wanted: Ownership = { uid: userId(owner), gid, mode };
  const wrong = formerOwnerships(path, wanted, recursive)
    .filter((former) => differences(former, wanted, rule).length > 0);
  const [first, ...others] = wrong;
  if (first === undefined) return [];
  // The mode is that of directories, and a file below one keeps its own.
  const differing = differences(first, wanted, rule).filter((what, _, all) =>
    what !== "mode" || first.path === path || all.length === 1
  );
  const must = { owner, group: group ?? "", mode: octal(mode) };
  return [{
    path: first.path,
    looks: differing.map((what) => `${what} ${inWords(first)[what]}`)
      .join(", "),
    mustBe: differing.map((what) => `${what} ${must[what]}`).join(", "),
    below: others.length,
  }];
}

type Difference = "owner" | "group" | "mode";

function differences(
  found: Found,
  wanted: Ownership,
  rule: PermissionRule,
): Difference[] {
  return [
    ...found.uid === wanted.uid ? [] : ["owner" as const],
    ...wanted.gid === undefined || found.gid === wanted.gid ||
        !isGroupSignificant(found.mode, rule)
      ? []
      : ["group" as const],
    ...isModeSignificant(found.mode, rule) ? ["mode" as const] : [],
  ];
}

function inWords({ uid, gid, mode }: Found): Record<Difference, string> {
  return { owner: `${uid}`, group: `${gid}`, mode: octal(mode) };
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}
