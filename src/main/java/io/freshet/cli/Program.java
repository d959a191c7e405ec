package io.freshet.cli;

import org.apache.kafka.common.utils.internals.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Version and main class of the {@code freshet} program. */
public final class Program implements IVersionProvider {
    /** Main class, for commands that start Freshet in another process. */
    public static final String MAIN_CLASS = "io.freshet.Freshet";

    @Override
    public String[] getVersion() {
        return new String[] {
            "freshet " + version(),
            "Kafka clients " + AppInfoParser.getVersion(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /** Version of this build, from the manifest of the jar; {@code (built from source)} outside a jar. */
    public static String version() {
        String version = Program.class.getPackage().getImplementationVersion();
        return version == null ? "(built from source)" : version;
    }
}
