package io.freshet.cli;

import io.freshet.broker.BrokerException;
import io.freshet.config.ConfigurationException;
import io.freshet.config.NearestName;
import io.freshet.dataset.DatasetException;
import io.freshet.recommend.ReadModel;
import io.freshet.runtime.RuntimeFailureException;
import io.freshet.runtime.topics.KafkaUnavailableException;
import io.freshet.web.ListeningSocket;
import io.freshet.words.WordFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns an exception of a command into one line on standard error and an exit code. */
public final class ErrorReport {

    private static final Set<Class<?>> WHOLE_NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);
    /** Shortest name, without dashes, for which a similar one is suggested. */
    private static final int SUGGESTION_CHARS_MIN = 2;

    private ErrorReport() {}

    /** Makes a command and its subcommands report usage errors and exceptions as one line on standard error. */
    public static void install(CommandLine commandLine) {
        commandLine.setParameterExceptionHandler(ErrorReport::usageError);
        commandLine.setExecutionExceptionHandler(ErrorReport::failure);
    }

    private static int usageError(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + oneLine(explainUsage(wrong)) + " (see '" + name + " --help')");
        return ExitCode.USAGE;
    }

    private static String explainUsage(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            // Arguments after the first are often its value.
            return explainUnmatched(
                    unmatched.getUnmatched().get(0), wrong.getCommandLine().getCommandSpec());
        }
        if (wrong.getArgSpec() instanceof OptionSpec option && wrong.getValue() != null) {
            Class<?> type = option.auxiliaryTypes()[0];
            if (type.isEnum()) {
                return option.longestName() + " is '" + wrong.getValue() + "': give one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(value -> value.toString().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "));
            }
            if (WHOLE_NUMBERS.contains(type) || type == double.class) {
                return option.longestName() + " is '" + wrong.getValue() + "': give a "
                        + (type == double.class ? "number" : "whole number");
            }
        }
        return String.valueOf(wrong.getMessage());
    }

    private static String explainUnmatched(String argument, CommandSpec spec) {
        if (argument.startsWith("-")) {
            String option = argument.split("=", 2)[0];
            return "unknown option " + option
                    + suggestion(option, spec.optionsMap().keySet());
        }
        return spec.subcommands().isEmpty()
                ? "unexpected argument '" + argument + "'"
                : "unknown command '" + argument + "'"
                        + suggestion(argument, spec.subcommands().keySet());
    }

    /** A question that names the valid name nearest to {@code misspelt}; empty if none is near. */
    private static String suggestion(String misspelt, Set<String> names) {
        List<String> candidates =
                names.stream().filter(ErrorReport::isLongEnough).toList();
        return Optional.of(misspelt)
                .filter(ErrorReport::isLongEnough)
                .flatMap(name -> NearestName.among(candidates, name))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /** Whether a name is long enough to be told from others; any two names of one letter are similar. */
    private static boolean isLongEnough(String name) {
        return name.replaceFirst("^-+", "").length() >= SUGGESTION_CHARS_MIN;
    }

    private static int failure(Exception thrown, CommandLine command, ParseResult parsed) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + oneLine(withoutSecrets(
                                command.getCommandSpec(), explain(thrown, servers(command.getCommandSpec())))));
        if (command.getParseResult().hasMatchedOption("--debug")) {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            command.getErr().print(withoutSecrets(command.getCommandSpec(), stack.toString()));
            command.getErr().flush();
        }
        if (thrown instanceof CommandFailure failure) {
            return failure.exitCode();
        }
        return thrown instanceof ConfigurationException ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    /**
     * Masks secret values of the command's settings in {@code text}, because Kafka's messages may repeat a rejected
     * value.
     */
    private static String withoutSecrets(CommandSpec spec, String text) {
        String cleaned = text;
        if (spec.userObject() instanceof ConfigurationOptions options) {
            cleaned = options.withoutSecrets(cleaned);
        }
        for (CommandSpec mixin : spec.mixins().values()) {
            cleaned = withoutSecrets(mixin, cleaned);
        }
        return cleaned;
    }

    /** Broker addresses of the command's settings; empty if the command read none. */
    private static Optional<String> servers(CommandSpec spec) {
        Optional<String> own = spec.userObject() instanceof ConfigurationOptions options
                ? options.bootstrapServers()
                : Optional.empty();
        return own.or(() -> spec.mixins().values().stream()
                .map(ErrorReport::servers)
                .flatMap(Optional::stream)
                .findFirst());
    }

    private static String explain(Throwable thrown, Optional<String> servers) {
        if (thrown instanceof CommandFailure
                || thrown instanceof ConfigurationException
                || thrown instanceof ReadModel.UnavailableException
                || thrown instanceof BrokerException
                || thrown instanceof RuntimeFailureException
                || thrown instanceof DatasetException
                || thrown instanceof WordFileException
                || thrown instanceof ListeningSocket.CannotListenException) {
            return String.valueOf(thrown.getMessage());
        }
        if (thrown instanceof KafkaUnavailableException) {
            Throwable cause = thrown.getCause();
            return cause instanceof AuthenticationException || cause instanceof AuthorizationException
                    ? explainKafka((KafkaException) cause, servers)
                    : thrown.getMessage() + "; " + unreachable(servers);
        }
        if (thrown instanceof KafkaException kafka) {
            return explainKafka(kafka, servers);
        }
        if (thrown.getCause() instanceof KafkaException kafka) {
            return explainKafka(kafka, servers);
        }
        if (thrown instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return explain(unchecked.getCause(), servers);
        }
        if (thrown instanceof IOException file) {
            return explainFile(file);
        }
        return "unexpected error " + thrown + "; run the command again with --debug for the stack trace";
    }

    private static String unreachable(Optional<String> servers) {
        return "check that Kafka runs"
                + servers.map(addresses -> " at " + addresses).orElse("")
                + ", that --bootstrap-servers is right and that kafka.security.protocol is the one Kafka expects";
    }

    private static String explainKafka(KafkaException thrown, Optional<String> servers) {
        if (thrown instanceof AuthenticationException) {
            return "Kafka rejected the login: " + thrown.getMessage()
                    + "; check the kafka.sasl.* and kafka.ssl.* settings";
        }
        if (thrown instanceof AuthorizationException) {
            return "Kafka denied access: " + thrown.getMessage() + "; grant the user the rights or use another user";
        }
        if (thrown instanceof TimeoutException) {
            return "Kafka does not answer: " + thrown.getMessage() + "; " + unreachable(servers);
        }
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "Kafka failed: " + thrown.getMessage() + (cause == thrown ? "" : ", " + cause.getMessage())
                + "; check --bootstrap-servers and the kafka.* settings";
    }

    private static String explainFile(IOException thrown) {
        if (thrown instanceof NoSuchFileException) {
            return "there is no file " + thrown.getMessage() + "; check the path";
        }
        if (thrown instanceof AccessDeniedException) {
            return "access to " + thrown.getMessage() + " is denied; change its permissions or choose another file";
        }
        if (thrown instanceof FileAlreadyExistsException) {
            return thrown.getMessage() + " exists already; remove it or choose another file";
        }
        if (thrown instanceof FileSystemException named && named.getReason() != null) {
            return "reading or writing " + named.getFile() + " failed: " + named.getReason()
                    + "; check the path and the free disk space";
        }
        return "reading or writing a file failed: " + thrown.getMessage() + "; check the path and the free disk space";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
