package io.freshet.cli.bench;

import io.freshet.bench.LatencyRecorder;
import java.util.List;

/**
 * Raw measurements of one system under test, Freshet or a minimal topology for comparison, from which the figures of
 * the report are computed.
 *
 * @param latency latencies at the configured click rate
 * @param paced counters at the configured click rate, sampled at the start and after each repeat
 * @param flood results of the flood
 * @param memory memory of the instances after the measurement at the configured rate
 */
record BenchRunResult(
        SystemUnderTest system,
        LatencyRecorder latency,
        List<BenchSample> paced,
        LoadSender.Flood flood,
        BenchMemory memory) {}
