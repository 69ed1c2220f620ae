# Completes the words of todo in fish. Put this line into ~/.config/fish/config.fish:
#   todo completion fish | source

function __todo_candidates
    set -l typed (commandline -opc)
    set -l current (commandline -ct | string replace -r '^["\']' '')
    set -l program $typed[1]
    command -q -- $program; or set program todo
    # Without a network, glibc would wait 10 s for a name.
    set -lx RES_OPTIONS 'timeout:1 attempts:1'
    set -l candidates (command $program completion fish -- $typed "$current" 2>/dev/null </dev/null)
    if test "$candidates" = :files
        __fish_complete_path "$current"
    else
        printf '%s\n' $candidates
    end
end

for name in todo neon-todo
    complete -c $name -e
    complete -c $name -f -k -a '(__todo_candidates)'
end
