#compdef postmulti
# zsh completion for postmulti(1)
#
# The program itself knows what can stand where: "postmulti --complete" tells it,
# see the manual page. This only takes the question there and the answer back.

_postmulti() {
    local how after line word
    local -a lines shown

    lines=("${(@f)$("${(Q)words[1]}" --complete $((CURRENT - 1)) \
        "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null)}")
    how=${lines[1]%%$'\t'*}
    after=${lines[1]#*$'\t'}
    shift lines

    case $how in
    words | beginnings)
        for line in "${lines[@]}"; do
            word=${line%%$'\t'*}
            word=${word//\\/\\\\}
            shown+=("${word//:/\\:}:${line#*$'\t'}")
        done
        [[ $how = words ]] || set -- -S ''
        _describe -V -t postmulti 'postmulti' shown "$@"
        ;;
    files)
        compset -p ${#after}
        _files
        ;;
    directories)
        compset -p ${#after}
        _files -/
        ;;
    command)
        shift $after words
        ((CURRENT -= after))
        _normal
        ;;
    *)
        return 1
        ;;
    esac
}

if [ "${funcstack[1]}" = _postmulti ]; then
    _postmulti "$@"
else
    compdef _postmulti postmulti
fi
