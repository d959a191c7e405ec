package io.freshet.cli;

import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every command that talks to Kafka. */
public final class ClusterOptions {

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Where Kafka is, several separated by commas; by default the setting bootstrap.servers.")
    @Nullable
    public String bootstrapServers;

    @Mixin
    public ConfigurationOptions configuration = new ConfigurationOptions();

    /** The configuration. */
    public Configuration load(CommandContext context) {
        return load(context, List.of());
    }

    /** The configuration; {@code more} are flags of the command itself. */
    public Configuration load(CommandContext context, List<Setting> more) {
        List<Setting> flags = new ArrayList<>(ConfigurationOptions.flag(
                ConfigurationKeys.BOOTSTRAP_SERVERS, "--bootstrap-servers", bootstrapServers));
        flags.addAll(more);
        return configuration.load(context, flags);
    }
}
