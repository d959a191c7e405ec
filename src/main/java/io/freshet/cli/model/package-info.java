/**
 * Commands for word vector models: {@code pretrain} and {@code model} with its subcommands.
 *
 * <p>Start reading at {@link io.freshet.cli.model.ModelCommand}, which lists the subcommands. Most of them work on
 * model files alone; {@link io.freshet.cli.model.ModelRemoteCommand} sends a command to a running application through
 * Kafka. The algorithms live in {@code io.freshet.words} and {@code io.freshet.evaluate}.
 *
 * <p>May use {@code cli}, {@code config}, {@code runtime}, {@code dataset}, {@code codec} and the domain.
 */
@NullMarked
package io.freshet.cli.model;

import org.jspecify.annotations.NullMarked;
