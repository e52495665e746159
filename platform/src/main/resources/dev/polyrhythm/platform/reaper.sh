# Ends the children of a process that has died, and removes its shared memory.
#
# Arguments: the region's directory, the process id of the parent.
#
# Runs as a child of that parent, in what POSIX systems have and on Linux's
# /proc. It sleeps in reading its standard input, which the parent holds open:
# the end of the input, or SIGUSR1, is the parent's death.

region=$1
parent=$2

# Adds a process and all its descendants to "tree".
add_tree() {
    for pid in "$@"; do
        tree="$tree $pid"
        more=
        for list in /proc/"$pid"/task/*/children; do
            found=
            read -r found < "$list"
            more="$more $found"
        done
        case $more in *[0-9]*) add_tree $more ;; esac
    done
}

# Kills the children that the parent has noted in the region, with all their
# descendants. All are stopped first: otherwise each wakes up in order to end by
# itself, and they take the processors from those that are ended. The
# descendants of a child are listed before it is killed: later they are found no
# more. Each tree is killed before the next is listed, so that its end has begun
# meanwhile.
kill_children() {
    children=
    for note in "$region"/child-"$parent"-*; do
        child=${note##*-}
        case $child in *[!0-9]*) continue ;; esac
        children="$children $child"
    done
    kill -STOP $children
    for child in $children; do
        tree=
        add_tree "$child"
        kill -KILL $tree
    done
}

# Tests whether any process holds a lock on a file, given by its inode.
is_used() {
    grep -q ":$1 " /proc/locks
}

# Ends without removing the region.
leave() {
    rm -f "$0"
    exit 0
}

# Waits until no process holds a lock on the region's lock file; after two
# seconds, or where it cannot tell, leaves the region to the processes that use
# it.
await_unused() {
    lock=$(stat -c %i "$region/lock") && [ -r /proc/locks ] || leave
    tries=0
    while is_used "$lock"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || leave
        sleep 0.01
    done
}

# Removes the named blocks that the region has notes of, unless the name belongs
# to another file by now.
remove_named_blocks() {
    for note in "$region"/memory-*; do
        [ -e "$note" ] || continue
        name=
        { read -r identity; read -r name; } < "$note"
        block=${region%/*}/$name
        inode=${identity##*ino=}
        [ -n "$name" ] && [ "$(stat -c %i "$block")" = "${inode%)}" ] && rm -f "$block"
    done
}

end() {
    trap '' USR1 TERM
    kill_children
    await_unused
    remove_named_blocks
    rm -rf "$region"
    exit 0
}

# Signals of the terminal go to the whole group: they are the parent's business.
trap '' HUP INT QUIT TSTP TTIN TTOU
trap end USR1
while read -r _; do :; done
end
