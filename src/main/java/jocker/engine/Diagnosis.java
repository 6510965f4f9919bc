package jocker.engine;

import java.util.ArrayList;
import java.util.List;
import jocker.cgroup.Cgroups;
import jocker.doctor.CheckResult;
import jocker.doctor.HostChecks;
import jocker.store.Id;
import jocker.store.StateRecord;
import jocker.store.Store;
import jocker.text.Message;

/** What is wrong with the host: its requirements, and what killed runs have left on it. */
public final class Diagnosis {
    private final Engine engine;

    /** The verb. */
    public Diagnosis(Engine engine) {
        this.engine = engine;
    }

    /** All results, in the order in which one would mend what is wrong. */
    public List<CheckResult> results() {
        HostChecks checks = engine.checks();
        List<CheckResult> results = new ArrayList<>(checks.all());
        if (engine.host().isRoot()
                && checks.store().isMet()
                && checks.controllers(Cgroups.of(engine.host())).isMet()) {
            results.add(leftovers());
        }
        return List.copyOf(results);
    }

    private CheckResult leftovers() {
        Store store = engine.store();
        List<Id> dead = new ArrayList<>(store.records().all().stream()
                .filter(StateRecord::isDead)
                .map(StateRecord::id)
                .toList());
        dead.addAll(engine.leftovers(store, engine.cgroups()).withoutRecord());
        return dead.isEmpty()
                ? CheckResult.met("leftovers", Message.of("nothing-is-left"))
                : CheckResult.missing("leftovers", Message.of("something-is-left", dead), "jocker prune");
    }
}
