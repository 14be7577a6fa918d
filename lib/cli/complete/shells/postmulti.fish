# fish completion for postmulti(1)
#
# The program itself knows what can stand where: "postmulti --complete" tells it,
# see the manual page. This only takes the question there and the answer back.

function __postmulti_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l plain (string unescape -- "$typed")
    or set plain $typed
    set -l lines ($words[1] --complete (count $words) $words "$plain" 2>/dev/null)
    or return
    set -l head (string split \t -- "$lines[1]")
    switch "$head[1]"
        case words beginnings
            string join \n -- $lines[2..-1]
        case files directories
            set -l start (string length -- "$head[2]")
            set -l name (string sub -s (math $start + 1) -- "$typed")
            set -l from __fish_complete_path
            test $head[1] = directories; and set from __fish_complete_directories
            for path in ($from "$name")
                echo -- "$head[2]$path"
            end
        case command
            set -l first (math $head[2] + 1)
            set -l before
            test (count $words) -ge $first; and set before (string escape -- $words[$first..-1])
            complete -C (string join ' ' -- $before "$typed")
    end
end

complete -c postmulti -f -a '(__postmulti_complete)'
