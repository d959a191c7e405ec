package io.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationKeysTest {

    /** Every key and its default. A change here changes what operators rely on: say so in the release notes. */
    private static final String PINNED = """
            application.id=freshet
            bootstrap.servers=localhost:9092
            topics.prefix=freshet.
            topics.create=true
            topics.replication-factor=-1
            processing.guarantee=exactly_once_v2
            processing.threads=2
            processing.commit-interval=20ms
            processing.standby-replicas=0
            state.directory=data/state
            http.host=127.0.0.1
            http.port=8080
            """;

    @Test
    void everyKeyAndDefaultIsPinned() {
        assertThat(ConfigurationKeys.ALL.stream()
                        .map(key -> key.name() + "=" + key.defaultText() + "\n")
                        .collect(Collectors.joining()))
                .isEqualTo(PINNED);
    }

    @Test
    void everyDocIsASentence() {
        assertThat(ConfigurationKeys.ALL)
                .allSatisfy(key -> assertThat(key.doc()).matches("[A-Z].*\\."));
    }
}
