package io.freshet.cli;

import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Command-line options shared by all commands that connect to Kafka: {@code --bootstrap-servers} and those of
 * {@link ConfigurationOptions}.
 */
public final class ClusterOptions {

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description =
                    "Addresses of Kafka brokers, separated by commas; default: the setting bootstrap.servers, which is"
                            + " localhost:9092 unless it is set.")
    @Nullable
    private String bootstrapServers;

    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    /** Broker addresses given with {@code --bootstrap-servers}; empty if the flag was not given. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(bootstrapServers);
    }

    /** The options other than {@code --bootstrap-servers}: {@code --config}, {@code --set} and {@code --debug}. */
    public ConfigurationOptions configuration() {
        return configuration;
    }

    /** Loads the configuration from flags, environment variables and properties file. */
    public Configuration load(CommandContext context) {
        return load(context, List.of());
    }

    /**
     * Loads the configuration; the settings in {@code more}, made from other flags of the command, override all else.
     *
     * @param more settings of other flags; they override {@code --set} and {@code --bootstrap-servers}
     */
    public Configuration load(CommandContext context, List<Setting> more) {
        List<Setting> flags = new ArrayList<>(ConfigurationOptions.flag(
                ConfigurationKeys.BOOTSTRAP_SERVERS, "--bootstrap-servers", bootstrapServers));
        flags.addAll(more);
        return configuration.load(context, flags);
    }
}
