import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { domainToAscii } from "./domain_name.ts";
import {
  ExpandError,
  expandParameter,
  expandValue,
  type Lookup,
} from "./expand.ts";
import { dialectOf, type MacroDialect } from "./macro_dialect.ts";

// Every answer below is what `postconf -x` of Postfix 3.7.11 gave.

const PARAMETERS: Readonly<Record<string, string>> = {
  u: "U",
  e: "",
  n: "12",
  z: "012",
  emptyInTheEnd: "${e}",
  dollars: "$$u",
  self: "$self",
  ping: "a $pong",
  pong: "${ping}",
  broken: "${u",
  operand: "${{$operand} == {}?{y}}",
};

function lookup(name: string): string | undefined {
  return PARAMETERS[name];
}

const EXPANDED: readonly (readonly [value: string, expected: string])[] = [
  ["", ""],
  ["plain  text", "plain  text"],
  ["$u", "U"],
  ["${u}", "U"],
  ["$(u)", "U"],
  ["${ u }", "U"],
  ["${\tu\r}", "U"],
  ["$$u", "$u"],
  ["$$$u", "$U"],
  ["$$$$u", "$$u"],
  ["$dollars", "$u"],
  ["\\$u", "\\U"],
  ["$u$u", "UU"],
  ["$u-x", "U-x"],
  ["$u.x", "U.x"],
  ["x${u}}", "xU}"],
  ["x$u_x", "x"],
  ["x$undefined", "x"],
  ["${ }", ""],
  ["${u?t}", "t"],
  ["${e?t}", ""],
  ["${u:t}", ""],
  ["${e:t}", "t"],
  ["${undefined:t}", "t"],
  ["${?x}", ""],
  ["${:x}", "x"],
  ["${emptyInTheEnd?set}", "set"],
  ["${self?set}", "set"],
  ["${broken?set}", "set"],
  ["${u ?a}", "a"],
  ["${u?}", ""],
  ["[${u? t }]", "[ t ]"],
  ["[${u? }]", "[ ]"],
  ["${u?a:b}", "a:b"],
  ["${u??x}", "?x"],
  ["${u?$u}", "U"],
  ["${u?$$u}", "$u"],
  ["${u?{a}}", "a"],
  ["${e?{a}}", ""],
  ["${u?{a}:{b}}", "a"],
  ["${e?{a}:{b}}", "b"],
  ["${e?{a}:b}", "b"],
  ["[${e?{a}:  b c }]", "[  b c ]"],
  ["${e:{a}}", "a"],
  ["${ e ? {a} : {b} }", "b"],
  ["[${u?{ a }:{b}}]", "[ a ]"],
  ["[${u?\t{ a }\t}]", "[ a ]"],
  ["[${u?\v{a}}]", "[\v{a}]"],
  ["${u?{${e?{1}:{2}}}:{3}}", "2"],
  ["x${e?{$}}", "x"],
  ["${u?}}", "}"],
  ["${u?{a}}}", "a}"],
  ["${u?\\}}", "\\}"],
  ["$(u?{a})", "a"],
  ["$(u?(a))", "(a)"],
  ["$(e?{a}:(b))", "(b)"],
  ["$(e?{(a}:b))", "b)"],
  ["${{a} == {a}}", "true"],
  ["${{a} == {b}}", ""],
  ["${{a}=={b}?{y}:{n}}", "n"],
  ["${ {a}  !=\t{b} ? {y} : {n} }", "y"],
  ["$({a} == {a} ? {y} : {n})", "y"],
  ["${{a} == {b}:n}", "n"],
  ["${{a} == {a}:n}", ""],
  ["${{a} == {b}?y}", ""],
  ["${{a} == {a}?}", ""],
  ["${{$u} == {U}?y}", "y"],
  ["${{$undefined} == {}?y}", "y"],
  ["${{$n} == {$z}?y}", "y"],
  ["${{ a } == {a}?{y}:{n}}", "n"],
  ["${{{}} == {{}}?y}", "y"],
  ["${{${u?{1}:{2}}} == {1}?y}", "y"],
  ["${{a} == {$u{x}} ? {y}:{n}}", "n"],
  ["${{3}==level{3.0}?{y}:{n}}", "y"],
  ["${{1.2} <level {1.10} ? {y}:{n}}", "y"],
  ["${{1.2} < {1.10} ? {y}:{n}}", "n"],
];

for (const [value, expected] of EXPANDED) {
  Deno.test(`expandValue() expands ${JSON.stringify(value)}`, () => {
    assertEquals(expandValue(value, lookup), expected);
  });
}

