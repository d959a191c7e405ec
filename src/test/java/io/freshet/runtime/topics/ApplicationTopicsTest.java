package io.freshet.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationTopicsTest {

    @ParameterizedTest
    @CsvSource({
        "freshet.clicks, freshet., clicks",
        "freshet-readers-changelog, freshet., readers-changelog",
        "freshet-readers-changelog, '', readers-changelog",
        "freshet-readers-changelog, freshet-, readers-changelog",
        "freshet-clicks, freshet-, clicks",
        "clicks, '', clicks",
        "elsewhere, freshet., elsewhere"
    })
    void topicsAreNamedAsInTheContractWhateverThePrefix(String topic, String topicPrefix, String name) {
        assertThat(ApplicationTopics.contractName(topic, topicPrefix, "freshet"))
                .isEqualTo(name);
    }
}
