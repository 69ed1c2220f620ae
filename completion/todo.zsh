#compdef todo neon-todo
# Completes the words of todo in zsh. Put this line into ~/.zshrc, below compinit if that is called there:
#   source <(todo completion zsh)
# or save this script as _todo in a folder of $fpath.

_todo() {
  local program=${(Q)words[1]} line value entry
  whence -p -- $program >/dev/null || program=todo
  local -a typed candidates markers
  # Without a network, glibc would wait 10 s for a name.
  local -x RES_OPTIONS='timeout:1 attempts:1'
  typed=("${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}")
  for line in "${(@f)$(command $program completion zsh -- "${typed[@]}" 2>/dev/null </dev/null)}"; do
    value=${line%%$'\t'*}
    if [[ -z $value ]]; then
      continue
    elif [[ $value == :files ]]; then
      _files
      return
    fi
    entry=${value//:/\\:}
    [[ $line == *$'\t'?* ]] && entry+=:${${line#*$'\t'}//\\/\\\\}
    # The value of a marker or a field follows at once.
    if [[ $value == *[:=] || $value == [+-] ]]; then
      markers+=("$entry")
    else
      candidates+=("$entry")
    fi
  done
  local failed=1
  (( $#candidates )) && _describe -V -t candidates candidate candidates && failed=0
  (( $#markers )) && _describe -V -t markers marker markers -S '' && failed=0
  return failed
}

if [[ $funcstack[1] == _todo ]]; then
  # Loaded from $fpath, in the middle of a completion.
  _todo "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i -D }
  compdef _todo todo neon-todo
fi
