#!/bin/sh
# @postmulti-plugin 1 on=post:@change,fail:@change,fail:check timeout=60
#
# 90-notify - reports what has been done to an instance
#
# By mail through the default instance, by a command, by a webhook: all that the
# settings name are used, one after the other, each within its time limit. One
# that fails is reported and does not keep the others from being used. Nothing is
# kept, and nothing is tried again.
#
# What is secret (the address of a webhook may be) goes to curl through a pipe, never
# through its arguments, which every user can read.
set -u

: "${command_directory:?}" "${config_directory:?}" "${POSTMULTI_PHASE:?}"

names='events mail_to mail_from command webhook webhook_token limit'

# Settings, over their defaults.
events='post:@change fail:@change fail:check'
mail_to=
mail_from=
command=
webhook=
webhook_token=
limit=10

say() {
    printf '%s\n' "$*" >&2
}

refuse() {
    say "$*"
    exit 1
}

read_settings() {
    number=0
    while read -r line || [ -n "$line" ]; do
        number=$((number + 1))
        name=${line%%=*}
        name=${name%"${name##*[![:space:]]}"}
        value=${line#*=}
        value=${value#"${value%%[![:space:]]*}"}
        case $line in
        '' | '#'*) continue ;;
        *=*) ;;
        *) name= ;;
        esac
        case $name in
        events) events=$(printf %s "$value" | tr , ' ') ;;
        mail_to) mail_to=$(printf %s "$value" | tr , ' ') ;;
        mail_from) mail_from=$value ;;
        command) command=$value ;;
        webhook) webhook=$value ;;
        webhook_token) webhook_token=$value ;;
        limit) limit=$value ;;
        *) refuse "$1 line $number: is not \"name = value\" with one of the names" \
            "$names: correct it" ;;
        esac
    done < "$1"
    case $limit in
    [1-9] | 1[0-5]) ;;
    *) refuse "$1: limit: has to be a number of seconds, 15 at most" ;;
    esac
    for event in $events; do
        case $event in
        post:@start | post:@stop | post:@control | post:@edit | post:@change) ;;
        fail:@start | fail:@stop | fail:@control | fail:@edit | fail:@change) ;;
        *:@*) refuse "$1: events: $event: is not a class: see the comment there" ;;
        post:[a-z]* | fail:[a-z]*) ;;
        *) refuse "$1: events: $event: is neither post:OP nor fail:OP: correct it" ;;
        esac
    done
}

# Whether the settings ask for this event. The class is in the JSON alone; the
# quotes inside its strings have a backslash before them, so this finds no other.
is_wanted() {
    class=$(printf '%s\n' "$json" | sed -n 's/.*"class":"\([a-z]*\)".*/\1/p')
    for event in $events; do
        case ${event%%:*} in
        "$POSTMULTI_PHASE") ;;
        *) continue ;;
        esac
        case ${event#*:} in
        "$POSTMULTI_OP") return 0 ;;
        @change) [ -z "$class" ] || return 0 ;;
        "@${class:-none}") return 0 ;;
        esac
    done
    return 1
}

# One line, without anything that could end a header.
describe() {
    host=$(uname -n)
    who=${multi_instance_name:-$config_directory}
    case $POSTMULTI_OUTCOME in
    ok) how='done' ;;
    *) how="$POSTMULTI_OUTCOME${POSTMULTI_STATUS:+ (status $POSTMULTI_STATUS)}" ;;
    esac
    case $json in
    *'"test":true'*) test='test: ' ;;
    *) test= ;;
    esac
    printf '%s' "$test$host: $who: $POSTMULTI_OP $how" | tr -cd '[:print:]'
}

limited() {
    if command -v timeout > /dev/null; then
        timeout -k 2 "$limit" "$@"
    else
        "$@"
    fi
}

# shellcheck disable=SC2086  # the addresses are words
# The default instance is where MAIL_CONFIG does not lead elsewhere. While it is
# stopped, the message waits in its queue.
tell_by_mail() {
    unset MAIL_CONFIG
    sendmail=$("$command_directory/postconf" -h sendmail_path) || return
    {
        printf 'Subject: %s\n' "$subject"
        [ -z "$mail_from" ] || printf 'From: %s\n' "$mail_from"
        printf 'To: %s\n' "$(printf %s "$mail_to" | tr -s ' ' ,)"
        printf '%s\n\n' 'Auto-Submitted: auto-generated'
        printf '%s\n\n' "$subject"
        printf 'time:       %s\n' "$(date '+%Y-%m-%d %H:%M:%S %z')"
        printf 'requested:  %s\n' "$POSTMULTI_REQUESTED"
        printf 'directory:  %s\n' "$config_directory"
        printf 'group:      %s\n\n' "${multi_instance_group:--}"
        # One field a line, for lines of mail may not be long. Inside strings a
        # quote has a backslash before it, so these commas are between fields.
        printf '%s\n' "$json" | sed 's/,"/,\
"/g'
    } | limited "$sendmail" -i ${mail_from:+-f "$mail_from"} -- $mail_to
}

tell_by_command() {
    printf '%s\n' "$json" | limited sh -c "$command"
}

# A value between the quotes of a curl configuration.
quoted() {
    printf '%s' "$1" | sed 's/[\\"]/\\&/g'
}

tell_by_webhook() {
    command -v curl > /dev/null || {
        say "there is no curl: install it, or take the webhook out of $POSTMULTI_CONF"
        return 1
    }
    {
        printf 'url = "%s"\n' "$(quoted "$webhook")"
        printf 'header = "%s"\n' 'Content-Type: application/json'
        [ -z "$webhook_token" ] ||
            printf 'header = "Authorization: Bearer %s"\n' "$(quoted "$webhook_token")"
        printf 'data-raw = "%s"\n' "$(quoted "$json")"
    } | limited curl -q --silent --show-error --fail --proto =http,https \
        --max-time "$limit" --output /dev/null --config -
}

IFS= read -r json || [ -n "$json" ] || refuse "there is no event on standard input"
[ -z "${POSTMULTI_CONF:-}" ] || read_settings "$POSTMULTI_CONF"
is_wanted || exit 0
set -f
subject=$(describe)
ways=
[ -z "$mail_to" ] || ways=mail
[ -z "$command" ] || ways="$ways command"
[ -z "$webhook" ] || ways="$ways webhook"
[ -n "$ways" ] || {
    say "nothing is reported: set mail_to, command or webhook in" \
        "${POSTMULTI_CONF:-$POSTMULTI_PLUGIN.conf}"
    exit 0
}
failed=
for way in $ways; do
    (tell_by_"$way") && continue
    failed="${failed:+$failed, }$way (status $?)"
done
[ -z "$failed" ] || refuse "could not report by $failed: see above, and $POSTMULTI_CONF"
