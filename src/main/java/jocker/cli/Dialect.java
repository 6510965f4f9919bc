package jocker.cli;

import java.util.List;
import jocker.container.ContainerCommand;
import jocker.os.Argv;

/** Which program jocker is: itself, or bocker to the letter where scripts can tell. */
enum Dialect {
    /** Itself. */
    JOCKER,
    /** bocker, as it is called by that name. */
    BOCKER;

    /** The dialect of the name by which the program was called. */
    static Dialect named(String name) {
        return name.equals("bocker") ? BOCKER : JOCKER;
    }

    /** The words of a run. bocker joins them by spaces, and has the shell read them (bocker 65 and 86). */
    List<String> runWords(List<String> typed) {
        return this == BOCKER && !typed.isEmpty() ? List.of(String.join(" ", typed)) : typed;
    }

    /** What {@code run} ends with. bocker ends with 0, whatever the command ends with (bocker 87). */
    int runStatus(int status) {
        return this == BOCKER ? 0 : status;
    }

    /** The command of {@code exec}. bocker hands even one argument to chroot as a program (bocker 96), jocker to the shell. */
    Argv execCommand(List<String> typed) {
        ContainerCommand wanted = ContainerCommand.typed(typed);
        return this == JOCKER && wanted.isExpression()
                ? Argv.of("/bin/sh -c {}", wanted.expression())
                : new Argv(typed);
    }

    /** The containers that {@code exec} names: bocker's grep takes lines for alternatives (bocker 93 to 95). */
    List<String> execNames(String typed) {
        return this == BOCKER ? List.of(typed.split("\n", -1)) : List.of(typed);
    }
}
