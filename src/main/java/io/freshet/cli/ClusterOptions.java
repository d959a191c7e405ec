package io.freshet.cli;

import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of every command that talks to Kafka. */
final class ClusterOptions {

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Where Kafka is, several separated by commas; by default the setting bootstrap.servers.")
    @Nullable
    String bootstrapServers;

    @Mixin
    ConfigurationOptions configuration = new ConfigurationOptions();

    /** What is set. */
    Configuration load(CommandContext context) {
        return configuration.load(
                context,
                ConfigurationOptions.flag(
                        ConfigurationKeys.BOOTSTRAP_SERVERS, "--bootstrap-servers", bootstrapServers));
    }
}
