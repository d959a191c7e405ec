package io.freshet.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchSampleTest {
    private static BenchSample sample(long clicksBytes, long catalogueBytes) {
        return new BenchSample(
                0,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Map.of("clicks", clicksBytes, "catalogue", catalogueBytes),
                Map.of());
    }

    @Test
    void bytesAreTheGrowthOfTheLogs() {
        assertThat(sample(30, 500).bytesSince(sample(10, 100), topic -> true)).isEqualTo(420);
    }

    @Test
    void growthOfACompactedLogIsUnknown() {
        assertThat(sample(30, 90).bytesSince(sample(10, 100), topic -> true)).isNaN();
        assertThat(sample(30, 90).bytesSince(sample(10, 100), "clicks"::equals)).isEqualTo(20);
    }
}
