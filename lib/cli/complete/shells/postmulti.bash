# bash completion for postmulti(1)
#
# The program itself knows what can stand where: "postmulti --complete" tells it,
# see the manual page. This only takes the question there and the answer back.

# Reads a word as the shell would, but expands nothing: sets "plain" to it, and
# "open" to the quote that it ends in.
_postmulti_unquote() {
    local text=$1 char
    plain= open=
    while [[ $text ]]; do
        char=${text:0:1} text=${text:1}
        case $open$char in
        \' | \")
            open=$char
            ;;
        \'\' | \"\")
            open=
            ;;
        \\)
            plain+=${text:0:1} text=${text:1}
            ;;
        \"\\)
            [[ ${text:0:1} == [\"\\\$\`] ]] && char=${text:0:1} text=${text:1}
            plain+=$char
            ;;
        *)
            plain+=$char
            ;;
        esac
    done
}

# Quotes a word so that the shell reads it as it is, within an open quote if there
# is one: sets "quoted". Fails where the quote leaves no way to write it.
_postmulti_quote() {
    case $open in
    \')
        quoted=${1//\'/\'\\\'\'}
        ;;
    \")
        # There "!" is the history, whatever stands before it.
        [[ $1 != *!* ]] || return 1
        quoted=$1
        quoted=${quoted//\\/\\\\} quoted=${quoted//\"/\\\"}
        quoted=${quoted//\$/\\\$} quoted=${quoted//\`/\\\`}
        ;;
    *)
        printf -v quoted %q "$1"
        ;;
    esac
}

_postmulti() {
    local plain open quoted
    local line=${COMP_LINE:0:COMP_POINT} program=$1
    local word rest cut= how after i
    local -a words=() starts=() asked=()

    # bash breaks words at "=", ":" and "@" as well: put them together again.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        rest=${line#"${line%%[![:space:]]*}"}
        word=${COMP_WORDS[i]}
        ((i < COMP_CWORD)) || word=$rest
        if ((i == 0)) || [[ $rest != "$line" ]]; then
            words+=("$word")
            starts+=("$i")
        else
            words[-1]+=$word
        fi
        line=${rest#"$word"}
    done
    for word in "${words[@]}"; do
        _postmulti_unquote "$word"
        asked+=("$plain")
    done
    word=${words[-1]}
    # What bash takes for the beginning of this word is not typed again.
    if [[ $open ]]; then
        cut=${word%"${word##*"$open"}"}
        cut=${cut%"$open"}
    elif [[ ${COMP_WORDBREAKS//[^=:@]/} == *?* ]]; then
        rest=${word##*[${COMP_WORDBREAKS//[^=:@]/}]}
        cut=${word%"$rest"}
    fi

    COMPREPLY=()
    {
        IFS=$'\t' read -r how after || return 0
        case $how in
        words | beginnings)
            [[ $how = words ]] || compopt -o nospace
            while IFS=$'\t' read -r line rest; do
                _postmulti_quote "$line" && [[ $quoted == "$cut"* ]] || continue
                COMPREPLY+=("${quoted#"$cut"}")
            done
            ;;
        files | directories)
            compopt -o filenames
            [[ $how = files ]] && how=file || how=directory
            while IFS= read -r line; do
                line=$after$line
                COMPREPLY+=("${line#"$cut"}")
            done < <(compgen -A "$how" -- "${word#"$after"}")
            ;;
        command)
            i=${starts[after]}
            if ((after + 1 == ${#words[@]})); then
                while IFS= read -r line; do
                    COMPREPLY+=("$line")
                done < <(compgen -c -- "$word")
            elif declare -F _command_offset > /dev/null; then
                _command_offset "$i"
            else
                compopt -o default
            fi
            ;;
        esac
    } < <("$program" --complete "$((${#asked[@]} - 1))" "${asked[@]}" 2> /dev/null)
}

complete -F _postmulti postmulti
