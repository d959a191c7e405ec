package io.freshet.config;

/** Mode of an experiment, which compares treatment settings with the configured ones. */
public enum ExperimentMode {
    /** No experiment. */
    OFF,
    /** Treatment lists are made and evaluated on every click, but no reader sees them. */
    SHADOW,
    /** A share of the readers sees treatment lists. */
    SPLIT
}
