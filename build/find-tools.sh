# Finds the JDK and Maven; sourced by mvnw and polyrhythm. POSIX shell.
# After find_jdk, JAVA_HOME is a JDK 25 or later; after find_maven, MVN is Maven's command.

sdkman=${SDKMAN_DIR:-${HOME:-}/.sdkman}

# Prints the feature version of the JDK in folder $1, from its release file, without starting a JVM.
jdk_version() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints folders in which a JDK may be, in the order of preference, one a line.
jdk_candidates() {
    [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
    found=$(command -v javac 2>/dev/null) && found=$(readlink -f "$found" 2>/dev/null) &&
        printf '%s\n' "${found%/bin/javac}"
    for dir in /usr/lib/jvm/* "$sdkman"/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [ -d "$dir" ] && printf '%s\n' "$dir"
    done
}

find_jdk() {
    newer=
    while IFS= read -r dir; do
        version=$(jdk_version "$dir") || continue
        [ -n "$version" ] || continue
        if [ "$version" -eq 25 ]; then JAVA_HOME=$dir; export JAVA_HOME; return 0; fi
        if [ "$version" -gt 25 ] && [ -z "$newer" ]; then newer=$dir; fi
    done <<CANDIDATES
$(jdk_candidates)
CANDIDATES
    if [ -n "$newer" ]; then JAVA_HOME=$newer; export JAVA_HOME; return 0; fi
    echo "polyrhythm: no JDK 25 found (looked at JAVA_HOME=${JAVA_HOME:-}, javac on PATH, /usr/lib/jvm/*, $sdkman/candidates/java/*): install one, for example Eclipse Temurin 25, or set JAVA_HOME" >&2
    return 1
}

find_maven() {
    MVN=
    if [ -n "${MAVEN_HOME:-}" ] && [ -x "$MAVEN_HOME/bin/mvn" ]; then MVN=$MAVEN_HOME/bin/mvn; fi
    [ -n "$MVN" ] || MVN=$(command -v mvn 2>/dev/null) || MVN=
    if [ -z "$MVN" ] && [ -x "$sdkman/candidates/maven/current/bin/mvn" ]; then
        MVN=$sdkman/candidates/maven/current/bin/mvn
    fi
    [ -n "$MVN" ] && return 0
    echo "polyrhythm: no Maven found (looked at MAVEN_HOME=${MAVEN_HOME:-}, mvn on PATH, $sdkman/candidates/maven): install Maven 3.8.7 or later, for example with 'apt-get install maven'" >&2
    return 1
}
