package dev.polyrhythm.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {
            "polyrhythm " + (version == null ? "(not built)" : version), "Java " + Runtime.version()
        };
    }
}
