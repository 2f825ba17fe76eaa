# Asks tracker what may come next. For bash `=`, `:` and `@` part words, for tracker only space does: so the pieces are
# joined before it is asked, and of its answers only what bash has not seen as an earlier word is given back.
_tracker() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() piece candidate place
    for ((place = 0; place <= COMP_CWORD; place++)); do
        piece=${rest#"${rest%%[![:space:]]*}"}
        if ((place < COMP_CWORD)); then
            [[ $piece == "${COMP_WORDS[place]}"* ]] || break
            piece=${COMP_WORDS[place]}
        fi
        if ((place == 0)) || [[ $rest == [[:space:]]* ]]; then
            words+=("$piece")
        else
            words[${#words[@]} - 1]+=$piece
        fi
        rest=${rest#"${rest%%[![:space:]]*}"}
        rest=${rest#"$piece"}
    done
    local last=$((${#words[@]} - 1))
    local seen=${words[last]%"$2"}
    COMPREPLY=()
    while IFS= read -r candidate || [[ -n $candidate ]]; do
        COMPREPLY+=("${candidate#"$seen"}")
    done < <(COMPLETE=bash _CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$last tracker -- "${words[@]}" 2> /dev/null)
    case ${COMPREPLY-} in
        *[=/]) compopt -o nospace 2> /dev/null ;;
    esac
}
complete -o bashdefault -o nosort -F _tracker tracker 2> /dev/null || complete -o bashdefault -F _tracker tracker
