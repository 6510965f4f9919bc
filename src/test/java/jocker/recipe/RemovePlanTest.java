package jocker.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import jocker.os.Argv;
import jocker.os.FakeHost;
import jocker.os.Resource;
import jocker.plan.Pace;
import jocker.plan.Plan;
import jocker.plan.PlanExecutor;
import jocker.plan.StepListener;
import jocker.plan.Undo;
import jocker.store.ContainerId;
import jocker.store.ImageId;
import jocker.store.Store;
import jocker.text.Message;
import jocker.text.Texts;
import org.junit.jupiter.api.Test;

/** How something is deleted, and how leftovers are cleared. */
class RemovePlanTest {
    private static final Store STORE = Store.imagined(new FakeHost(), Path.of("/var/bocker"));
    private static final Resource GROUP = Resource.Paths.of(Path.of("/sys/fs/cgroup/ps_42017"));
    private static final Resource CABLE = new Resource.Interface("veth0_ps_42017");
    private static final List<Leftover> LEFTOVERS = List.of(
            new Leftover(Message.of("interface", "veth0_ps_42017"), Undo.by(Argv.of("ip link del dev {}", "a"), CABLE)),
            new Leftover(Message.of("control-group", "ps_42017"), Undo.by(Argv.of("cgdelete -g cpu:/b"), GROUP)));

    private static void perform(FakeHost host, Plan plan) {
        new PlanExecutor(host, StepListener.NOBODY, Pace.SIDE_BY_SIDE).perform(plan);
    }

    @Test
    void an_image_is_its_subvolume() {
        assertEquals(
                List.of("btrfs subvolume delete /var/bocker/img_42150"),
                RemovePlan.of(STORE, new ImageId(42150), List.of(), List.of()).shellLines());
    }

    @Test
    void a_container_goes_with_the_subvolumes_inside_it_and_what_is_left_beside_it() {
        assertEquals(
                List.of(
                        "btrfs subvolume delete --subvolid 259 /var/bocker",
                        "btrfs subvolume delete --subvolid 258 /var/bocker",
                        "btrfs subvolume delete /var/bocker/ps_42017",
                        "ip link del dev a",
                        "cgdelete -g cpu:/b"),
                RemovePlan.of(STORE, new ContainerId(42017), List.of(259L, 258L), LEFTOVERS)
                        .shellLines());
    }

    @Test
    void a_container_that_runs_is_ended_by_the_end_of_its_first_process() {
        assertEquals(List.of("kill -KILL 4711"), RemovePlan.kill(4711).shellLines());
    }

    @Test
    void only_leftovers_that_are_still_there_are_cleared() {
        FakeHost host = new FakeHost();
        host.has(GROUP);

        perform(host, PrunePlan.of(LEFTOVERS));

        assertEquals(List.of("cgdelete -g cpu:/b"), host.done());
    }

    @Test
    void each_step_of_clearing_says_what_it_clears() {
        List<String> why = PrunePlan.of(LEFTOVERS).steps().stream()
                .map(step -> Texts.ENGLISH.say(step.why()))
                .toList();

        assertEquals(List.of("clear interface veth0_ps_42017", "clear control group ps_42017"), why);
    }
}
