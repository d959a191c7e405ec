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

/** Options of every command that connects to Kafka. */
public final class ClusterOptions {

    @Option(
            names = {"-b", "--bootstrap-servers"},
            paramLabel = "HOST:PORT",
            description = "Addresses of Kafka brokers, separated by commas; default: the setting bootstrap.servers.")
    @Nullable
    private String bootstrapServers;

    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    /** The addresses given as a flag; empty if the setting decides. */
    public Optional<String> bootstrapServers() {
        return Optional.ofNullable(bootstrapServers);
    }

    /** Options that apply without Kafka, too. */
    public ConfigurationOptions configuration() {
        return configuration;
    }

    /** Loads the configuration. */
    public Configuration load(CommandContext context) {
        return load(context, List.of());
    }

    /**
     * Loads the configuration.
     *
     * @param more settings that other flags of the command set
     */
    public Configuration load(CommandContext context, List<Setting> more) {
        List<Setting> flags = new ArrayList<>(ConfigurationOptions.flag(
                ConfigurationKeys.BOOTSTRAP_SERVERS, "--bootstrap-servers", bootstrapServers));
        flags.addAll(more);
        return configuration.load(context, flags);
    }
}
