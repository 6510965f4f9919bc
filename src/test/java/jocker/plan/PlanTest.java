package jocker.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.os.HostException;
import jocker.os.Resource;
import jocker.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans as data: what they show, need and say when they fail. */
class PlanTest {
    private static final Undo UNPLUG = Undo.by(Argv.of("ip link del dev veth0"), new Resource.Interface("veth0"));

    @Test
    void a_plan_shows_its_steps_as_lines_of_shell() {
        Plan plan = new Plan.Builder()
                .step(66, "cable", "ip link add dev {} type veth", "veth0; reboot")
                .step(78, "note-command", new Action.Write(Path.of("/tree"), "a.cmd", "it's"))
                .takeDown(88, "unplug", UNPLUG)
                .build();

        assertEquals(
                List.of(
                        "ip link add dev 'veth0; reboot' type veth",
                        "echo 'it'\\''s' > /tree/a.cmd",
                        "ip link del dev veth0"),
                plan.shellLines());
    }

    @Test
    void the_programs_of_a_plan_are_those_of_its_steps_and_undos_each_once() {
        Plan plan = new Plan.Builder()
                .step(79, "group", "cgcreate -g cpu:/a")
                .undoneBy(Undo.by(Argv.of("cgdelete -g cpu:/a"), new Resource.Alive(1)))
                .step(76, "snapshot", "btrfs subvolume snapshot a b")
                .step(76, "snapshot", "btrfs subvolume snapshot b c")
                .step("kill", new Action.Kill(7))
                .takeDown(88, "unplug", UNPLUG)
                .build();

        assertEquals(List.of("cgcreate", "cgdelete", "btrfs", "ip"), plan.programs());
    }

    @Test
    void a_step_knows_what_it_was_built_with() {
        Step step = new Plan.Builder()
                .step(66, "cable", "make")
                .undoneBy(UNPLUG)
                .shownBy("ip link")
                .build()
                .steps()
                .get(0);

        assertEquals("cable", step.name());
        assertEquals(Message.of("step.cable"), step.why());
        assertEquals(OptionalInt.of(66), step.bockerLine());
        assertEquals(List.of(UNPLUG), step.undos());
        assertEquals(Step.Phase.MAKE, step.phase());
        assertEquals(Optional.of("ip link"), step.look());
    }

    @Test
    void a_take_down_does_what_an_undo_does_and_says_what_for() {
        Message why = Message.of("step.clear", Message.verbatim("interface veth0"));
        Step step = new Plan.Builder()
                .takeDown("clear", why, UNPLUG)
                .build()
                .steps()
                .get(0);

        assertEquals(UNPLUG.action(), step.action());
        assertEquals(why, step.why());
        assertEquals(OptionalInt.empty(), step.bockerLine());
        assertEquals(Step.Phase.TAKE_DOWN, step.phase());
    }

    static Stream<Arguments> kinds() {
        Argv make = Argv.of("make");
        return Stream.of(
                Arguments.of(HostException.exited(make, 1, "no"), HostException.Kind.EXITED),
                Arguments.of(
                        HostException.exited(make, 1, "mkdir: No space left on device"), HostException.Kind.NO_SPACE),
                Arguments.of(HostException.stalled(make, 30, 137), HostException.Kind.STALLED),
                Arguments.of(new HostException(Message.verbatim("no")), HostException.Kind.OTHER));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_failed_step_says_what_kind_of_failure_it_was(HostException refusal, HostException.Kind kind) {
        FakeHost host = new FakeHost();
        host.effect("make", argv -> {
            throw refusal;
        });
        PlanExecutor executor = new PlanExecutor(host, StepListener.NOBODY, Pace.SIDE_BY_SIDE);
        Plan plan = new Plan.Builder().step(66, "cable", "make").build();

        StepFailed failure = assertThrows(StepFailed.class, () -> executor.perform(plan));

        assertEquals(kind, failure.kind());
        assertEquals(refusal, failure.getCause());
    }
}
