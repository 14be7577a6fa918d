/**
 * As much of JSON Schema 2020-12 as our schema uses: whether a value is valid.
 * A keyword that is not known here is an error, so that none is ignored.
 *
 * @module
 */

type Json = null | boolean | number | string | Json[] | {
  [name: string]: Json;
};
type Schema = { readonly [keyword: string]: Json };

/** Whether a value is valid; `whole` is the schema that references lead into. */
export function isValid(
  value: Json,
  schema: Schema,
  whole: Schema = schema,
): boolean {
  return Object.keys(schema).every((keyword) => {
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`unknown keyword ${keyword}`);
    return check(
      value,
      schema,
      (one, other) => isValid(one, asSchema(other), whole),
      whole,
    );
  });
}

type Check = (
  value: Json,
  schema: Schema,
  valid: (value: Json, schema: Json | undefined) => boolean,
  whole: Schema,
) => boolean;

const always: Check = () => true;

const KEYWORDS: Readonly<Record<string, Check>> = {
  $schema: always,
  $id: always,
  $defs: always,
  title: always,
  description: always,
  default: always,
  then: always,
  $ref: (value, { $ref }, valid, whole) => {
    const name = String($ref).replace("#/$defs/", "");
    return valid(value, asSchema(whole.$defs)[name]);
  },
  type: (value, { type }) => [type].flat().some((one) => one === typeOf(value)),
  const: (value, schema) => value === schema.const,
  enum: (value, schema) => [schema.enum].flat().includes(value),
  minimum: (value, { minimum }) => Number(value) >= Number(minimum),
  pattern: (value, { pattern }) =>
    typeof value !== "string" || new RegExp(String(pattern), "u").test(value),
  not: (value, { not }, valid) => !valid(value, not),
  oneOf: (value, { oneOf }, valid) =>
    [oneOf].flat().filter((one) => valid(value, one)).length === 1,
  anyOf: (value, { anyOf }, valid) =>
    [anyOf].flat().some((one) => valid(value, one)),
  if: (value, schema, valid) =>
    !valid(value, schema.if) || valid(value, schema.then),
  items: (value, { items }, valid) =>
    !Array.isArray(value) || value.every((item) => valid(item, items)),
  required: (value, { required }) =>
    !isObject(value) ||
    [required].flat().every((name) => String(name) in value),
  properties: (value, { properties }, valid) =>
    !isObject(value) || Object.entries(asSchema(properties))
      .every(([name, one]) =>
        !(name in value) || valid(value[name] ?? null, one)
      ),
  propertyNames: (value, { propertyNames }, valid) =>
    !isObject(value) ||
    Object.keys(value).every((name) => valid(name, propertyNames)),
  additionalProperties: (value, { additionalProperties, properties }, valid) =>
    !isObject(value) ||
    Object.entries(value).every(([name, member]) =>
      name in asSchema(properties ?? {}) ||
      additionalProperties !== false && valid(member, additionalProperties)
    ),
};

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeOf(value) === "object";
}

function asSchema(value: Json | undefined): Schema {
  if (value === undefined || !isObject(value)) throw new Error("no schema");
  return value;
}
