# bash completion for postmulti(1)
#
# The program itself knows what can stand where: "postmulti --complete" tells it,
# see the manual page. This only takes the question there and the answer back.

_postmulti() {
    local line=${COMP_LINE:0:COMP_POINT} program=$1
    local word rest cut= how after i
    local -a words=() starts=()

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
    word=${words[-1]}
    # What bash takes for the beginning of this word is not typed again.
    if [[ ${COMP_WORDBREAKS//[^=:@]/} == *?* ]]; then
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
                COMPREPLY+=("${line#"$cut"}")
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
    } < <("$program" --complete "$((${#words[@]} - 1))" "${words[@]}" 2> /dev/null)
}

complete -F _postmulti postmulti
