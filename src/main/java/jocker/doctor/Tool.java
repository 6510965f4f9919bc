package jocker.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A program of the host's that jocker runs. Which there are stands in the file {@code tools} beside this class.
 *
 * @param program its name, as it is looked up on PATH
 * @param debianPackage the package that has it
 * @param versionOption the option that makes it tell its version; empty if it has none
 * @param minimum the oldest version that has what jocker uses; 0.0 if any does
 * @param isApart whether the doctor speaks of it elsewhere than in its list of tools
 */
record Tool(
        String program, String debianPackage, Optional<String> versionOption, ToolVersion minimum, boolean isApart) {
    private static final String NONE = "-";

    /** All of them, in the order in which the doctor lists them. */
    static List<Tool> all() {
        try (InputStream file = Objects.requireNonNull(Tool.class.getResourceAsStream("tools"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Tool::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tool of a program's name; empty for a program that is not jocker's own choice. */
    static Optional<Tool> named(String program) {
        return all().stream().filter(tool -> tool.program.equals(program)).findFirst();
    }

    private static Tool of(String line) {
        List<String> words = List.of(line.split(" "));
        return new Tool(
                words.get(0),
                words.get(1),
                Optional.of(words.get(2)).filter(it -> !it.equals(NONE)),
                ToolVersion.find(words.get(3)).orElse(new ToolVersion(0, 0)),
                words.contains("apart"));
    }

    /** The command that installs it. */
    String install() {
        return "apt-get install " + debianPackage;
    }
}
