package io.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationKeysTest {

    /** Every key with its default. Operators rely on these: mention a change in the release notes. */
    private static final String PINNED = """
            application.id=freshet
            bootstrap.servers=localhost:9092
            topics.prefix=freshet.
            topics.create=true
            topics.partitions=4
            topics.replication-factor=-1
            processing.guarantee=exactly_once_v2
            processing.threads=2
            processing.commit-interval=20ms
            processing.standby-replicas=0
            processing.session-timeout=8s
            processing.lag-max=1m
            events.future-tolerance=10m
            readers.idle-max=400d
            readers.erasure-memory=14d
            catalogue.publish-interval=150ms
            experiment.mode=off
            experiment.file=experiment.properties
            experiment.share=0.1
            state.directory=data/state
            state.cache=256MB
            http.host=127.0.0.1
            http.port=8080
            http.advertised=
            http.token=
            http.token-file=
            metrics.kafka=curated
            recommend.list-size=10
            recommend.reasons=3
            recommend.alive=36h
            recommend.articles-max=200000
            recommend.announced-only=auto
            recommend.exact-search-max=10000
            recommend.exploration-share=0.2
            recommend.learn-share=1.0
            recommend.category-decay=0.97
            recommend.source-decay=0.97
            recommend.material-change=5
            recommend.reads-max=50
            recommend.seen-max=2000
            recommend.session-gap=30m
            recommend.clicks-per-minute=60
            recommend.followers-max=100
            recommend.learning-rate=0.05
            recommend.seed=42
            push.minimum-interval=30s
            push.active-time=30m
            push.active-readers-max=10000
            push.readers-per-article-max=200
            push.similarity-min=0.3
            trending.size=20
            trending.articles-max=50000
            related.size=10
            model.file=
            words.dimension=100
            words.new-rate=0.05
            words.old-rate=0.005
            words.admission-count=3
            words.learned-max=50000
            words.idle=60d
            words.compounds-max=5000
            words.roll-back-below=0.9
            words.snapshot-articles=5000
            articles.keywords=10
            articles.category-confidence=0.5
            articles.categories-max=200
            categories.file=
            articles.tokens-max=2000
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