const REFUSED: readonly (readonly [value: string, message: string])[] = [
  ["$", '"$" without a parameter name'],
  ["a$b$", '"$" without a parameter name'],
  ["a$ u", '"$" without a parameter name'],
  ["$-u", '"$" without a parameter name'],
  ["$[u]", '"$" without a parameter name'],
  ["$\xe9", '"$" without a parameter name'],
  ["${}", '"$" without a parameter name'],
  ["$()", '"$" without a parameter name'],
  ["${", '"${" without its end in "${"'],
  ["x $(u}", '"$(" without its end in "x $(u}"'],
  ["${u?{a}", '"${" without its end'],
  ["$({a(} == {a(})", '"$(" without its end'],
  ["${u-x}", 'unexpected "-x" in "u-x"'],
  ["${u x}", 'unexpected "x" in "u x"'],
  ["${u\v}", 'unexpected "?" in "u?"'],
  ["$((u))", 'unexpected "(u)" in "(u)"'],
  ["${u?{a}x}", 'no ":" after "?{...}" in "u?{a}x"'],
  ["${u?{a}?{b}}", 'no ":" after "?{...}"'],
  ["${e?{a}:{b}c}", 'unexpected "c" in "e?{a}:{b}c"'],
  ["${u:{a}:{b}}", 'unexpected ":{b}" in "u:{a}:{b}"'],
  ["$(u?{a)}", '"{" without its "}" in "u?{a"'],
  ["$({a)} == {a})", '"{" without its "}" in "{a"'],
  ["${{u}}", 'no comparison like "{x} == {y}" in "{u}"'],
  ["${{a} = {b}?y}", "no comparison"],
  ["${{a} === {a}?y}", "no comparison"],
  ["${{a} <> {a}?y}", "no comparison"],
  ["${{a} == b ? y}", "no comparison"],
  ["${{a}\v== {a}}", "no comparison"],
  ["${{3} == level {3}}", "no comparison"],
  ["${{3} ==levels {3}}", "no comparison"],
  ["${{3} ==level_{3}}", "no comparison"],
  ["${{a} == {a} x}", 'unexpected "x" in "{a} == {a} x"'],
  ["${u?$broken}", 'broken: "${" without its end in "${u"'],
  ["$self", "self: refers to itself: self -> self"],
  ["$ping", "pong: refers to itself: ping -> pong -> ping"],
  ["$operand", "operand: refers to itself: operand -> operand"],
];

for (const [value, message] of REFUSED) {
  Deno.test(`expandValue() refuses ${JSON.stringify(value)}`, () => {
    const error = assertThrows(() => expandValue(value, lookup), ExpandError);
    assertStringIncludes(error.message, message);
  });
}

// What Postfix 3.11.7 gave; `twice` is ours, to tell the argument exactly.

const FUNCTIONS = new Map([
  ["twice", (text: string) => text + text],
  ["domain_to_ascii", domainToAscii],
]);
const dialect: MacroDialect = {
  hasLevels: () => true,
  functionNamed: (name) => FUNCTIONS.get(name),
};

const CALLED: readonly (readonly [value: string, expected: string])[] = [
  ["${twice{a}}", "aa"],
  ["[${twice{ \ta \r}}]", "[aa]"],
  ["[${twice{\va\v}}]", "[\va\va]"],
  ["[${twice{}}]", "[]"],
  ["[${twice{${undefined:{ a }}}}]", "[ a  a ]"],
  ["${ twice {$u} }", "UU"],
  ["$(twice{$u})", "UU"],
  ["$(twice {a} )", "aa"],
  ["${twice{${twice{$u}}}}", "UUUU"],
  ["${{${twice{$u}}} == {UU} ? {y} : {n}}", "y"],
  ["$u${domain_to_ascii{foo..com}}tail", "Ufoo..comtail"],
  ["${domain_to_ascii{b\xc3\xbccher}}", "xn--bcher-kva"],
  ["$twice{a}", "{a}"],
  ["[$twice${twice}]", "[]"],
  ["${twice?{a}:{b}}", "b"],
  ["${undefined?{${nothing{x}}}:{b}}", "b"],
];

for (const [value, expected] of CALLED) {
  Deno.test(`expandValue() calls the function of ${JSON.stringify(value)}`, () => {
    assertEquals(expandValue(value, lookup, { dialect }), expected);
  });
}

const NOT_CALLED: readonly (readonly [value: string, message: string])[] = [
  ["${nothing{a}}", 'no function "nothing{}"'],
  ["${u{a}}", 'no function "u{}"'],
  ["${9{a}}", 'no function "9{}"'],
  ["${twice{a} x}", 'unexpected "x"'],
  ["${twice{a}{b}}", 'unexpected "{b}"'],
  ["${twice{a}?{b}:{c}}", 'unexpected "?{b}:{c}"'],
  ["${twice(a)}", 'unexpected "(a)"'],
  ["${twice{a}", '"${" without its end'],
  ["${domain_to_ascii{}}", '"" is not for domain_to_ascii{}'],
  ["${domain_to_ascii{\xfc}}", '"?" is not for domain_to_ascii{}'],
];

