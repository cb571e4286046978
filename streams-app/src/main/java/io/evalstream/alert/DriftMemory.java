package io.evalstream.alert;

import io.evalstream.state.JudgeAgreement;
import io.evalstream.stats.SequentialTest.Evidence;
import java.time.Instant;

/// What is stored of a judge on an evaluator.
///
/// @param changedAt when the alert last fired or resolved; the end of the first round before that
/// @param transitions how often the alert has fired or resolved
record DriftMemory(
    DriftSubject subject,
    String basis,
    DriftState state,
    Instant lastRoundAt,
    Instant changedAt,
    long transitions) {

  static DriftMemory beforeTheFirst(DriftRound round) {
    return new DriftMemory(
        round.subject(), round.basis(), DriftState.NEW, round.at(), round.at(), 0);
  }

  DriftMemory after(DriftRound round, DriftWatch watch) {
    DriftState next = state.after(round.tally(), watch);
    boolean changed = next.firing() != state.firing();
    return new DriftMemory(
        subject,
        basis,
        next,
        round.at(),
        changed ? round.at() : changedAt,
        transitions + (changed ? 1 : 0));
  }

  static DriftMemory of(JudgeAgreement stored) {
    return new DriftMemory(
        new DriftSubject(stored.getJudge(), stored.getEvaluator()),
        stored.getBasis(),
        new DriftState(
            stored.getRounds(),
            new Tally(stored.getPassAgreed(), stored.getPassJudged()),
            new Tally(stored.getNormalAgreed(), stored.getNormalJudged()),
            new Tally(stored.getLastAgreed(), stored.getLastJudged()),
            new Evidence(
                stored.getEvidence(),
                stored.getFadedDisagreed(),
                stored.getFadedJudged(),
                stored.getFiring(),
                stored.getFiringPasses())),
        stored.getLastRoundAt(),
        stored.getChangedAt(),
        stored.getTransitions());
  }

  JudgeAgreement toStore() {
    Evidence evidence = state.evidence();
    return JudgeAgreement.newBuilder()
        .setJudge(subject.judge())
        .setEvaluator(subject.evaluator())
        .setBasis(basis)
        .setRounds(state.rounds())
        .setLastRoundAt(lastRoundAt)
        .setPassAgreed(state.pass().agreed())
        .setPassJudged(state.pass().judged())
        .setNormalAgreed(state.normal().agreed())
        .setNormalJudged(state.normal().judged())
        .setLastAgreed(state.last().agreed())
        .setLastJudged(state.last().judged())
        .setEvidence(evidence.logs())
        .setFadedDisagreed(evidence.failed())
        .setFadedJudged(evidence.seen())
        .setFiring(evidence.firing())
        .setFiringPasses(evidence.windows())
        .setChangedAt(changedAt)
        .setTransitions(transitions)
        .build();
  }
}
