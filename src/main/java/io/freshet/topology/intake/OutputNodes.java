package io.freshet.topology.intake;

/**
 * Names of the nodes that receive an input topic's records: decoded events, rejected records, and records on the wrong
 * partition.
 *
 * @param accepted processor of decoded events
 * @param rejected sink of dead letters
 * @param rerouted sink of records on another partition than that of their key
 */
public record OutputNodes(String accepted, String rejected, String rerouted) {}
