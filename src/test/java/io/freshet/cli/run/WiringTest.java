package io.freshet.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationException;
import io.freshet.config.ConfigurationSources;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.context.TopologySettings;
import io.freshet.words.WordModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WiringTest {

    @Test
    void settingsReachTheTopology() {
        assertThat(context(100).settings()).isEqualTo(TopologySettings.defaults());
        TopologySettings settings = context(100, "catalogue.publish-interval=2s", "readers.idle-max=30d")
                .settings();
        assertThat(settings.publishInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.retention().readers()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void dimensionTooLargeForTheStatisticsRecordIsRejectedWithARemedy() {
        assertThat(context(500).language().wordModel().dimension()).isEqualTo(500);
        assertThatThrownBy(() -> context(600))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("set articles.categories-max=98 or less, or use shorter word vectors");
        assertThat(context(600, "articles.categories-max=98")
                        .language()
                        .wordModel()
                        .dimension())
                .isEqualTo(600);
        assertThatThrownBy(() -> context(1_000))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("use word vectors of at most 504 dimensions, with which 200 categories fit");
        assertThat(context(504).language().wordModel().dimension()).isEqualTo(504);
        assertThatThrownBy(() -> context(505)).isInstanceOf(ConfigurationException.class);
        // One category would fit, but classification needs two.
        assertThatThrownBy(() -> context(704)).hasMessageContaining("at most 504 dimensions");
    }

    private static TopologyContext context(int dimension, String... settings) {
        Configuration configuration = Configuration.load(new ConfigurationSources(
                Optional.empty(),
                Map.of(),
                Arrays.stream(settings).map(ConfigurationSources::flag).toList()));
        return Wiring.topologyContext(configuration, Path.of("."), WordModel.empty(dimension), Measurements.NONE);
    }
}
