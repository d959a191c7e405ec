/**
 * Base of all commands: shared options, surroundings, progress, error messages and exit codes.
 *
 * <p>Start reading at {@link io.freshet.cli.CommandContext}, the surroundings that every command receives and tests
 * replace, and at {@link io.freshet.cli.ErrorReport}, which turns exceptions into one line and an exit code. Options
 * that several commands have are picocli mixins: {@link io.freshet.cli.ConfigurationOptions},
 * {@link io.freshet.cli.ClusterOptions}, {@link io.freshet.cli.DatasetOptions}, {@link io.freshet.cli.ReportOptions}.
 * The commands themselves live in the packages below, which depend on this one.
 *
 * <p>May use the adapters ({@code config}, {@code runtime}, {@code broker}, {@code web}, {@code dataset}), the codec
 * and the domain; {@code topology/packages.puml} lists every allowed dependency.
 */
@NullMarked
package io.freshet.cli;

import org.jspecify.annotations.NullMarked;
