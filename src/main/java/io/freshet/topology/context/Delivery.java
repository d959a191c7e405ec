package io.freshet.topology.context;

/**
 * How records reach the topology.
 *
 * @param partitions partitions of each input topic, at least 1; a key belongs to the partition that its murmur2 hash
 *     picks among them
 * @param repeatsAfterCrash whether a record that took effect may be processed again after a crash, as at-least-once
 *     processing does
 */
public record Delivery(int partitions, boolean repeatsAfterCrash) {

    /** One partition, exactly once. */
    public static final Delivery ONE_PARTITION = new Delivery(1, false);

    public Delivery {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + ", expected at least 1");
        }
    }
}
