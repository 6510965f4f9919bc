package jocker.cli;

import java.util.List;

/**
 * The table of commands, in the order in which the help lists them. A new command needs a line here, a case in
 * {@link #make}, a class that extends {@link BaseCommand}, a verb in {@code jocker.engine}, and its texts.
 */
enum Commands {
    PULL("pull", true, false),
    INIT("init", true, false),
    IMAGES("images", false, false),
    RUN("run", true, true),
    EXEC("exec", true, true),
    PS("ps", false, false),
    INSPECT("inspect", false, false),
    LOGS("logs", false, false),
    COMMIT("commit", true, false),
    RM("rm", true, false),
    PRUNE("prune", true, false),
    DOCTOR("doctor", true, false),
    EXPLAIN("explain", false, false);

    private static final List<Commands> ALL = List.of(values());

    private final String name;
    private final boolean startsPrograms;
    private final boolean stopsAtWord;

    /**
     * A command.
     *
     * @param startsPrograms whether it starts programs of the host
     * @param stopsAtWord whether options end at its first word: what follows the image or container is the command's
     */
    Commands(String name, boolean startsPrograms, boolean stopsAtWord) {
        this.name = name;
        this.startsPrograms = startsPrograms;
        this.stopsAtWord = stopsAtWord;
    }

    /**
     * Makes it. (A statement and no expression for the start-up: one command.)
     */
    @SuppressWarnings("StatementSwitchToExpressionSwitch")
    CommandModel make(Invocation invocation) {
        switch (name) {
            case "pull":
                return new PullCommand(invocation);
            case "init":
                return new InitCommand(invocation);
            case "images":
                return new ImagesCommand(invocation);
            case "run":
                return new RunCommand(invocation);
            case "exec":
                return new ExecCommand(invocation);
            case "ps":
                return new PsCommand(invocation);
            case "inspect":
                return new InspectCommand(invocation);
            case "logs":
                return new LogsCommand(invocation);
            case "commit":
                return new CommitCommand(invocation);
            case "rm":
                return new RemoveCommand(invocation);
            case "prune":
                return new PruneCommand(invocation);
            case "doctor":
                return new DoctorCommand(invocation);
            case "explain":
                return new ExplainCommand(invocation);
            default:
                throw new AssertionError("no command: " + name);
        }
    }

    /** All of them, in order. */
    static List<Commands> all() {
        return ALL;
    }

    /** What the user types. */
    String commandName() {
        return name;
    }

    /** Whether options end at its first word. */
    boolean stopsAtWord() {
        return stopsAtWord;
    }

    /** The words before the first that is the name of a command; all of them if there is none. */
    static List<String> before(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (isName(words.get(i))) {
                return words.subList(0, i);
            }
        }
        return words;
    }

    private static boolean isName(String word) {
        for (Commands command : ALL) {
            if (command.name.equals(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of these words may be the name of a command that starts programs. */
    static boolean startPrograms(List<String> words) {
        for (Commands command : ALL) {
            if (command.startsPrograms && words.contains(command.name)) {
                return true;
            }
        }
        return false;
    }
}
