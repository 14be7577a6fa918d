/**
 * The map of the mail flow for Graphviz's dot(1). Pure.
 *
 * @module
 */

import { type GraphNode, graphOf } from "./graph.ts";
import type { MailMap } from "./mail_map.ts";

const SHAPES: Readonly<Record<GraphNode["kind"], string>> = {
  instance: "box",
  filter: "hexagon",
  outside: "plaintext",
};

/** A directed graph in the language of dot(1). */
export function drawDot(map: MailMap): string {
  const { nodes, edges } = graphOf(map);
  const lines = [
    "digraph postfix {",
    "  rankdir=LR;",
    ...nodes.map(({ id, lines, kind }) =>
      `  ${id} [shape=${SHAPES[kind]}, label="${
        lines.map(escape).join("\\n")
      }"];`
    ),
    ...edges.map(({ from, to, label, assumed }) =>
      `  ${from} -> ${to} [label="${escape(label)}"${
        assumed ? ", style=dashed" : ""
      }];`
    ),
    "}",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function escape(text: string): string {
  return text.replace(/["\\]/g, "\\$&");
}
