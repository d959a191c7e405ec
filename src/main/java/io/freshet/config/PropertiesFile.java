package io.freshet.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads a properties file in UTF-8 with the line number of each setting, which {@link Properties} does not provide.
 * Escapes, comments and continued lines are those of {@link Properties}; a key set twice is an error.
 */
final class PropertiesFile {

    /** Size limit of the file, bytes. */
    static final long SIZE_BYTES_MAX = 1 << 20;

    /** Characters that {@link Properties} takes as white space; only these may precede a comment. */
    private static final String WHITE_SPACE = " \t\f";

    private PropertiesFile() {}

    /**
     * Reads all assignments in file order.
     *
     * @throws ConfigurationException if the file is missing, too large, not UTF-8 or sets a key twice
     */
    static List<Setting> read(Path file) {
        List<Setting> settings = new ArrayList<>();
        Map<String, String> originByName = new HashMap<>();
        List<String> lines = lines(file);
        int index = 0;
        while (index < lines.size()) {
            int first = index;
            String line = lines.get(index++);
            StringBuilder logical = new StringBuilder(line);
            boolean comment = isComment(line);
            while (!comment && isContinued(line) && index < lines.size()) {
                line = lines.get(index++);
                logical.append('\n').append(line);
            }
            String origin = file.getFileName() + ":" + (first + 1);
            for (Setting setting : parse(logical.toString(), origin)) {
                String earlier = originByName.putIfAbsent(setting.name(), origin);
                if (earlier != null) {
                    throw new ConfigurationException(
                            setting.name() + " is set twice, at " + earlier + " and at " + origin + ": remove one");
                }
                settings.add(setting);
            }
        }
        return settings;
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > SIZE_BYTES_MAX) {
                throw new ConfigurationException(
                        file + " is larger than " + SIZE_BYTES_MAX + " bytes: give a file of settings");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            throw new ConfigurationException("there is no file " + file + ": give --config an existing file");
        } catch (CharacterCodingException notUtf8) {
            throw new ConfigurationException(file + " is not UTF-8: save it as UTF-8");
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    "cannot read " + file + ": " + unreadable.getMessage() + "; check its permissions");
        }
    }

    private static List<Setting> parse(String logicalLine, String origin) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(logicalLine));
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(origin + ": " + malformed.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return properties.stringPropertyNames().stream()
                .map(name -> new Setting(name, properties.getProperty(name), origin))
                .toList();
    }

    private static boolean isComment(String line) {
        int start = 0;
        while (start < line.length() && WHITE_SPACE.indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return line.startsWith("#", start) || line.startsWith("!", start);
    }

    private static boolean isContinued(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
