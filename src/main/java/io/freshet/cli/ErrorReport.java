package io.freshet.cli;

import io.freshet.broker.BrokerException;
import io.freshet.config.ConfigurationException;
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
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns an exception of a command into one line on standard error and an exit code. */
public final class ErrorReport {

    private static final String UNREACHABLE =
            "check that Kafka runs, that --bootstrap-servers is right and that kafka.security.protocol is the one Kafka"
                    + " expects";

    private ErrorReport() {}

    /** Makes a command and its subcommands report usage errors and exceptions as one line on standard error. */
    public static void install(CommandLine commandLine) {
        commandLine.setParameterExceptionHandler(ErrorReport::usageError);
        commandLine.setExecutionExceptionHandler(ErrorReport::failure);
    }

    private static int usageError(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        StringBuilder line = new StringBuilder(oneLine(String.valueOf(wrong.getMessage())));
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            line.append("; did you mean ")
                    .append(unmatched.getSuggestions().get(0))
                    .append('?');
        }
        command.getErr().println(name + ": " + line + " (see '" + name + " --help')");
        return ExitCode.USAGE;
    }

    private static int failure(Exception thrown, CommandLine command, ParseResult parsed) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + oneLine(withoutSecrets(command.getCommandSpec(), explain(thrown))));
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

    private static String explain(Throwable thrown) {
        if (thrown instanceof CommandFailure
                || thrown instanceof ConfigurationException
                || thrown instanceof ReadModel.UnavailableException
                || thrown instanceof BrokerException
                || thrown instanceof RuntimeFailureException
                || thrown instanceof DatasetException
                || thrown instanceof WordFileException
                || thrown instanceof ListeningSocket.PortTakenException) {
            return String.valueOf(thrown.getMessage());
        }
        if (thrown instanceof KafkaUnavailableException) {
            Throwable cause = thrown.getCause();
            return cause instanceof AuthenticationException || cause instanceof AuthorizationException
                    ? explainKafka((KafkaException) cause)
                    : thrown.getMessage() + "; " + UNREACHABLE;
        }
        if (thrown instanceof KafkaException kafka) {
            return explainKafka(kafka);
        }
        if (thrown.getCause() instanceof KafkaException kafka) {
            return explainKafka(kafka);
        }
        if (thrown instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return explain(unchecked.getCause());
        }
        if (thrown instanceof IOException file) {
            return explainFile(file);
        }
        return "unexpected error " + thrown + "; run the command again with --debug for the stack trace";
    }

    private static String explainKafka(KafkaException thrown) {
        if (thrown instanceof AuthenticationException) {
            return "Kafka rejected the login: " + thrown.getMessage()
                    + "; check the kafka.sasl.* and kafka.ssl.* settings";
        }
        if (thrown instanceof AuthorizationException) {
            return "Kafka denied access: " + thrown.getMessage() + "; grant the user the rights or use another user";
        }
        if (thrown instanceof TimeoutException) {
            return "Kafka does not answer: " + thrown.getMessage() + "; " + UNREACHABLE;
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
        return "reading or writing a file failed: " + thrown.getMessage() + "; check the path and the free disk space";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
