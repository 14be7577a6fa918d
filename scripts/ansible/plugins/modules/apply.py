#!/usr/bin/python
# apply.py - the Postfix instances of a host as a document says
#
# Hands the document to "postmulti --apply -" and turns its JSON result into one of
# Ansible. Decides nothing: what is wrong with a document, what there is to do, the
# order, the undoing and the differences are all the program's.
#
# Copyright the postmulti authors
# MIT License (see https://opensource.org/licenses/MIT)
# SPDX-License-Identifier: MIT
"""The Postfix instances of a host as a document says."""

DOCUMENTATION = r"""
module: apply
short_description: Make the Postfix instances of a host as a document says
description:
  - Creates, imports, changes, starts, stops and removes Postfix instances, until the host
    is as the document says. What the document does not mention is left alone.
  - A thin layer around C(postmulti --apply -), which carries out every change under a lock
    and a journal. When one fails, or the connection ends, every instance is whole, and
    running the task again completes it.
  - An instance that holds mail is not removed.
version_added: 1.0.0
author:
  - the postmulti authors (@postmulti)
requirements:
  - postmulti on the host, which the role C(postmulti.postmulti.postmulti) installs
  - Postfix on the host
  - root on the host
options:
  instances:
    description:
      - The instances in start order, the primary instance first if it is mentioned.
      - An instance has the members C(primary), C(name), C(group), C(enabled),
        C(config_directory), C(queue_directory), C(data_directory), C(main_cf), C(master_cf),
        C(files), C(plugins) and C(state), which is C(started), C(stopped),
        C(restarted_when_changed) or C(absent). The manual page postmulti-apply(5),
        which C(postmulti --manual=apply) shows, says what each of them takes.
        C(postmulti --export) writes them for a host as it is.
      - In C(main_cf), in the C(options) and in the fields of C(master_cf), a boolean or a
        number of YAML stands for the text that Postfix has for it, so C(biff) with the value
        C(no) means what it looks like.
    type: list
    elements: dict
    required: true
  exclusive:
    description:
      - Whether instances that are not mentioned, other than the primary instance, are removed.
    type: bool
    default: false
  executable:
    description:
      - The program, as an absolute path or a name to be found in the directories of commands.
    type: str
    default: postmulti
  lock_timeout:
    description:
      - How many seconds to wait for another action that is going on, at most.
    type: int
    default: 30
notes:
  - In check mode the program runs with C(--dry-run) and reports what it would do.
  - In diff mode the result has the unified diff of every file that is, or would be, changed.
    Files that other users of the host cannot read are not shown.
  - The content of files is in no result and in no log of the host.
attributes:
  check_mode:
    description: Tells what would change, and changes nothing.
    support: full
  diff_mode:
    description: Shows the difference that is made to each file.
    support: full
"""

EXAMPLES = r"""
- name: An instance that sends mail to the hub
  postmulti.postmulti.apply:
    instances:
      - name: postfix-out
        group: mta
        enabled: true
        main_cf:
          inet_interfaces: loopback-only
          master_service_disable:
          relayhost: "[mailhub.example.com]"
        master_cf:
          smtp/inet:
          127.0.0.1:10026/inet:
            command: smtpd
            process_limit: 20
        state: restarted_when_changed

- name: A file of the instance, and its mode
  postmulti.postmulti.apply:
    instances:
      - name: postfix-out
        main_cf:
          transport_maps: texthash:$config_directory/transport
        files:
          - path: transport
            content: "{{ lookup('ansible.builtin.template', 'transport.j2') }}"
            mode: "0640"
            group: postfix

- name: As another host was when it was exported, and nothing else
  postmulti.postmulti.apply:
    instances: "{{ (lookup('ansible.builtin.file', 'mx1.json') | from_json).instances }}"
    exclusive: true

- name: Gone, unless there is mail in it
  postmulti.postmulti.apply:
    instances:
      - name: postfix-old
        state: absent
"""

RETURN = r"""
complete:
  description: Whether all of the document was carried out.
  returned: when the program got as far as to a plan
  type: bool
  sample: true
instances:
  description: The primary instance, and all that the document is about, in start order.
  returned: when the program got as far as to a plan
  type: list
  elements: dict
  contains:
    name:
      description: Its name, null for one without.
      type: str
      sample: postfix-out
    config_directory:
      description: Its configuration directory.
      type: str
      sample: /etc/postfix-out
    primary:
      description: Whether it is the primary instance.
      type: bool
      sample: false
    changed:
      description: Whether something was done to it.
      type: bool
      sample: true
    complete:
      description: Whether it is as the document says.
      type: bool
      sample: true
    done:
      description: What was done to it, or in check mode would be.
      type: list
      elements: str
      sample: [configure, stop, start]
    not_done:
      description: What there was to do and was not done, because of an error.
      type: list
      elements: str
      sample: []
    files:
      description: The files that the document is about, or that have changed.
      type: list
      elements: dict
      contains:
        path:
          description: Absolute path.
          type: str
          sample: /etc/postfix-out/main.cf
        changed:
          description: Whether it was changed, or would be.
          type: bool
          sample: true
        change:
          description: C(created), C(changed), C(removed), or null.
          type: str
          sample: changed
"""

