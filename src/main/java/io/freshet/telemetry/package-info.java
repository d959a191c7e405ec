/**
 * Publishes the measurements of the topology as Prometheus metrics.
 *
 * <p>Start with {@link io.freshet.telemetry.Meters}: every metric of Freshet stands there with its name, unit,
 * description, tags and the relations between counters. {@link io.freshet.telemetry.PrometheusMeasurements} fills the
 * metrics and renders {@code /metrics}; {@link io.freshet.telemetry.KafkaMeters} selects those of Kafka Streams.
 *
 * <p>{@code ConfidenceSequence} and {@code VariantComparison} compute the confidence bounds of an experiment. A change
 * of a metric's name also changes {@code docker/grafana}, {@code docker/prometheus} and the documentation. This package
 * may use the topology's measurement interface and the events.
 */
@NullMarked
package io.freshet.telemetry;

import org.jspecify.annotations.NullMarked;
