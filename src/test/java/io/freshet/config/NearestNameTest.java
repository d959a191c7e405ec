package io.freshet.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    @Test
    void distanceCountsInsertionsDeletionsReplacementsAndSwaps() {
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.distance("port", "prot")).isEqualTo(1);
        assertThat(NearestName.distance("same", "same")).isZero();
    }

    @Test
    void farNamesAreNotSuggested() {
        List<String> names = List.of("http.port", "http.host");
        assertThat(NearestName.among(names, "http.prt")).contains("http.port");
        assertThat(NearestName.among(names, "recommend.size")).isEmpty();
        assertThat(NearestName.among(List.of(), "http.port")).isEmpty();
    }
}
