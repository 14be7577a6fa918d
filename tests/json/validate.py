"""validate.py - judge lines of JSON by a schema, with python3-jsonschema

usage: validate.py SCHEMA < TEXTS

Standard input is a JSON array of texts, each of them lines of JSON. Standard
output is a JSON array with one array for each text, and in that for each line
the name of the only definition that it is an example of, or what is wrong.
"""

import json
import sys

from jsonschema import Draft202012Validator, FormatChecker


def validator(schema):
    return Draft202012Validator(schema, format_checker=FormatChecker())


def judge(line, schema, kinds):
    try:
        value = json.loads(line)
    except ValueError as error:
        return f"no JSON: {error}: {line}"
    errors = list(validator(schema).iter_errors(value))
    fitting = [kind for kind, one in kinds.items() if one.is_valid(value)]
    if errors or len(fitting) != 1:
        return f"fits {fitting}: {line}"
    return fitting[0]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    names = [one["$ref"].rsplit("/", 1)[1] for one in schema["oneOf"]]
    definitions = {"$defs": schema["$defs"]}
    kinds = {
        name: validator({**definitions, "$ref": f"#/$defs/{name}"})
        for name in names
    }
    print(json.dumps([
        [judge(line, schema, kinds) for line in text.splitlines()]
        for text in json.load(sys.stdin)
    ]))


main()
