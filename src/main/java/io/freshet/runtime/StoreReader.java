package io.freshet.runtime;

import io.freshet.recommend.ReadModel;
import io.freshet.runtime.read.InstanceAddress;
import io.freshet.runtime.read.Owner;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the state stores of this instance, and finds the instance that holds a key. Safe from any thread. */
final class StoreReader {
    private static final Logger LOG = LoggerFactory.getLogger(StoreReader.class);

    private final KafkaStreams streams;
    private final Optional<InstanceAddress> address;
    /**
     * Whether the global stores are restored and may be read. Kafka Streams allows reads while it is still filling
     * them.
     */
    private volatile boolean globalStoresRestored;

    /**
     * Creates a reader of the stores of one instance; reads fail until {@link #globalStoresRestored()} is called.
     *
     * @param address address of this instance; empty if other instances never ask it
     */
    StoreReader(KafkaStreams streams, Optional<InstanceAddress> address) {
        this.streams = streams;
        this.address = address;
    }

    /** Marks the global stores as restored, which allows reads of all stores from now on. */
    void globalStoresRestored() {
        globalStoresRestored = true;
    }

    <T, R> R read(String name, QueryableStoreType<T> type, Function<T, R> reading) {
        return read(StoreQueryParameters.fromNameAndType(name, type), reading);
    }

    <T, R> R read(Owner.Local owner, String name, QueryableStoreType<T> type, Function<T, R> reading) {
        StoreQueryParameters<T> query = StoreQueryParameters.fromNameAndType(name, type);
        return read(
                owner.partition().isPresent()
                        ? query.withPartition(owner.partition().getAsInt())
                        : query,
                reading);
    }

    private <T, R> R read(StoreQueryParameters<T> query, Function<T, R> reading) {
        if (!globalStoresRestored) {
            throw new ReadModel.UnavailableException("this instance is starting: try again");
        }
        try {
            return reading.apply(streams.store(query));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            LOG.debug("{} cannot be read now", query.storeName(), e);
            throw new ReadModel.UnavailableException(
                    "this instance is starting or its partitions are moving: try again");
        }
    }

    Owner ownerOf(String store, String key) {
        if (address.isEmpty()) {
            return new Owner.Local(OptionalInt.empty());
        }
        KeyQueryMetadata metadata;
        try {
            metadata = streams.queryMetadataForKey(store, key, new StringSerializer());
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return new Owner.Unknown();
        }
        if (metadata == null || metadata.activeHost().equals(HostInfo.unavailable())) {
            return new Owner.Unknown();
        }
        return metadata.activeHost().equals(address.get().registered())
                ? new Owner.Local(OptionalInt.of(metadata.partition()))
                : new Owner.Remote(InstanceAddress.address(metadata.activeHost()));
    }
}
