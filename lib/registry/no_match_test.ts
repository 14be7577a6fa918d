import { assertEquals } from "@std/assert";
import {
  madeDamage,
  madePrimary,
  madeSecondary,
} from "../../tests/unit/made_instance.ts";
import type { InstanceList } from "./load.ts";
import { noMatch, selectables } from "./no_match.ts";
import type { Selection } from "./select.ts";

const LIST: InstanceList = {
  primary: madePrimary({ name: "mail" }),
  secondaries: [
    { instance: madeSecondary("postfix-out", { group: "mta" }) },
    { instance: madeSecondary("postfix-submit", { group: "mta" }) },
    {
      instance: {
        ...madeSecondary(""),
        configDirectory: "/etc/postfix-nameless",
      },
    },
    { damage: madeDamage("/etc/postfix-broken") },
  ],
};

const REMEDY = ': "postmulti -l" shows the instances there are';

function named(name: string): Selection {
  return { by: "name", name };
}

function ofGroup(group: string): Selection {
  return { by: "group", group };
}

const MESSAGES: readonly (readonly [selection: Selection, text: string])[] = [
  [named("nothere"), 'there is no instance "nothere"'],
  [named(""), 'there is no instance ""'],
  [named("otu"), 'there is no instance "otu" (did you mean -i postfix-out?)'],
  [
    named("postfix-submti"),
    'there is no instance "postfix-submti" (did you mean -i postfix-submit?)',
  ],
  [named("OUT"), 'there is no instance "OUT" (did you mean -i postfix-out?)'],
  [
    named("postfix-mail"),
    'there is no instance "postfix-mail" (did you mean -i mail?)',
  ],
  [
    named("nameless"),
    'there is no instance "nameless" (did you mean -i /etc/postfix-nameless?)',
  ],
  [
    named("/srv/postfix-out/"),
    'there is no instance "/srv/postfix-out/" (did you mean -i postfix-out?)',
  ],
  [
    named("brokem"),
    'there is no instance "brokem" (did you mean -i /etc/postfix-broken?)',
  ],
  [named("mta"), 'there is no instance "mta" (did you mean -g mta?)'],
  [ofGroup("none"), 'no instance is in group "none"'],
  [ofGroup("mtb"), 'no instance is in group "mtb" (did you mean -g mta?)'],
  [
    ofGroup("postfix-mta"),
    'no instance is in group "postfix-mta" (did you mean -g mta?)',
  ],
  [
    ofGroup("out"),
    'no instance is in group "out" (did you mean -i postfix-out?)',
  ],
  [{ by: "all" }, "no instance matches"],
];

for (const [selection, text] of MESSAGES) {
  Deno.test(`noMatch() says ${text}`, () => {
    assertEquals(noMatch(selectables(LIST), selection), text + REMEDY);
  });
}
