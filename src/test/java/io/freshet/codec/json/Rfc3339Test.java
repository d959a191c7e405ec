package io.freshet.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @Test
    void parsesTheSameTimesAsTheJdk() {
        long seed = 20261123;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            long second = random.nextLong(253_402_214_400L);
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-1080, 1081) * 60);
            OffsetDateTime time =
                    Instant.ofEpochSecond(second, random.nextInt(1_000_000_000)).atOffset(offset);
            if (time.getYear() < 1970 || time.getYear() > 9999) {
                continue;
            }
            String fraction = ".%09d".formatted(time.getNano()).substring(0, random.nextInt(2, 11));
            String text = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").format(time)
                    + (random.nextInt(5) == 0 ? "" : fraction)
                    + DateTimeFormatter.ofPattern(random.nextBoolean() ? "XXX" : "xxx")
                            .format(time);

            assertThat(Rfc3339.parse(text))
                    .as("%s, seed %s", text, seed)
                    .isEqualTo(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        }
    }

    @Test
    void formattedTimesSurviveARoundTrip() {
        Random random = new Random(7);
        for (int round = 0; round < 10_000; round++) {
            long millis = random.nextLong(JsonTime.MILLIS_MAX + 1);
            assertThat(Rfc3339.parse(Rfc3339.format(millis))).isEqualTo(millis);
        }
        assertThat(Rfc3339.format(1_795_428_930_000L)).isEqualTo("2026-11-23T10:15:30.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31T23:59:60Z, 2027-01-01T00:00:00Z",
        "2027-01-01T07:59:60.5+08:00, 2027-01-01T00:00:00.5Z",
        "2026-11-23t10:15:30z, 2026-11-23T10:15:30Z",
        "2026-11-23T10:15:30.9999999Z, 2026-11-23T10:15:30.999Z",
        "2024-02-29T00:00:00-00:00, 2024-02-29T00:00:00Z"
    })
    void parsesRareValidForms(String text, String expected) {
        assertThat(Rfc3339.parse(text)).isEqualTo(Instant.parse(expected).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-23",
                "2026-11-23T10:15:30",
                "2026-11-23 10:15:30Z",
                "2026-11-23T10:15Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T10:60:00Z",
                "2026-11-23T10:15:60Z",
                "2026-11-23T10:15:30.Z",
                "2026-11-23T10:15:30,5Z",
                "2026-11-23T10:15:30+0800",
                "2026-11-23T10:15:30+08",
                "2026-11-23T10:15:30*08:00",
                "2026-11-23T10:15:30+24:00",
                "2026-11-23T10:15:30Z ",
                "2026-02-29T10:15:30Z",
                "2026-13-01T10:15:30Z",
                "+2026-11-23T10:15:30Z",
                "2026-11-23T10:15:30.5",
                "２０２６-11-23T10:15:30Z"
            })
    void rejectsInvalidTimes(String text) {
        assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
