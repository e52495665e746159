#!/bin/sh
# Proves that the proofs can fail: breaks a copy of the sources in one place after the other, and
# runs the proof that must notice. Usage: mutate.sh [name...], a name being that of a patch in
# mutations/ without its ending; all without arguments. Fails if a proof holds in spite of its
# mutation, or if a patch does not apply any more.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(dirname -- "$here")
. "$root/build/find-tools.sh"
find_jdk || exit 1
millis=${PROOFS_MILLIS:-20000} # at most; a proof that has failed ends at once
# No step of a wait ends by itself, so that a lost wake-up hangs the proof and fails it.
java="$JAVA_HOME/bin/java --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx512m
    -Dpolyrhythm.internal.stepNanos=3600000000000
    -XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The value of a line in a patch's header.
header() {
    sed -n "/^--- /q; s/^$1: //p" "$2"
}

broken() {
    echo "mutate: $1" >&2
    [ ! -s "$work/log" ] || cat "$work/log" >&2
    exit 2
}

# The source files that the patch $1 changes, copied, patched and compiled.
mutate() {
    rm -rf "$work/tree" "$work/classes"
    mkdir -p "$work/tree" "$work/classes"
    sed -n 's/^+++ b\/\([^[:space:]]*\).*/\1/p' "$1" >"$work/sources"
    while IFS= read -r file; do
        mkdir -p "$work/tree/$(dirname "$file")"
        cp "$root/$file" "$work/tree/$file" || broken "no such file: $file, mutation=$1"
    done <"$work/sources"
    patch -s -p1 -d "$work/tree" <"$1" >"$work/log" 2>&1 || broken "does not apply: $1"
    (cd "$work/tree" && "$JAVA_HOME/bin/javac" -nowarn -proc:none -cp "$class_path" \
        -d "$work/classes" "@$work/sources") >"$work/log" 2>&1 || broken "does not compile: $1"
}

# Runs the proof $1 on the mutated classes: 3 is the exit code of a proof that has failed.
prove() {
    case $1 in
    *Test) main="dev.polyrhythm.memory.JUnit dev.polyrhythm.memory.$1" ;;
    *) main="dev.polyrhythm.memory.Stress dev.polyrhythm.memory.$1 $millis" ;;
    esac
    code=0
    # shellcheck disable=SC2086 # several words
    (cd "$work" && exec $java -cp "$here/target/test-classes:$work/classes:$class_path" $main) \
        >"$work/log" 2>&1 || code=$?
}

# What the proof has seen: its first forbidden outcome, or its first message.
seen() {
    { grep -m 1 'FORBIDDEN\|HANGS: dev' "$work/log" ||
        grep -m 1 'HANGS\|THROWS\|Invalid' "$work/log" || :; } |
        tr -s ' ' | sed 's/^ //' | cut -c 1-100
}

if [ $# -eq 0 ]; then
    for patch in "$here"/mutations/*.patch; do
        set -- "$@" "$(basename "$patch" .patch)"
    done
fi

[ -n "${PROOFS_BUILT:-}" ] ||
    (cd "$root" && ./mvnw -B -ntp -q -Pproofs -pl proofs -am -DskipTests -Dspotless.check.skip package)
class_path=$(cat "$here/target/classpath")

survived=0
echo "| mutation | removes | proof | fails | seen | s |"
echo "|---|---|---|---|---|---|"
for name; do
    patch=$here/mutations/$name.patch
    [ -r "$patch" ] || broken "no such mutation: $name"
    mutate "$patch"
    for proof in $(header Proof "$patch"); do
        begun=$(date +%s)
        prove "$proof"
        case $code in
        3) fails=yes ;;
        0) fails=NO survived=$((survived + 1)) ;;
        *) broken "cannot run: proof=$proof, mutation=$name, exit=$code" ;;
        esac
        echo "| $name | $(header Removes "$patch") | $proof | $fails | $(seen) | $(($(date +%s) - begun)) |"
    done
done
[ "$survived" -eq 0 ] || { echo "mutate: proofs that hold in spite of their mutation: $survived" >&2; exit 1; }