import json
from typing import Any, Optional

from ansible.module_utils.basic import AnsibleModule

WORDS = {True: "yes", False: "no"}
LETTERS = {True: "y", False: "n"}
# What the distribution's command complains of.
NO_SUCH_OPTION = "invalid option -- '-'"
SEVERITY = "postmulti: %s: "


def main() -> None:
    """Run the program, and report."""
    module = AnsibleModule(
        argument_spec={
            "instances": {"type": "list", "elements": "dict", "required": True},
            "exclusive": {"type": "bool", "default": False},
            "executable": {"type": "str", "default": "postmulti"},
            "lock_timeout": {"type": "int", "default": 30},
        },
        supports_check_mode=True,
        # Otherwise the content of all files is written to the log of the host.
        no_log=True,
    )
    # Results tell the parameters, and these can hold secrets.
    instances = module.params.pop("instances")
    # What the administrator installed goes before what the distribution has.
    program = module.get_bin_path(module.params["executable"], True, ["/usr/local/sbin"])
    arguments = [program, "--apply", "-", "--json"]
    arguments += ["--lock-timeout", str(module.params["lock_timeout"])]
    if module.check_mode:
        arguments.append("--dry-run")
    document = {
        "schema": 1,
        "exclusive": module.params["exclusive"],
        "instances": [as_postfix_has_it(one) for one in instances],
    }
    try:
        status, out, err = module.run_command(
            arguments, data=json.dumps(document), handle_exceptions=False
        )
    except BrokenPipeError:
        # It ended before it had read all.
        status, out, err = 1, "", NO_SUCH_OPTION
    if status != 0 and NO_SUCH_OPTION in err:
        module.fail_json(
            msg=f"{program} knows no --apply: install postmulti first, as the role "
            "postmulti.postmulti.postmulti does: this is the distribution's command"
        )
    report(module, status, out, err)


def as_postfix_has_it(instance: dict[str, Any]) -> dict[str, Any]:
    """Give settings that YAML takes for booleans or numbers Postfix's words."""
    changed = dict(instance)
    if isinstance(instance.get("main_cf"), dict):
        changed["main_cf"] = in_words(instance["main_cf"], WORDS)
    services = instance.get("master_cf")
    if isinstance(services, dict):
        changed["master_cf"] = {key: service_in_words(services[key]) for key in services}
    return changed


def service_in_words(service: Any) -> Any:
    """Do the same for one service."""
    if not isinstance(service, dict):
        return service
    changed = in_words(service, LETTERS)
    if isinstance(service.get("options"), dict):
        changed["options"] = in_words(service["options"], WORDS)
    return changed


def in_words(settings: dict[str, Any], words: dict[bool, str]) -> dict[str, Any]:
    """Turn booleans and numbers into words, and leave all else alone."""
    def word(value: Any) -> Any:
        if isinstance(value, bool):
            return words[value]
        return str(value) if isinstance(value, (int, float)) else value

    return {name: word(value) for name, value in settings.items()}


def report(module: AnsibleModule, status: int, out: str, err: str) -> None:
    """Say what the program said, and end."""
    fatal, warnings = sort_messages(err)
    for warning in warnings:
        module.warn(warning)
    answer = read_answer(out)
    result: dict[str, Any] = {"changed": bool(answer and answer["changed"])}
    if answer is not None:
        files = [file for one in answer["instances"] for file in one["files"]]
        diffs = [file.pop("diff", None) for file in files]
        result.update(complete=answer["complete"], instances=answer["instances"])
        if module._diff:
            result["diff"] = [{"prepared": diff} for diff in diffs if diff]
    if status == 0 and answer is not None:
        module.exit_json(**result)
    error = answer["error"] if answer is not None else None
    message = error or "; ".join(fatal) or f"postmulti ended with status {status}"
    module.fail_json(msg=message, rc=status, **result)


def read_answer(out: str) -> Optional[dict[str, Any]]:
    """Find the result; plugins and postfix(1) may have written lines before it."""
    for line in reversed(out.splitlines()):
        answer = json.loads(line) if line.startswith('{"schema":1,') else {}
        # Where nothing could begin, the object has but the error.
        if "instances" in answer:
            return answer
    return None


def sort_messages(err: str) -> tuple[list[str], list[str]]:
    """Split what the program complains of into fatal errors and warnings."""
    lines = err.splitlines()
    fatal, warnings = (
        [line[len(start):] for line in lines if line.startswith(start)]
        for start in (SEVERITY % "fatal", SEVERITY % "warning")
    )
    return fatal, warnings


if __name__ == "__main__":
    main()
