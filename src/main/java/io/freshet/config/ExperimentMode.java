package io.freshet.config;

/** Whether other settings are tried beside the live ones, and who sees their lists. */
public enum ExperimentMode {
    /** Nothing is tried. */
    OFF,
    /** Nobody sees them; every click is judged by both lists. */
    SHADOW,
    /** A share of the readers sees them. */
    SPLIT
}