for (const [value, message] of NOT_CALLED) {
  Deno.test(`expandValue() refuses the function of ${JSON.stringify(value)}`, () => {
    const error = assertThrows(
      () => expandValue(value, lookup, { dialect }),
      ExpandError,
    );
    assertStringIncludes(error.message, message);
  });
}

Deno.test("expandValue() knows no function before Postfix 3.11", () => {
  const value = "${domain_to_ascii{$u}}";
  assertThrows(() => expandValue(value, lookup), ExpandError, "no function");
});

Deno.test("expandValue() compares no levels before Postfix 3.6", () => {
  const value = "${{3}==level{3.0}?{y}:{n}}";
  const old = { dialect: dialectOf(() => "3.5.25") };
  assertThrows(() => expandValue(value, lookup, old), ExpandError, "by level");
  const later = { dialect: dialectOf(() => "3.6.0") };
  assertEquals(expandValue(value, lookup, later), "y");
});

/** u0 refers to u1, and so on; the last one is "V". */
function chain(
  length: number,
  makeReference: (name: string) => string,
): Lookup {
  return (name) => {
    const number = Number(name.slice(1));
    return number < length ? makeReference(`u${number + 1}`) : "V";
  };
}

const CHAINS: readonly (readonly [
  what: string,
  makeReference: (name: string) => string,
  longest: number,
])[] = [
  ["$name", (name) => `$${name}`, 99],
  ["${name?$name}", (name) => `\${${name}?$${name}}`, 49],
  ["${{$name}=={V}?V}", (name) => `\${{$${name}}=={V}?V}`, 450],
];

for (const [what, makeReference, longest] of CHAINS) {
  Deno.test(`expandValue() follows ${longest} times ${what}`, () => {
    assertEquals(expandValue("$u0", chain(longest, makeReference)), "V");
  });
}

for (const [what, makeReference, longest] of CHAINS) {
  Deno.test(`expandValue() gives up on too long a chain of ${what}`, () => {
    const length = longest < 100 ? longest + 1 : 1_000_000;
    assertThrows(
      () => expandValue("$u0", chain(length, makeReference)),
      ExpandError,
      "nested too deeply",
    );
  });
}

Deno.test("expandValue() gives up on a value that doubles at each step", () => {
  const lookup = chain(90, (name) => `$${name}$${name}`);
  const error = assertThrows(() => expandValue("$u0", lookup), ExpandError);
  assertStringIncludes(error.message, "grows without end");
});

Deno.test("expandValue() expands a parameter once, however many refer to it", () => {
  // A billion references to a parameter that is unknown.
  const lookup = (name: string) => {
    const number = Number(name.slice(1));
    return number < 9 ? `$u${number + 1}`.repeat(10) : undefined;
  };
  assertEquals(expandValue("$u0", lookup), "");
});

/** u0 to u59 is a chain, and v0 is one that leads to it. */
function twoChains(length: number): Lookup {
  return (name) => {
    const next = Number(name.slice(1)) + 1;
    if (name.startsWith("u")) return next < 60 ? `$u${next}` : "V";
    return next < length ? `$v${next}` : "$u0";
  };
}

Deno.test("expandValue() counts the levels below a parameter that is known", () => {
  assertEquals(expandValue("$u0$v0", twoChains(40)), "VV");
  for (const value of ["$u0$v0", "$v0$u0"]) {
    assertThrows(
      () => expandValue(value, twoChains(41)),
      ExpandError,
      "nested too deeply",
    );
  }
});

Deno.test("expandParameter() expands the parameter's value", () => {
  assertEquals(expandParameter("emptyInTheEnd", lookup), "");
  assertEquals(expandParameter("dollars", lookup), "$u");
  assertEquals(expandParameter("undefined", lookup), "");
});

Deno.test("expandParameter() counts the parameter in a recursion", () => {
  const error = assertThrows(
    () => expandParameter("ping", lookup),
    ExpandError,
  );
  assertEquals(error.message, "pong: refers to itself: ping -> pong -> ping");
  assertEquals(error.parameter, "pong");
});

Deno.test("expandParameter() names the parameter with the mistake", () => {
  const error = assertThrows(
    () => expandParameter("broken", lookup),
    ExpandError,
  );
  assertEquals(error.message, 'broken: "${" without its end in "${u"');
  assertEquals(error.parameter, "broken");
});

Deno.test("expandValue() knows no parameter for a mistake in the value", () => {
  const error = assertThrows(() => expandValue("$", lookup), ExpandError);
  assertEquals(error.parameter, undefined);
});
