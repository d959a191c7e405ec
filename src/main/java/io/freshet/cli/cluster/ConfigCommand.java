package io.freshet.cli.cluster;

import io.freshet.cli.CommandContext;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.ExitCode;
import io.freshet.config.Configuration;
import io.freshet.config.ConfigurationKey;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.PassThrough;
import io.freshet.config.Setting;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the definitions of all settings, or the values in effect and their sources. */
@Command(
        name = "config",
        header = "List all settings with type, default and description, or the values in effect.",
        description = "A value comes from a flag (--set http.port=9000), else from an environment variable"
                + " (FRESHET_HTTP_PORT=9000), else from the properties file, else from the default.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  freshet config                       list all settings",
            "  freshet config --effective           print the values in effect and the source of each",
            "  freshet config --effective -c http.port=9000"
        })
public final class ConfigCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    ConfigurationOptions configuration = new ConfigurationOptions();

    @Option(
            names = "--effective",
            description = "Print values in effect and their sources, as a properties file; default: list all settings.")
    boolean effective;

    public ConfigCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Configuration loaded = configuration.load(context);
        if (effective) {
            printEffective(loaded, context.out());
        } else {
            printKeys(context.out());
        }
        return ExitCode.SUCCESS;
    }

    /** Prints the values in effect as a properties file, with the source of each as a comment; secrets are hidden. */
    private static void printEffective(Configuration loaded, PrintStream out) {
        for (Setting setting : loaded.effective()) {
            out.println("# " + setting.origin());
            out.println(setting.name() + "=" + setting.text().replace("\\", "\\\\"));
        }
    }

    private static void printKeys(PrintStream out) {
        for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
            out.println(key.name() + "=" + key.defaultText());
            out.println("    " + key.doc());
            out.println("    " + capitalised(key.type().expected()) + ". " + key.environmentVariable());
            out.println();
        }
        for (PassThrough passThrough : PassThrough.values()) {
            out.println(passThrough.prefix() + "*");
            out.println("    " + capitalised(passThrough.doc()) + ".");
            out.println();
        }
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
