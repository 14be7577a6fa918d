/**
 * The map of the mail flow as a Mermaid flow chart. Pure.
 *
 * @module
 */

import { type GraphNode, graphOf } from "./graph.ts";
import type { MailMap } from "./mail_map.ts";

const BRACKETS: Readonly<Record<GraphNode["kind"], readonly [string, string]>> =
  {
    instance: ["[", "]"],
    filter: ["{{", "}}"],
    outside: ["([", "])"],
  };

/** A flow chart in the language of Mermaid. */
export function drawMermaid(map: MailMap): string {
  const { nodes, edges } = graphOf(map);
  const lines = [
    "flowchart LR",
    ...nodes.map(({ id, lines, kind }) => {
      const [open, close] = BRACKETS[kind];
      return `  ${id}${open}"${lines.map(escape).join("<br>")}"${close}`;
    }),
    ...edges.map(({ from, to, label, assumed }) => {
      const arrow = assumed ? "-.->" : "-->";
      const text = label === "" ? "" : `|"${escape(label)}"|`;
      return `  ${from} ${arrow}${text} ${to}`;
    }),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Mermaid reads HTML's entities, written with a number sign. */
function escape(text: string): string {
  return text.replace(/[#"&<>]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
