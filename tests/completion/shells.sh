# shells.sh - completing command lines in the real shells (sourced)
#
# in_bash LINE, in_zsh LINE, in_fish LINE print the words that the shell offers at
# the end of LINE, one per line, as a user would get them: bash and zsh run on a
# terminal of their own, read the keys, and insert all that can be completed.

# Ctrl-Y, which inserts all completions; with key='\t', Tab completes as usual.
all='\031'

HOME=$WORLD
export HOME
cd "$WORLD" || exit 1

# Types a line and the key to complete it, and Ctrl-T, which writes the line to a
# file: in_terminal FILE COMMAND LINE
in_terminal() {
    rm -f "$1"
    {
        printf "%s${key:-$all}\024" "$3"
        # The shell is told to end when it has written the line.
        for attempt in $(seq 100); do
            [ -s "$1" ] && break
            sleep 0.05
        done
        printf '\025exit\n'
    } | script -qfec "$2" /dev/null > "$1.log" 2>&1
    # What was typed before the last word is not what was offered.
    typed=${3% *}
    line=$(cat "$1")
    printf '%s\n' "${line#"$typed "}" | tr ' ' '\n' | sed '/^$/d'
}

in_bash() {
    cat > rc.bash <<'RC'
PS1='$ '
source <(postmulti --completion=bash)
bind '"\C-y": insert-completions'
write_line() { printf '%s\n' "$READLINE_LINE" > line.bash; }
bind -x '"\C-t": write_line'
RC
    in_terminal line.bash 'bash --noprofile --rcfile rc.bash -i' "$1"
}

in_zsh() {
    mkdir -p zsh
    cat > zsh/.zshrc <<'RC'
PS1='$ '
autoload -Uz compinit
compinit -u -d "$HOME/zcompdump"
source <(postmulti --completion=zsh)
insert_all() { _main_complete; compstate[insert]=all; }
zle -C insert-all complete-word insert_all
write_line() { print -r -- "$BUFFER" > line.zsh; }
zle -N write-line write_line
bindkey '^Y' insert-all '^T' write-line '^U' kill-whole-line
RC
    in_terminal line.zsh "env ZDOTDIR=$WORLD/zsh zsh -d -i" "$1"
}

in_fish() {
    fish --no-config -c 'postmulti --completion=fish | source
        complete -C $argv[1]' -- "$1" | cut -f 1
}

# What a shell does with names of instances and groups: `asked_for SHELL LINE...`
# types each line with a Tab after it, and runs it. A program in the place of
# postmulti notes the words that it gets, one per line, in brackets.
asked_for() {
    shell=$1
    shift
    mkdir -p bin
    cat > bin/postmulti <<'NOTE'
#!/bin/bash
case $1 in
--comp*) exec /usr/sbin/postmulti "$@" ;;
esac
{ printf '[%s]' "$@"; echo; } >> "$WORLD/words"
NOTE
    chmod 755 bin/postmulti
    : > words
    mkdir -p zsh config/fish
    {
        printf 'PS1="$ "\nbind "set bell-style none"\n'
        printf 'source <(postmulti --completion=bash)\n'
    } > names.bash
    {
        printf 'PS1="$ "\nautoload -Uz compinit\n'
        printf 'compinit -u -d "$HOME/zcompdump"\n'
        printf 'setopt no_beep\nsource <(postmulti --completion=zsh)\n'
    } > zsh/.zshrc
    printf 'postmulti --completion=fish | source\nfunction fish_greeting; end\n' \
        > config/fish/config.fish
    case $shell in
    bash) started='bash --noprofile --rcfile names.bash -i' ;;
    zsh) started="env ZDOTDIR=$WORLD/zsh zsh -d -i" ;;
    fish) started="env XDG_CONFIG_HOME=$WORLD/config TERM=dumb fish -i" ;;
    esac
    {
        sleep 1
        count=0
        for line in "$@"; do
            count=$((count + 1))
            printf '%s\t' "$line"
            sleep 0.3
            printf '\n'
            for attempt in $(seq 100); do
                [ "$(wc -l < words)" -ge $count ] && break
                sleep 0.05
            done
        done
        printf 'exit\n'
    } | PATH=$WORLD/bin:$PATH script -qfec "$started" /dev/null > "names.$shell.log" 2>&1
    cat words
}
