package io.freshet.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedMapTest {
    @Test
    void oldestEntryIsEvictedWhateverWasRead() {
        Map<String, Integer> map = BoundedMap.evictingOldest(2);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("a", 3);
        map.put("c", 4);

        assertThat(map).containsOnlyKeys("b", "c");
    }

    @Test
    void leastRecentlyUsedEntryIsEvicted() {
        Map<String, Integer> map = BoundedMap.evictingLeastRecentlyUsed(2);
        map.put("a", 1);
        map.put("b", 2);
        map.get("a");
        map.put("c", 4);

        assertThat(map).containsOnlyKeys("a", "c");
    }

    @Test
    void sizeBelowOneIsRejected() {
        assertThatThrownBy(() -> BoundedMap.evictingOldest(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sizeMax is 0, expected at least 1");
    }
}
