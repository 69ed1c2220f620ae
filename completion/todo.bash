# Completes the words of todo in bash. Put this line into ~/.bashrc:
#   source <(todo completion bash)

_todo_completion() {
  COMPREPLY=()
  # Bash takes words apart at : and = as well. Here they are whole again, up to the cursor.
  local rest=${COMP_LINE:0:COMP_POINT} words=() index piece gap last=-1
  for ((index = 0; index <= COMP_CWORD; index++)); do
    if ((index < COMP_CWORD)); then
      piece=${COMP_WORDS[index]}
      gap=${rest%%"$piece"*}
      rest=${rest#"$gap$piece"}
    else
      gap=${rest%%[![:space:]]*}
      piece=${rest#"$gap"}
    fi
    if ((index == 0)) || [[ -n $gap ]]; then
      last=$((last + 1))
      words[last]=
    fi
    words[last]+=$piece
  done

  # Bash replaces what is typed behind the last of these, or behind a quote.
  local current=${words[last]} kept= breaks=${COMP_WORDBREAKS//[^:=@]/}
  if [[ $current == [\"\']* ]]; then
    current=${current:1}
  elif [[ -n $breaks ]]; then
    kept=${current%"${current##*["$breaks"]}"}
  fi
  words[last]=$current

  local program=todo
  type -P -- "$1" >/dev/null && program=$1
  local value description width=0 values=() descriptions=()
  # Without a network, glibc would wait 10 s for a name.
  local -x RES_OPTIONS='timeout:1 attempts:1'
  while IFS=$'\t' read -r value description; do
    if [[ $value == :files ]]; then
      compopt -o default 2>/dev/null
      return
    fi
    value=${value#"$kept"}
    values+=("$value")
    descriptions+=("$description")
    ((${#value} > width)) && width=${#value}
  done < <(command "$program" completion bash -- "${words[@]}" 2>/dev/null </dev/null)

  if ((${#values[@]} == 1)); then
    # The value of a marker or a field follows at once.
    [[ ${values[0]} == *[:=] || ${values[0]} == [+-] ]] && compopt -o nospace 2>/dev/null
    COMPREPLY=("${values[0]}")
  elif [[ $COMP_TYPE == 37 || $COMP_TYPE == 42 ]]; then
    # These two kinds of completion insert the texts as they are.
    COMPREPLY=("${values[@]}")
  else
    # The others list them, and insert no more than their common beginning, which ends before the descriptions.
    for index in "${!values[@]}"; do
      printf -v piece '%-*s  %s' "$width" "${values[index]}" "${descriptions[index]}"
      COMPREPLY[index]=${piece:0:${COLUMNS:-80}-1}
    done
  fi
}

complete -o nosort -F _todo_completion todo neon-todo 2>/dev/null ||
  complete -F _todo_completion todo neon-todo
