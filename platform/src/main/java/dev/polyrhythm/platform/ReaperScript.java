package dev.polyrhythm.platform;

/** What the janitor's shell runs: what POSIX systems have, on Linux's /proc. */
public final class ReaperScript {
    /**
     * Arguments: the region's directory, the process id of who watches its children.
     *
     * <p>First all are stopped: else each wakes up in order to end by itself, and they take the
     * processors from those that are ended. A child's descendants are looked for before it is
     * killed: later they are nobody's. Each is killed before the next is looked at, so that its end
     * has begun meanwhile. The region is removed only if nobody holds a lock on its lock file, and
     * so lives.
     */
    public static final String TEXT =
            """
            region=$1
            parent=$2

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

            is_used() {
                grep -q ":$1 " /proc/locks
            }

            leave() {
                rm -f "$0"
                exit 0
            }

            await_unused() {
                lock=$(stat -c %i "$region/lock") && [ -r /proc/locks ] || leave
                tries=0
                while is_used "$lock"; do
                    tries=$((tries + 1))
                    [ "$tries" -lt 200 ] || leave
                    sleep 0.01
                done
            }

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

            trap '' HUP INT QUIT TSTP TTIN TTOU
            trap end USR1
            while read -r _; do :; done
            end
            """;

    private ReaperScript() {}
}
