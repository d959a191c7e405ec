package io.freshet.topology.context;

/**
 * How records reach the topology: the number of partitions per input topic, and whether a crash may repeat records.
 *
 * @param partitions partitions of each input topic, at least 1; murmur2 of the key decides the partition
 * @param repeatsAfterCrash whether a processed record may be processed again after a crash, as under at-least-once
 */
public record Delivery(int partitions, boolean repeatsAfterCrash) {

    /** Delivery with one partition per input topic and exactly-once processing. */
    public static final Delivery ONE_PARTITION = new Delivery(1, false);

    public Delivery {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + ", expected at least 1");
        }
    }
}
