# Completion of `orkestr` for bash: commands, their options and formats as the program itself tells them, runs of the
# workspace, and files. Installed as share/bash-completion/completions/orkestr; or: source installers/orkestr.bash

_orkestr_help() { "${COMP_WORDS[0]}" "$@" --help 2>/dev/null; }

# The words after `name:` in the help of a command.
_orkestr_listed() { _orkestr_help "$2" | sed -n "s/^$1: //p"; }

# A value that stands before the word, of this option.
_orkestr_value_of() {
    local i
    for ((i = 1; i < COMP_CWORD - 1; ++i)); do
        [ "${COMP_WORDS[i]}" = "$1" ] && { printf '%s' "${COMP_WORDS[i + 1]}"; return; }
    done
}

_orkestr_runs() {
    local workspace
    workspace=$(_orkestr_value_of --workspace)
    "${COMP_WORDS[0]}" runs --limit 100 --format jsonl ${workspace:+--workspace "$workspace"} 2>/dev/null |
        sed -n 's/.*"run":"\([0-9A-Z]\{26\}\)".*/\1/p'
}

# Definitions that runs were made of, without their versions: what stands after a colon would be a word of its own.
_orkestr_definitions() {
    local workspace
    workspace=$(_orkestr_value_of --workspace)
    "${COMP_WORDS[0]}" runs --limit 1000 --format jsonl ${workspace:+--workspace "$workspace"} 2>/dev/null |
        sed -n 's/.*"definition":"\([^"]*\)".*/\1/p' | sort -u
}

_orkestr_complete() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_orkestr_help | sed -n 's/^  \([a-z]\+\)  *[A-Z].*/\1/p') --help --version" -- "$word")
        return
    fi
    case $command$before in
    export-o | redact-o)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        # A new file's name needs its ending: an audit log, or a case.
        [[ -z $word || $word == */ || ${word##*/} == *.* ]] || COMPREPLY+=("$word.orklog" "$word.orkcase")
        compopt -o filenames
        return ;;
    esac
    case $before in
    --format) mapfile -t COMPREPLY < <(compgen -W "$(_orkestr_listed Formats "$command")" -- "$word"); return ;;
    --status) mapfile -t COMPREPLY < <(compgen -W "pending running waiting suspended cancelled faulted completed" -- "$word"); return ;;
    --workspace) mapfile -t COMPREPLY < <(compgen -d -- "$word"); compopt -o filenames; return ;;
    -o | --output | --secrets | --input | --definition) mapfile -t COMPREPLY < <(compgen -f -- "$word"); compopt -o filenames; return ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_orkestr_help "$command" | sed -n 's/^  \(-[a-zA-Z], \)\?\(--[a-z-]\+\).*/\2/p')" -- "$word")
        return
    fi
    case $command in
    diff | at | show | suspend | resume | cancel | rerun | fork | replay | verify | export | events | runs)
        mapfile -t COMPREPLY < <(compgen -W "$(_orkestr_runs)" -- "$word"; compgen -f -- "$word") ;;
    paths)
        mapfile -t COMPREPLY < <(compgen -W "$(_orkestr_definitions)" -- "$word"; compgen -f -- "$word") ;;
    *) mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    esac
    compopt -o filenames
}

complete -F _orkestr_complete orkestr
